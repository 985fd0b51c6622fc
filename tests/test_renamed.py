"""A document shown with another actor in the place of one that was merged."""

from typing import Any

from incidents import documents
from incidents.documents import Document

OLD, NEW = ({"slug": s, "kind": "party", "short_name": "", "name": {"fr": s}} for s in ("a", "b"))


def naming(**places: Any) -> Document:
    """A document that names actors in some places."""
    claim = {
        "speaker": {"actor": None},
        "relayed_by": None,
        "on_behalf_of": [],
        "about": places.get("about", []),
    }
    procedure = {
        "authority": None,
        "complainants": [],
        "respondents": places.get("respondents", []),
        "events": [],
        "statuses": [{"respondent": places.get("standing")}],
        "deadlines": [{"respondent": places.get("standing")}],
        "follow_ups": [{"respondent": None}],
    }
    return {
        "involvements": [{"actor": places["involved"]}] if "involved" in places else [],
        "claims": [claim],
        "procedures": [procedure],
        "sources": [],
    }


def test_an_actor_is_shown_as_another_wherever_it_is_named() -> None:
    document = naming(
        involved=dict(OLD), about=[dict(OLD)], respondents=[dict(OLD)], standing=dict(OLD)
    )

    shown = documents.renamed(document, {"a": NEW})

    assert shown == naming(involved=NEW, about=[NEW], respondents=[NEW], standing=NEW)
    assert document["involvements"][0]["actor"] == OLD, "the given document stays as it was"


def test_nobody_comes_to_stand_twice_in_a_list() -> None:
    shown = documents.renamed(naming(about=[dict(NEW), dict(OLD)]), {"a": NEW})

    assert shown["claims"][0]["about"] == [NEW]


def test_a_document_that_names_none_of_them_is_the_same_document() -> None:
    document = naming(involved=dict(NEW), about=[{"slug": None}])

    assert documents.renamed(document, {"a": NEW}) is document
