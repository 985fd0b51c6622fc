"""The right of reply: a form about one public incident. Nothing is published by sending it."""

from typing import Any

from django.conf import settings
from django.core import signing
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from incidents import jobs
from incidents.actions import letter as letters
from incidents.actions import reply as replies
from incidents.actions.letter import Letter
from incidents.codes import Precision, Proposition, RecordKind
from incidents.documents import Document
from incidents.exchange import Statement, exchange
from incidents.input_error import InputError
from incidents.labels import in_words as values_in_words
from incidents.labels import label
from incidents.listing import address_now, shown
from incidents.models import Publication, Reply
from incidents.recorded import context
from incidents.templatetags.wording import heading, in_words, passage
from incidents.visitors.forms import ReplyForm
from incidents.visitors.page import may_send, show, too_many

RECEIPT = "vigie.receipt"


@require_http_methods(("GET", "HEAD", "POST"))
def reply(request: HttpRequest) -> HttpResponse:
    """The form about `?incident=`; without it, the question which. 404 for what is not public, and
    on to the other where it was merged."""
    reference = request.GET.get("incident", "").strip().upper()
    if not reference:
        return show(request, "reply.html")
    publication = _current(reference)
    if publication is None:
        return _elsewhere(request, reference)
    document = shown(publication)
    about = [("", heading(_("the incident as a whole"))), *_accusations(document)]
    given: Any = request.POST if request.method == "POST" else None
    form = ReplyForm(given, about=about, initial={"language": get_language(), "about": ""})
    page = {"form": form, "reference": reference, "document": document}
    if given is None or not form.is_valid():
        return show(request, "reply.html", status=200 if given is None else 400, **page)
    if not may_send(request, "reply", settings.REPLIES_A_DAY):
        return too_many(request)
    try:
        made = _receive(form.cleaned_data, reference)
    except InputError as error:
        form.add_error(None, _(error.template) % values_in_words(error.params))
        return show(request, "reply.html", status=400, **page)
    return HttpResponseRedirect(_receipt(made, reference))


def _current(reference: str) -> Publication | None:
    if not reference.isprintable():
        return None
    found = Publication.objects.current().filter(listed__reference=reference[:40])
    return found.first()


def _elsewhere(request: HttpRequest, reference: str) -> HttpResponse:
    known = reference.isprintable() and len(reference) < 40
    remaining = address_now(RecordKind.INCIDENT, reference) if known else None
    if remaining is not None and _current(remaining) is not None:
        asked = QueryDict(mutable=True)
        asked["incident"] = remaining
        return HttpResponseRedirect(f"{reverse('public:reply')}?{asked.urlencode()}")
    return show(request, "reply.html", status=404, missing=reference[:40])


def _accusations(document: Document) -> list[tuple[str, SafeString]]:
    """Each accusation of the public document by its id: whose, of what kind, of when. What it says
    stands on the page of the incident, where its answers are beside it, and not here."""
    return [(each.id, _line(each)) for each in exchange(document).accusations]


def _line(statement: Statement) -> SafeString:
    record = statement.record
    if statement.is_claim:
        voice = record["speaker"]
        name = voice["actor"]["name"] if voice["actor"] else voice["label"]
        day = record["said_on"] if record["said_on"]["precision"] != Precision.UNKNOWN else None
        what = ", ".join(filter(None, [label(Proposition(record["proposition"])), in_words(day)]))
    else:
        name, what = record["actor"]["name"], _("the role ascribed in this incident")
    who = passage({language: heading(text) for language, text in name.items()})
    answers = _("answers recorded: %(count)d") % {"count": len(statement.answers)}
    line = format_html(_("%(label)s: %(value)s") % {"label": "{}", "value": "{}"}, who, what)
    return format_html("{} ({})", line, answers)


def _receive(given: dict[str, Any], reference: str) -> Reply:
    """Nobody's account: the audit names the door alone."""
    fields = {name: given[name] for name in Letter.__dataclass_fields__}
    incident = replies.may_be_answered(reference)
    if incident is None:
        raise Http404
    with context(door="page reply"), transaction.atomic():
        made = letters.receive(letter=Letter(**fields), incident=incident, at=timezone.now())
        if settings.MAILS:
            jobs.mail_receipt.defer(reply=made.pk)
    return made


def _receipt(made: Reply, reference: str) -> str:
    """A page that can be loaded again: what it says is in its address, signed, and read from no
    record."""
    facts = {"number": made.public_id, "due": made.due_at.isoformat(), "reference": reference}
    asked = QueryDict(mutable=True)
    asked["receipt"] = signing.Signer(salt=RECEIPT).sign_object(facts)
    return f"{reverse('public:reply_received')}?{asked.urlencode()}"


@require_safe
def received(request: HttpRequest) -> HttpResponse:
    """The number, and by when it is answered; 404 for an address that we did not write."""
    try:
        facts = signing.Signer(salt=RECEIPT).unsign_object(request.GET.get("receipt", ""))
    except (signing.BadSignature, ValueError):
        raise Http404 from None
    due = parse_datetime(facts["due"])
    return show(
        request,
        "reply_received.html",
        number=facts["number"],
        due=timezone.localtime(due) if due else None,
        reference=facts["reference"],
    )
