"""The French catalogue says each message once: of two translations one would be lost unseen."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

CATALOGUE = Path(__file__).parents[2] / "locale/fr/LC_MESSAGES/django.po"
TEXT = r'(?:"[^\n]*"\n)+'
ENTRY = re.compile(rf"^(?:msgctxt ({TEXT}))?msgid ({TEXT})", re.M)


def test_each_message_is_translated_once() -> None:
    text = CATALOGUE.read_text()
    keys = [
        tuple(re.sub(r'"\n"', "", part or "") for part in found.groups()[:2])
        for found in ENTRY.finditer(text)
    ]
    assert len(keys) > 3000
    assert [key for key, times in Counter(keys).items() if times > 1] == []
    assert not re.search(rf"^msgstr {TEXT}msgstr ", text, re.M)
