"""One incident: its current Publication, the versions before it, or its tombstone."""

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.urls import reverse
from django.views.decorators.http import require_safe

from incidents.change_log import steps
from incidents.codes import PublicationKind, RecordKind
from incidents.listing import address_now
from incidents.models import ListedIncident, Publication, Withdrawal
from incidents.views.page import show, today
from incidents.views.reading import read

ERASED = ("reference", "number", "digest", "published_at", "ended_at")


@require_safe
def incident(request: HttpRequest, reference: str) -> HttpResponse:
    """The page of one incident; 301 once merged into another; 410 once withdrawn; 404 for what is
    hidden or does not exist."""
    made = steps(reference)
    if not made or made[0].publication.ended_at is not None:
        return _gone(request, reference)
    publication, document = made[0].publication, made[0].document
    return show(
        request,
        "incident.html",
        "incidents",
        reference=reference,
        publication=publication,
        document=document,
        incident=read(document, today()),
        steps=made,
        changes=[each for each in made if each.publication.kind != PublicationKind.FIRST],
    )


@require_safe
def version(request: HttpRequest, reference: str, number: int) -> HttpResponse:
    """410 for a version whose content was erased, with what is kept of it. No other version has a
    page of its own: 404, as for one that never was."""
    erased = Publication.objects.filter(
        reference=reference, number=number, content={}, reference__in=_listed()
    )
    found = erased.values(*ERASED).first()
    if found is None:
        raise Http404
    return show(request, "erased.html", "incidents", status=410, version=found)


def _listed() -> QuerySet[ListedIncident, str]:
    return ListedIncident.objects.values_list("reference", flat=True)


def _gone(request: HttpRequest, reference: str) -> HttpResponse:
    withdrawal = (
        Withdrawal.objects.filter(reference=reference).select_related("reason_class").first()
    )
    if withdrawal is None:
        remaining = address_now(RecordKind.INCIDENT, reference)
        if remaining is None:
            raise Http404
        return HttpResponsePermanentRedirect(reverse("public:incident", args=[remaining]))
    return show(request, "withdrawn.html", "incidents", status=410, withdrawal=withdrawal)
