"""Loading case files through the same actions that staff use."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager

from django.core.exceptions import ValidationError
from django.db import DataError, IntegrityError

from incidents import listing
from incidents.actions.case_keys import Keys, Team
from incidents.actions.case_moves import Move, moves
from incidents.actions.case_register import load_register, load_sources
from incidents.actions.case_story import load_claims, load_incidents, load_procedures
from incidents.imports.case_file import Case, CaseError
from incidents.input_error import gettext_noop
from incidents.recorded import recorded

BAD_VALUES = (
    ValueError,
    TypeError,
    AttributeError,
    DataError,
    IntegrityError,
    ValidationError,
)
"""What a value of the wrong kind, length or meaning raises on its way into a record."""

STEPS = (load_register, load_sources, load_incidents, load_claims, load_procedures)


@recorded
def load(
    *, cases: Sequence[Case], team: Team, progress: Callable[[str], None] = lambda line: None
) -> Keys:
    """Load case files together, all or nothing: registers and sources, incidents, claims,
    procedures, then every move in the order of its date. Raises InputError naming the place."""
    listing.one_at_a_time()
    keys = Keys()
    for step in STEPS:
        name = step.__name__.removeprefix("load_")
        for case in cases:
            with _naming(case, name):
                step(case, keys, team)
        progress(name)
    planned: list[Move] = []
    for case in cases:
        with _naming(case, "moves"):
            planned += moves(case, keys, team)
    for number, move in enumerate(sorted(planned, key=lambda move: move.at), 1):
        with _naming(move.case, "moves"):
            move.do(move.at)
        if number % 10 == 0:
            progress(f"{number} moves")
    return keys


@contextmanager
def _naming(case: Case, step: str) -> Iterator[None]:
    """Let an error say in which file and step it happened."""
    try:
        yield
    except KeyError as error:
        raise CaseError(
            gettext_noop("%(file)s, %(step)s: %(key)s is missing"),
            file=case.path.name,
            step=step,
            key=str(error),
        ) from error
    except BAD_VALUES as error:
        raise CaseError(
            gettext_noop("%(file)s, %(step)s: %(reason)s"),
            file=case.path.name,
            step=step,
            reason=str(error),
        ) from error
