"""How to reach whoever runs the site: what they filled in by settings."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe


@require_safe
def contact(request: HttpRequest) -> HttpResponse:
    """Addresses, and the ways for each purpose. The same for everybody: it may be cached."""
    context = {
        "section": "contact",
        "operator": settings.OPERATOR_NAME,
        "email": settings.CONTACT_EMAIL,
        "phone": settings.CONTACT_PHONE,
        "address": [line.strip() for line in settings.CONTACT_ADDRESS.split("|") if line.strip()],
        "security": settings.SECURITY_CONTACT,
    }
    return render(request, "public/contact.html", context)
