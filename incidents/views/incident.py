"""One incident: its current Publication, or what is left of it."""

from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.urls import reverse
from django.views.decorators.http import require_safe

from incidents.change_log import steps
from incidents.codes import PublicationKind, RecordKind
from incidents.listing import address_now
from incidents.models import Withdrawal
from incidents.views.citation import citation
from incidents.views.excerpts import cited_segments
from incidents.views.linked_data import data_block
from incidents.views.page import show, today
from incidents.views.reading import read


@require_safe
def incident(request: HttpRequest, reference: str) -> HttpResponse:
    """The page of one incident; 301 once merged into another; 410 once withdrawn; 404 for what is
    hidden or does not exist."""
    made = steps(reference)
    if not made or made[0].publication.ended_at is not None:
        return gone(request, reference)
    publication, document = made[0].publication, made[0].document
    return show(
        request,
        "incident.html",
        "incidents",
        reference=reference,
        publication=publication,
        document=document,
        incident=read(document, today(), cited_segments(document)),
        steps=made,
        changes=[each for each in made if each.publication.kind != PublicationKind.FIRST],
        citation=citation(publication, document),
        linked_data=data_block(publication, document),
    )


def gone(request: HttpRequest, reference: str) -> HttpResponse:
    """What an incident that is not public answers, on its page and on those of its versions: the
    tombstone of a withdrawn one, the way to the one it was merged into; 404 for any other."""
    withdrawal = (
        Withdrawal.objects.filter(reference=reference).select_related("reason_class").first()
    )
    if withdrawal is not None:
        return show(request, "withdrawn.html", "incidents", status=410, withdrawal=withdrawal)
    remaining = address_now(RecordKind.INCIDENT, reference)
    if remaining is None:
        raise Http404
    return HttpResponsePermanentRedirect(reverse("public:incident", args=[remaining]))
