import gettext
import os
from pathlib import Path

import pytest

from tracker.launch.catalogues import compile_all
from tracker.launch.errors import LaunchError

HEADER = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\n'


def write(root: Path, text: str) -> Path:
    source = root / "locale/fr/LC_MESSAGES/django.po"
    source.parent.mkdir(parents=True, exist_ok=True)
    source.write_text(HEADER + text, encoding="utf-8")
    return source


def test_a_catalogue_is_compiled_once_until_it_changes(tmp_path: Path) -> None:
    source = write(tmp_path, 'msgid "Source"\nmsgstr "Référence"\n')

    assert compile_all(tmp_path) == 1
    assert compile_all(tmp_path) == 0
    later = source.with_suffix(".mo").stat().st_mtime + 1
    os.utime(source, (later, later))
    assert compile_all(tmp_path) == 1

    french = gettext.translation("django", tmp_path / "locale", languages=["fr"])
    assert french.gettext("Source") == "Référence"


def test_what_a_person_has_not_confirmed_is_left_out(tmp_path: Path) -> None:
    write(tmp_path, '#, fuzzy\nmsgid "Source"\nmsgstr "Ressource"\n')

    compile_all(tmp_path)

    french = gettext.translation("django", tmp_path / "locale", languages=["fr"])
    assert french.gettext("Source") == "Source"


def test_a_broken_catalogue_is_named_and_the_old_one_stays(tmp_path: Path) -> None:
    source = write(tmp_path, 'msgid "Source"\nmsgstr "Référence"\n')
    compile_all(tmp_path)
    compiled = source.with_suffix(".mo")
    before = compiled.read_bytes()
    write(tmp_path, "this is no entry\n")
    os.utime(source, (compiled.stat().st_mtime + 1,) * 2)

    with pytest.raises(LaunchError, match=r"django\.po"):
        compile_all(tmp_path)

    assert compiled.read_bytes() == before
