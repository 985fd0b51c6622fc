"""stub"""

from collections.abc import Iterator
from typing import BinaryIO

from incidents.imports.draft import Draft, Known
from incidents.imports.encoding import Text, examine
from incidents.imports.mapping import Mapping


def examined(file: BinaryIO) -> Text:
    return examine(file)


def drafts(file: BinaryIO, text: Text, mapping: Mapping, known: Known) -> Iterator[Draft]:
    return iter(())
