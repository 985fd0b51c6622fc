"""One sentence for each thing that does not agree, could not be compared or could not be read."""

from django.utils.translation import gettext

from incidents.attachments import Unread
from incidents.verified.verdict import Check, Finding, Note


def finding_words(finding: Finding) -> str:
    """With the place, what stands there, and what should."""
    return _template(finding.check) % vars(finding)


def _template(check: Check) -> str:
    match check:
        case Check.NO_SNAPSHOT:
            return gettext("%(place)s is not attached")
        case Check.SNAPSHOT_DIFFERS:
            return gettext("%(place)s has the digest %(value)s, the edition has %(expected)s")
        case Check.INCIDENT_DIFFERS:
            return gettext("%(place)s was changed")
        case Check.INCIDENT_MISSING:
            return gettext("%(place)s was left out")
        case Check.INCIDENT_ADDED:
            return gettext("%(place)s was added")
        case Check.PART_DIFFERS:
            return gettext("“%(place)s” of the data was changed")
        case Check.MANIFEST_DIFFERS:
            return gettext("manifest.json says “%(value)s” for “%(place)s”, not “%(expected)s”")
        case Check.NO_MANIFEST:
            return gettext("there are attachments, but no %(place)s that lists them")
        case Check.LISTED_DIFFERS:
            return gettext("%(place)s has the digest %(value)s, manifest.json says %(expected)s")
        case Check.LISTED_MISSING:
            return gettext("%(place)s is in manifest.json and not attached")
        case Check.UNLISTED:
            return gettext("%(place)s is attached and not in manifest.json")
        case Check.DOUBLE:
            return gettext("%(place)s is attached %(value)s times")
        case Check.WRITTEN_DIFFERS:
            return gettext("%(place)s is not what the data of the edition give: %(value)s")
        case Check.AUDIT_DIFFERS:
            return gettext("entry %(place)s of our audit does not have the hash %(value)s")


def note_words(note: Note) -> str:
    """What was not compared, and why that is no fault of the file."""
    match note:
        case Note.BEFORE_TABLES:
            return gettext("This edition was issued before tables were attached to reports.")
        case Note.OTHER_VERSION:
            return gettext(
                "Another version of the program wrote the tables: they were compared with the "
                "manifest, not written again."
            )
        case Note.NO_AUDIT:
            return gettext("No state of the audit is printed in this edition.")


def unread_words(unread: Unread) -> str:
    """Why what is inside a file could not be looked at."""
    match unread:
        case Unread.NOT_A_PDF:
            return gettext("It is not a PDF.")
        case Unread.DAMAGED:
            return gettext("It is damaged: the files inside it cannot be read.")
        case Unread.ENCRYPTED:
            return gettext("It is locked by a password; our files never are.")
        case Unread.TOO_LARGE:
            return gettext("It is too large to look inside.")
        case Unread.TOO_MUCH:
            return gettext("It holds more than is read: at most 200 files of 64 MiB in all.")
        case Unread.TOO_LONG:
            return gettext("Looking inside it took too long.")
        case Unread.BUSY:
            return gettext("Too many files are being looked into now: try again in a minute.")
        case Unread.FAILED:
            return gettext("It could not be looked into.")
