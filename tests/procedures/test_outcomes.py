"""Which outcomes a kind of event may have."""

import pytest

from incidents.codes import Outcome
from incidents.procedures import OUTCOMES, EventKind, belongs, outcomes_of


def test_every_outcome_belongs_to_some_kind() -> None:
    assert {outcome for offered in OUTCOMES.values() for outcome in offered} == set(Outcome)


@pytest.mark.parametrize("kind", EventKind)
def test_no_outcome_is_possible_for_any_kind(kind: EventKind) -> None:
    assert belongs(kind, "")


@pytest.mark.parametrize("kind", EventKind)
def test_of_the_codes_only_its_own_belong(kind: EventKind) -> None:
    assert {code for code in Outcome if belongs(kind, code)} == set(outcomes_of(kind))


def test_free_words_belong_where_the_list_is_open() -> None:
    assert belongs(EventKind.CLOSED_WITHOUT_ACTION, "opportunité")
    assert not belongs(EventKind.ORDER, "opportunité")
