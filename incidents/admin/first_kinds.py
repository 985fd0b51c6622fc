"""The first event of a procedure to choose: each kind once, under the tracks that it may begin."""

from typing import Any

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext

from incidents.codes import Track
from incidents.labels import label
from incidents.procedures import EventKind, allowed_after


def tracks_of(kind: EventKind) -> tuple[Track, ...]:
    """The tracks that may begin so."""
    return tuple(track for track in Track if kind in allowed_after(track, None))


def first_kinds() -> list[tuple[str, list[tuple[str, str]]]]:
    """Groups of kinds that begin the same tracks; whether the chosen one does, the action says."""
    groups: dict[tuple[Track, ...], list[EventKind]] = {}
    for kind in dict.fromkeys(kind for track in Track for kind in allowed_after(track, None)):
        groups.setdefault(tracks_of(kind), []).append(kind)
    return [
        (_name(tracks), [(kind.value, label(kind)) for kind in kinds])
        for tracks, kinds in groups.items()
    ]


def _name(tracks: tuple[Track, ...]) -> str:
    if len(tracks) == len(Track):
        return gettext("On every track")
    return str(capfirst(", ".join(label(track) for track in tracks)))


class FirstKindSelect(forms.RadioSelect):
    """Each button knows its tracks: the script beside the form shows those of the chosen one."""

    def create_option(self, name: str, value: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        option: dict[str, Any] = super().create_option(name, value, *args, **kwargs)
        tracks = tracks_of(EventKind(value))
        option["attrs"] |= {"data-tracks": " ".join(track.value for track in tracks)}
        return option
