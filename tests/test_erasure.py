"""When an answer is due, and which ground goes with which decision."""

from datetime import date

import pytest

from incidents.codes import ErasureGround, ErasureState
from incidents.erasure import GRANTS, REFUSES, due_on, fits, is_overdue


@pytest.mark.parametrize(
    ("received", "extended", "due"),
    [
        (date(2026, 1, 31), False, date(2026, 2, 28)),
        (date(2026, 11, 26), False, date(2026, 12, 26)),
        (date(2026, 11, 30), True, date(2027, 2, 28)),
    ],
)
def test_an_answer_is_due_within_a_month_or_three(
    received: date, extended: bool, due: date
) -> None:
    assert due_on(received, extended=extended) == due
    assert not is_overdue(received, due, extended=extended)
    assert is_overdue(received, date.fromordinal(due.toordinal() + 1), extended=extended)


def test_each_ground_grants_or_refuses() -> None:
    assert GRANTS.keys() | REFUSES.keys() == set(ErasureGround)
    assert not GRANTS.keys() & REFUSES.keys()
    for ground in ErasureGround:
        assert fits(ErasureState.GRANTED, ground) is (ground in GRANTS)
        assert fits(ErasureState.REFUSED, ground) is (ground in REFUSES)
        assert fits(ErasureState.PARTLY, ground)
        assert not fits(ErasureState.RECEIVED, ground)
