"""Entities in texts that are not HTML."""

import pytest

from incidents.transcripts.entities import decoded


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Un &amp; deux &lt;3 &#39;oui&#x27; &eacute;t&eacute;", "Un & deux <3 'oui' été"),
        ("AT&T, ?a=1&copy=2, R&D;", "AT&T, ?a=1&copy=2, R&D;"),
        ("&notit; &copyright;", "&notit; &copyright;"),
        ("&#0;&#7;&#xD800;&#10;", "\ufffd&#7;\ufffd&#10;"),
        ("&amp;lt;", "&lt;"),
    ],
)
def test_only_whole_entities_are_decoded(text: str, expected: str) -> None:
    assert decoded(text) == expected
