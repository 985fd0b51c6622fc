"""PostgreSQL hashes the text of an entry, Python hashes it again: both write the same text."""

import hashlib
import json

import pytest
from django.db import connection
from hypothesis import given, settings
from hypothesis import strategies as st

from incidents import recorded
from incidents.models import AuditEntry, Tag
from incidents.stored_audit import check, entries
from tests.audit.stored import chained

pytestmark = pytest.mark.django_db

NASTY = [
    *(chr(code) for code in range(1, 0x100)),
    *("\u2028", "\u2029", "\u202e", "\ufeff", "\ufffe", "\uffff", "\ud7ff", "\ue000"),
    *("😀", "\U0010ffff", "é", "é", "\\u0041", '\\"', "</script>", "%s %% %(a)s", "a\r\n\tb"),
    *("", " ", "null", "1e400", "[]", "{}", "$$", "';--", "\\x00"),
]
ARRAYS = """
SELECT jsonb_build_array('vigie-audit-1', t, n, NULL::bigint)::text,
    encode(sha256(convert_to(jsonb_build_array('vigie-audit-1', t, n, NULL::bigint)::text,
        'UTF8')), 'hex')
FROM unnest(%s::text[], %s::bigint[]) WITH ORDINALITY AS x (t, n, place) ORDER BY place
"""
BIG = 2**63 - 1


def agree(texts: list[str], numbers: list[int]) -> None:
    with connection.cursor() as cursor:
        cursor.execute(ARRAYS, [texts, numbers])
        rows = cursor.fetchall()
    for text, number, (written, hashed) in zip(texts, numbers, rows, strict=True):
        mine = json.dumps(["vigie-audit-1", text, number, None], ensure_ascii=False)
        assert written == mine
        assert hashed == hashlib.sha256(mine.encode()).hexdigest()


def test_they_agree_on_nasty_strings() -> None:
    agree(NASTY, [BIG] * len(NASTY))


@given(
    st.lists(
        st.tuples(
            st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0")),
            st.integers(-BIG - 1, BIG),
        ),
        min_size=1,
    )
)
@settings(max_examples=25, deadline=None)
def test_they_agree_on_any_string(pairs: list[tuple[str, int]]) -> None:
    agree([text for text, _number in pairs], [number for _text, number in pairs])


def test_a_chain_of_nasty_rows_ways_and_reasons_is_intact() -> None:
    whole = "".join(NASTY)
    for place, text in enumerate(NASTY):
        with recorded.context(door=f"page {text}", why=text):
            Tag.objects.create(name=f"{place} {text}"[:60])
    with recorded.context(door=whole, why=whole):
        Tag.objects.filter(name__startswith="17 ").update(name=whole[:50])
    chained()

    assert check().findings == []
    assert AuditEntry.objects.count() > len(NASTY)
    why = [json.loads(e.payload or "").get("why", "") for e in entries()]
    assert why[: len(NASTY)] == NASTY
