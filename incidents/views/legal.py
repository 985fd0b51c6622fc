"""Licence, accessibility, privacy and legal notice: our words, with the facts that the operator's
settings give. What is not filled in is said to be missing: a visitor is not left to guess."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from incidents.licences import LICENCES, Licence
from incidents.views.page import show

OPERATOR = (
    "OPERATOR_NAME",
    "OPERATOR_ADDRESS",
    "PUBLICATION_DIRECTOR",
    "HOSTING_PROVIDER",
    "CONTACT_EMAIL",
)
"""Settings without which the legal notice is not whole."""


CODE_LICENCE = Licence(
    "Apache-2.0", "Apache License 2.0", "https://www.apache.org/licenses/LICENSE-2.0"
)


@require_safe
def licence(request: HttpRequest) -> HttpResponse:
    """Under which licence the data and the code may be used again, and what is excepted."""
    data = LICENCES[settings.DATA_LICENCE]
    return show(request, "licence.html", "method", data=data, code=CODE_LICENCE)


@require_safe
def accessibility(request: HttpRequest) -> HttpResponse:
    """What was checked, by which means, and what is known not to be reached."""
    return show(request, "accessibility.html", "method", contact=settings.CONTACT_EMAIL)


@require_safe
def privacy(request: HttpRequest) -> HttpResponse:
    """What is kept of visitors, and of persons named in incidents, and what they may ask."""
    return show(
        request,
        "privacy.html",
        "method",
        operator=settings.OPERATOR_NAME,
        contact=settings.DATA_PROTECTION_CONTACT,
        authority=settings.SUPERVISORY_AUTHORITY,
    )


@require_safe
def legal(request: HttpRequest) -> HttpResponse:
    """Who publishes, who answers for it, who hosts."""
    facts = {name.lower(): getattr(settings, name) for name in OPERATOR}
    missing = [name for name in OPERATOR if not getattr(settings, name)]
    return show(request, "legal.html", "method", missing=missing, **facts)
