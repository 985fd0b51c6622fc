"""Files that bring records in: checked first, carried out whole or not at all, undone while nothing
was built on them. What comes in are drafts.

``stage`` -> (``carry_out`` | ``discard``); ``carry_out`` -> ``undo``.
"""

from collections.abc import Callable
from typing import BinaryIO

from incidents.codes import ImportFormat, ImportStage
from incidents.imports.mapping import Mapping
from incidents.input_error import InputError
from incidents.models import Import, SavedMapping
from incidents.models.base import Person
from incidents.recorded import recorded

Progress = Callable[[ImportStage, int, int], None]
"""Told what is being done, how many records of it are done, and of how many (0: not known yet)."""


class ImportRefused(InputError):
    """An import that cannot be carried out, or not be undone."""


def silent(_stage: ImportStage, _done: int, _of: int) -> None:
    """Nobody watches."""


@recorded
def stage(
    *,
    file: BinaryIO,
    name: str,
    format: ImportFormat,
    mapping: Mapping,
    by: Person | None,
    progress: Progress = silent,
) -> Import:
    """Read a file (open, seekable) and keep its records beside the register, each with what it
    would become or with everything that is wrong with it: ``Import.lines``, ``Import.counts``,
    ``Import.warnings``. Nothing of the register changes. A file of which nothing can be read is
    kept as well: its problems are its lines.

    ``mapping`` is for tables; of NDJSON its dataset, dates and constants count. Raises NotAllowed
    without ``incidents.add_import``; MappingError when the mapping names no dataset.
    """
    raise NotImplementedError


@recorded
def carry_out(*, batch: Import, by: Person | None, progress: Progress = silent) -> Import:
    """Make the drafts of a staged import, all of them in this one transaction, with the audit's
    entries and their provenance (``ImportedRow``). How far it is can be seen meanwhile in
    ``ImportProgress``, by the import's key, and is told to ``progress``.

    What another import took in since is matched and not made again. Raises ImportRefused when a
    record has a problem, or when it is not staged any more; NotAllowed without
    ``incidents.add_import``.
    """
    raise NotImplementedError


@recorded
def undo(
    *, batch: Import, by: Person | None, reason: str = "", progress: Progress = silent
) -> Import:
    """Take the drafts of a carried-out import away again, with their parts, the sources it made
    that nothing else cites, and the names it proposed that no other record uses; nothing else.

    Raises ImportRefused, naming the first records on which something was built since: an edit, a
    statement, a citation, a review, a publication; then nothing is taken away. NotAllowed without
    ``incidents.delete_import``.
    """
    raise NotImplementedError


@recorded
def discard(*, batch: Import, by: Person | None) -> Import:
    """Forget the records of a staged import that nobody wants; that it was looked at stays. Raises
    ImportRefused when it is not staged; NotAllowed without ``incidents.add_import``."""
    raise NotImplementedError


@recorded
def keep_mapping(*, name: str, mapping: Mapping, by: Person | None) -> SavedMapping:
    """Keep a mapping under a name, in the place of one of the same name. Raises NotAllowed without
    ``incidents.add_savedmapping``; MappingError for a name that is empty, too long or shipped."""
    raise NotImplementedError
