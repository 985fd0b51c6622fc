"""What is done on the workbench: each write is one action; the answer says what happened."""

from django.http import HttpRequest
from django.utils.translation import gettext, ngettext

from incidents.actions import correction, proposal, redaction
from incidents.actions import transcript as transcripts
from incidents.admin import workbench_rows
from incidents.admin.workbench_input import (
    BadRequest,
    check_may,
    number,
    position_range,
    text,
    voice,
)
from incidents.input_error import gettext_noop
from incidents.models import Transcript

Answer = workbench_rows.Values

MAX_NAMES = 50
"""Different names proposed in one selection; more are accepted name by name."""


def assign(request: HttpRequest, transcript: Transcript) -> Answer:
    """The passages to a voice that is known (`speaker`), or to one that is named now. Who does not
    say what they have seen (`seen`) has seen nothing."""
    check_may(request, "change_segment")
    first, last = position_range(request.POST, transcript)
    label, role, actor = voice(request, transcript)
    seen = number(request.POST.get("seen", "0"), 0, 2**63 - 1)
    transcripts.assign_speaker(
        transcript=transcript,
        label=label,
        by=request.user,
        positions=[(first, last)],
        role=role,
        actor=actor,
        seen=seen,
    )
    return _said_of(transcript, label, last - first + 1) | {"first": first, "last": last}


def accept(request: HttpRequest, transcript: Transcript) -> Answer:
    """What is proposed for a range, or everywhere for one name (`label`)."""
    check_may(request, "change_segment")
    if "label" in request.POST:
        label = request.POST["label"]
        count = proposal.accept(transcript=transcript, label=label, by=request.user)
        return _said_of(transcript, label, count) | {"first": 0, "last": transcript.size - 1}
    first, last = position_range(request.POST, transcript)
    waiting = transcript.segments.filter(position__range=(first, last), speaker__isnull=True)
    proposed = waiting.exclude(proposed_speaker="").order_by("position")
    names = list(dict.fromkeys(proposed.values_list("proposed_speaker", flat=True)))
    if not names:
        raise BadRequest(gettext_noop("no name is proposed for these passages"))
    if len(names) > MAX_NAMES:
        raise BadRequest(
            gettext_noop("%(count)d different names are proposed here: take fewer passages"),
            count=len(names),
        )
    count = proposal.accept_all(
        transcript=transcript, labels=names, by=request.user, first=first, last=last
    )
    return _said_of(transcript, ", ".join(names), count) | {"first": first, "last": last}


def redact(request: HttpRequest, transcript: Transcript) -> Answer:
    check_may(request, "add_redaction")
    first, last = position_range(request.POST, transcript)
    if request.POST.get("sure") != "on":
        raise BadRequest(gettext_noop("confirm that you know it cannot be undone"))
    redaction.redact(
        transcript=transcript,
        first=first,
        last=last,
        reason=text(request, "reason"),
        by=request.user,
    )
    said = ngettext(
        "%(count)d passage is hidden from the public from now on.",
        "%(count)d passages are hidden from the public from now on.",
        last - first + 1,
    )
    return {"said": said % {"count": last - first + 1}, "first": first, "last": last}


def correct(request: HttpRequest, transcript: Transcript) -> Answer:
    """A new version in which one passage says something else; the answer names its page."""
    check_may(request, "add_transcript")
    position = number(request.POST.get("position"), 0, transcript.size - 1)
    made = correction.correct(
        transcript=transcript,
        changes={position: text(request, "text")},
        reason=text(request, "reason"),
        by=request.user,
    )
    said = gettext("Version %(number)d saved. Citations stay on the version they quote.")
    return {"said": said % {"number": made.number}, "transcript": made.pk, "n": position}


def _said_of(transcript: Transcript, label: str, count: int) -> Answer:
    said = ngettext(
        "%(count)d passage now spoken by “%(label)s”.",
        "%(count)d passages now spoken by “%(label)s”.",
        count,
    )
    return {
        "said": said % {"count": count, "label": label},
        "voices": workbench_rows.voices(transcript),
        "proposals": workbench_rows.proposals(transcript),
    }
