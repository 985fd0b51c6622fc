"""Records as one JSON object, a record at a time."""

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any


def pieces(
    head: Mapping[str, Any], name: str, records: Iterable[Mapping[str, Any]]
) -> Iterator[str]:
    """An object with the members of ``head``, then the records as the array ``name``, then how many
    they are (``count``). A file that ends without its count is not whole."""
    members = "".join(f"{json.dumps(key)}: {_text(value)},\n" for key, value in head.items())
    yield f"{{{members}{json.dumps(name)}: ["
    count = 0
    for count, record in enumerate(records, 1):
        yield f"{',' if count > 1 else ''}\n{_text(record)}"
    yield f'\n],\n"count": {count}}}\n'


def _text(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)
