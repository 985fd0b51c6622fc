"""Who speaks, and for whom: whether two claims are of one voice."""

from typing import Any

Record = dict[str, Any]


def speak_as_one(one: Record, other: Record) -> bool:
    """Whether two claims have the same speaker, or are made for an actor they share."""
    return bool(_voice(one["speaker"]) & _voice(other["speaker"]) or _named(one) & _named(other))


def known_by(actor: Record) -> set[tuple[str, str]]:
    """An actor by slug, or without one by the name in each language."""
    return {("slug", actor["slug"])} if actor["slug"] else _worded(actor["name"])


def _voice(speaker: Record) -> set[tuple[str, str]]:
    """A named actor by slug. Without one, the label in each language: of two private persons
    without labels nobody can tell whether they are the same."""
    if speaker["actor"] and speaker["actor"]["slug"]:
        return {("slug", speaker["actor"]["slug"])}
    return _worded(speaker["label"])


def _worded(label: dict[str, str]) -> set[tuple[str, str]]:
    return {(language, words) for language, words in label.items() if words}


def _named(claim: Record) -> set[str]:
    """The named actors on whose behalf a claim is made."""
    return {actor["slug"] for actor in claim["on_behalf_of"] if actor["slug"]}
