"""Every code of a kind that the glossary explains has a meaning."""

from collections.abc import Iterator
from enum import StrEnum

import pytest

from incidents.reports.dossier import dossiers
from incidents.reports.glossary import glossary
from incidents.reports.meanings import MEANINGS
from incidents.reports.tables import tables
from tests.reports.snapshots import snapshot


def codes() -> Iterator[StrEnum]:
    """All codes of the kinds explained."""
    for kind in MEANINGS:
        yield from kind


@pytest.mark.parametrize("code", list(codes()))
def test_each_code_has_a_meaning(code: StrEnum) -> None:
    assert str(MEANINGS[type(code)][code])


def test_only_codes_in_use_are_printed() -> None:
    frozen = snapshot(incidents=1)
    verdicts = glossary(dossiers(frozen, "en"), tables(frozen))[0]
    assert len(verdicts.entries) == 1
