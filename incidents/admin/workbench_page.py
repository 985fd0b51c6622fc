"""The page of the workbench: the source's facts, and all that its script needs to know."""

import json
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from incidents.actions.voices import seen_now
from incidents.admin import workbench_rows
from incidents.codes import SpeakerRole
from incidents.labels import choices
from incidents.models import Citation, Speaker, Transcript

SHOWN_REMARKS = 100
"""Problems and warnings from reading that are listed; how many there are is said."""

ADDRESSES = (
    *("segments", "find", "at", "cited", "consequences"),
    *("assign", "accept", "redact", "correct", "claim", "event", "cite", "log", "incident"),
)


def context(request: HttpRequest, transcript: Transcript) -> dict[str, Any]:
    """What the template shows, beside what every page of the admin has."""
    may = permissions(request)
    return {
        "may": may,
        "source": transcript.source,
        "versions": _other_versions(transcript),
        "problems": transcript.problems[:SHOWN_REMARKS],
        "warnings": transcript.warnings[:SHOWN_REMARKS],
        "folded": len(transcript.raw_cues or ()),
        "cited": Citation.objects.filter(first_segment__transcript=transcript).count(),
        "roles": choices(SpeakerRole),
        "speaker_field": Speaker._meta.get_field("actor"),
        "config": json.dumps(config(transcript, may)),
    }


def permissions(request: HttpRequest) -> dict[str, bool]:
    """What this person may do here; each action asks again."""
    codenames = {
        "assign": ("change_segment",),
        "claim": ("add_claim",),
        "event": ("add_procedureevent",),
        "cite": ("add_citation",),
        "log": ("add_claim", "change_incident"),
        "incident": ("add_incident",),
        "redact": ("add_redaction",),
        "correct": ("add_transcript",),
    }
    return {
        name: all(request.user.has_perm(f"incidents.{codename}") for codename in needed)
        for name, needed in codenames.items()
    }


def config(transcript: Transcript, may: dict[str, bool]) -> dict[str, Any]:
    """Addresses, sentences and voices, for the script."""
    args = [transcript.pk]
    return {
        "size": transcript.size,
        "language": transcript.language,
        "may": may,
        "urls": {
            name: reverse(f"admin:incidents_transcript_{name}", args=args) for name in ADDRESSES
        },
        "pages": reverse("admin:incidents_transcript_change", args=[0]),
        "seen": seen_now(),
        "voices": workbench_rows.voices(transcript),
        "proposals": workbench_rows.proposals(transcript),
        "words": words(),
    }


def words() -> dict[str, str]:
    """What the script says by itself; `{name}` stands for a value."""
    return {
        "loading": _("Loading…"),
        "failed": _("The server did not answer. Try again."),
        "denied": _("You may not do this."),
        "selected": _("Selected: passages {first} to {last} of {size}."),
        "unselected": _("Nothing selected."),
        "begin": _("The selection begins at passage {first}."),
        "hit": _("Found: {number} of {count}."),
        "hits_more": _("Found: {number} of more than {count}."),
        "no_hit": _("“{words}” is not in this transcript."),
        "no_voice": _("No voice has the number {number}."),
        "proposed": _("{name}?"),
        "proposed_label": _("proposed: {name}"),
        "another": _("another voice"),
        "low": _("confidence: {percent} %"),
        "redacted": _("redacted"),
        "count": _("passages: {count}"),
        "accept_all": _("Accept all: {name} ({count})"),
        "position": _("Passage {number} of {size}"),
        "from_to": _("{begin} to {end}"),
        "watch": _("Play at {time}"),
        "nobody": _("nobody yet"),
        "found": _("quote checked"),
        "missing": _("quote not found in its passages"),
        "none": _("no quote"),
        "long": _("range too long to check the quote"),
        "newer": _("Version {version} reads differently here: “{text}”"),
        "more": _("There are more."),
        "nothing_cited": _("Nothing cites this transcript yet."),
    }


def _other_versions(transcript: Transcript) -> QuerySet[Transcript]:
    others = Transcript.objects.filter(source=transcript.source).exclude(pk=transcript.pk)
    return others.defer("raw_cues", "problems", "warnings").order_by("-number")
