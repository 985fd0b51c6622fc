"""What the workbench sends, read strictly: a number in its bounds, a range, a voice."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest

from incidents.admin.asked import whole_number
from incidents.codes import SpeakerRole
from incidents.input_error import InputError, gettext_noop
from incidents.models import Actor, Speaker, Transcript

Voice = tuple[str, SpeakerRole | None, Actor | None]


class BadRequest(InputError):
    """A value that no page of ours sends."""


def check_may(request: HttpRequest, codename: str) -> None:
    if not request.user.has_perm(f"incidents.{codename}"):
        raise PermissionDenied


def position_range(values: Any, transcript: Transcript) -> tuple[int, int]:
    """First and last position, both included, in order and in the transcript."""
    first = number(values.get("first"), 0, transcript.size - 1)
    return first, number(values.get("last"), first, transcript.size - 1)


def number(given: str | None, least: int, most: int) -> int:
    """A whole number in its bounds. Raises BadRequest."""
    found = whole_number(given)
    if found is not None and least <= found <= most:
        return found
    raise BadRequest(
        gettext_noop("“%(value)s” is not a whole number from %(least)d to %(most)d"),
        value=(given or "")[:40],
        least=least,
        most=most,
    )


def text(request: HttpRequest, name: str) -> str:
    """A text as sent, without NUL, which PostgreSQL cannot hold."""
    return request.POST.get(name, "").replace("\0", "").replace("\r\n", "\n")


def voice(request: HttpRequest, transcript: Transcript) -> Voice:
    """A voice that is known (`speaker`), or the label, role and actor of one that is named now."""
    if "speaker" in request.POST:
        pk = number(request.POST["speaker"], 1, 2**63 - 1)
        speaker = Speaker.objects.filter(transcript=transcript, pk=pk).first()
        if speaker is None:
            raise BadRequest(gettext_noop("this voice does not belong to this transcript"))
        return speaker.label, None, None
    role = request.POST.get("role", "")
    if role not in set(SpeakerRole):
        raise BadRequest(gettext_noop("choose the role of the voice"))
    actor = None
    if request.POST.get("actor"):
        pk = number(request.POST["actor"], 1, 2**63 - 1)
        actor = Actor.objects.unmerged().filter(pk=pk).first()
        if actor is None:
            raise BadRequest(gettext_noop("there is no such actor"))
    return _label(request), SpeakerRole(role), actor


def _label(request: HttpRequest) -> str:
    label = text(request, "label")
    longest = Speaker._meta.get_field("label").max_length or 0
    if len(label) > longest:
        raise BadRequest(
            gettext_noop("the name of a voice has at most %(limit)d characters"), limit=longest
        )
    return label
