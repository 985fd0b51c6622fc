"""Files that bring records in: checked first, carried out whole or not at all, undone while nothing
was built on them. What comes in are drafts.

``stage`` -> (``carry_out`` | ``discard``); ``carry_out`` -> ``undo``.
"""

from typing import BinaryIO

from django.contrib.postgres.functions import TransactionNow
from django.db import IntegrityError, connection

from incidents.actions import importing_undo
from incidents.actions.importing_names import propose
from incidents.actions.importing_progress import Progress, Told, silent
from incidents.actions.importing_refused import ImportRefused
from incidents.actions.importing_stage import fill, sha256
from incidents.actions.importing_write import write
from incidents.actions.permission import check_may
from incidents.codes import ImportFormat, ImportStage, ImportState, LineOutcome
from incidents.imports.mapping import Mapping, shipped_names
from incidents.imports.mapping_faults import MappingError
from incidents.imports.storable import storable
from incidents.input_error import gettext_noop
from incidents.models import Import, SavedMapping
from incidents.models.base import Person
from incidents.recorded import recorded

__all__ = ["ImportRefused", "Progress", "silent"]
LONGEST_NAME = 80

PROVENANCE = """
SELECT encode(sha256(coalesce(string_agg(
    convert_to(
        jsonb_build_array(came.line, came.external_id, came.digest, made.uuid)::text, 'UTF8'
    ), '\\x0a'::bytea ORDER BY came.line), ''::bytea)), 'hex')
FROM incidents_importedrow AS came JOIN incidents_incident AS made ON made.id = came.incident_id
WHERE came.batch_id = %s
"""
FORGOTTEN = """
DELETE FROM incidents_importline WHERE batch_id = %s AND outcome IN ('create', 'matched')
"""


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

    ``mapping`` is for tables; of NDJSON its dataset and constants count. Raises NotAllowed without
    ``incidents.add_import``; MappingError when the mapping names no dataset.
    """
    if by is not None:
        check_may(by, "add_import")
    if not mapping.dataset.strip():
        raise MappingError(gettext_noop("say what the ids of the file belong to: the dataset"))
    digest, size = sha256(file)
    batch = Import.objects.create(
        file_name=storable(name)[:200],
        file_digest=digest,
        file_size=size,
        format=format,
        dataset=mapping.dataset.strip()[:100],
        mapping_name=mapping.name[:LONGEST_NAME],
        mapping=mapping.as_data(),
        staged_at=TransactionNow(),
        staged_by=by,
    )
    with Told(batch.pk, progress) as told:
        fill(batch, file, mapping, told)
    batch.save(update_fields=["encoding", "warnings", "counts"])
    batch.refresh_from_db()
    return batch


@recorded
def carry_out(*, batch: Import, by: Person | None, progress: Progress = silent) -> Import:
    """Make the drafts of a staged import, all of them in this one transaction, with the audit's
    entries and their provenance (``ImportedRow``). How far it is can be seen meanwhile in
    ``ImportProgress``, by the import's key, and is told to ``progress``.

    What another import took in since is matched and not made again. Raises ImportRefused when a
    record has a problem, when it is not staged any more, or when the registers changed so that a
    row cannot be saved; NotAllowed without ``incidents.add_import``.
    """
    if by is not None:
        check_may(by, "add_import")
    batch = _staged(batch)
    if refused := batch.counts.get(LineOutcome.REFUSED, 0):
        raise ImportRefused(
            gettext_noop("%(count)d records have problems: nothing is taken in"), count=refused
        )
    batch.state, batch.ended_by, batch.ended_at = ImportState.CARRIED_OUT, by, TransactionNow()
    batch.save(update_fields=["state", "ended_by", "ended_at"])
    batch.refresh_from_db()
    assert batch.ended_at is not None
    try:
        with Told(batch.pk, progress) as told:
            made = write(batch, by, batch.ended_at, told)
            propose(batch, by)
            told(ImportStage.CLOSING, made, made)
            _close(batch, made)
            with connection.cursor() as cursor:
                cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
                cursor.execute("SET CONSTRAINTS ALL DEFERRED")
    except IntegrityError as error:
        raise ImportRefused(
            gettext_noop(
                "the register changed since the file was checked, or a record breaks one of its "
                "rules: check the file again (%(reason)s)"
            ),
            reason=str(error).partition("\n")[0],
        ) from error
    return batch


def _close(batch: Import, made: int) -> None:
    """Counts as they came out, the digest of what came from where; what waited is forgotten."""
    counts = dict(batch.counts)
    overtaken = counts.get(LineOutcome.CREATE, 0) - made
    counts[LineOutcome.CREATE] = made
    counts[LineOutcome.MATCHED] = counts.get(LineOutcome.MATCHED, 0) + overtaken
    batch.counts = {name: count for name, count in counts.items() if count}
    with connection.cursor() as cursor:
        cursor.execute(PROVENANCE, [batch.pk])
        (batch.provenance,) = cursor.fetchone()
        cursor.execute(FORGOTTEN, [batch.pk])
    batch.save(update_fields=["counts", "provenance"])


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
    if by is not None:
        check_may(by, "delete_import")
    batch = Import.objects.select_for_update(no_key=True).get(pk=batch.pk)
    if batch.state != ImportState.CARRIED_OUT:
        raise ImportRefused(
            gettext_noop("only an import that was carried out is undone: this one is “%(state)s”"),
            state=ImportState(batch.state),
        )
    with Told(batch.pk, progress) as told:
        importing_undo.take_away(batch, by, reason, told)
    batch.refresh_from_db()
    return batch


@recorded
def discard(*, batch: Import, by: Person | None) -> Import:
    """Forget the records of a staged import that nobody wants; that it was looked at stays. Raises
    ImportRefused when it is not staged; NotAllowed without ``incidents.add_import``."""
    if by is not None:
        check_may(by, "add_import")
    batch = _staged(batch)
    batch.state, batch.ended_by, batch.ended_at = ImportState.DISCARDED, by, TransactionNow()
    batch.save(update_fields=["state", "ended_by", "ended_at"])
    batch.lines.all()._raw_delete(using=connection.alias)
    batch.refresh_from_db()
    return batch


@recorded
def fail(*, batch: Import, by: Person | None, failure: str) -> Import:
    """Say that carrying it out ended with an error and saved nothing: for the job that tried. What
    waited is forgotten, as it is when it was carried out: its names are waiting for nobody."""
    batch = _staged(batch)
    batch.state, batch.ended_by, batch.ended_at = ImportState.FAILED, by, TransactionNow()
    batch.failure = failure
    batch.save(update_fields=["state", "ended_by", "ended_at", "failure"])
    with connection.cursor() as cursor:
        cursor.execute(FORGOTTEN, [batch.pk])
    batch.refresh_from_db()
    return batch


@recorded
def keep_mapping(*, name: str, mapping: Mapping, by: Person | None) -> SavedMapping:
    """Keep a mapping under a name, in the place of one of the same name. Raises NotAllowed without
    ``incidents.add_savedmapping``; MappingError for a name that is empty, too long or shipped."""
    if by is not None:
        check_may(by, "add_savedmapping")
    name = name.strip()
    if not name or len(name) > LONGEST_NAME or name in shipped_names():
        raise MappingError(
            gettext_noop("a mapping is kept under a name of its own, of 80 characters at most")
        )
    kept = SavedMapping.objects.select_for_update().filter(name=name).first()
    if kept is None:
        kept = SavedMapping(name=name, created_by=by)
    else:
        kept.version += 1
    kept.content, kept.updated_by = mapping.as_data() | {"name": name}, by
    kept.save()
    return kept


def _staged(batch: Import) -> Import:
    """Locked, so that of two who carry it out one does."""
    found = Import.objects.select_for_update(no_key=True).get(pk=batch.pk)
    if found.state != ImportState.STAGED:
        raise ImportRefused(
            gettext_noop("this import is no longer waiting: it is “%(state)s”"),
            state=ImportState(found.state),
        )
    return found
