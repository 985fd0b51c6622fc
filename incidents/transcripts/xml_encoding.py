"""The encoding that an XML declaration names, where the text was decoded as a guess.

A file that is not UTF-8 is read as Windows-1252 or Latin-1 (``source_text``). Where it declares
another encoding than these, any letter beyond ASCII may be another one: a problem. One that
declares UTF-8, UTF-16 or ASCII and is none of them says nothing about its letters, and is among the
warnings already.
"""

import codecs
import re

from incidents.input_error import gettext_noop
from incidents.transcripts.records import Problem, remark
from incidents.transcripts.source_text import SourceText

_DECLARED = re.compile(
    r"\s*<\?xml\s[^>]*?\bencoding\s*=\s*[\"'](?P<encoding>[A-Za-z0-9._:-]{1,40})[\"']"
)
_GUESSED = ("windows-1252", "iso-8859-1")
_NO_DOUBT = frozenset({"cp1252", "iso8859-1", "ascii", "utf-8", "utf-16", "utf-16-le", "utf-16-be"})


def declared_otherwise(source: SourceText) -> list[Problem]:
    """A problem where the text was decoded as a guess and declares an encoding unlike that one."""
    declaration = _DECLARED.match(source.text)
    if declaration is None or source.encoding not in _GUESSED:
        return []
    declared = declaration["encoding"]
    try:
        name = codecs.lookup(declared).name
    except (LookupError, ValueError):
        name = declared
    if name in _NO_DOUBT:
        return []
    at = declaration.start("encoding")
    line = source.text.count("\n", 0, at) + 1
    return [
        remark(
            line,
            at - source.text.rfind("\n", 0, at),
            gettext_noop(
                "declares the encoding %(declared)s, read as %(read)s: letters may differ"
            ),
            declaration[0],
            declared=declared,
            read=source.encoding,
        )
    ]
