"""The site's typefaces: small, under their own name, and whole for French and English."""

from pathlib import Path

import pytest
from django.contrib.staticfiles.finders import find
from fontTools.ttLib import TTFont
from pytest_django import Settings

from tracker.typefaces import FACES, FOLDER, Typefaces

NEEDED = "ÀÂÆÇÉÈÊËÎÏÔŒÙÛÜŸàâæçéèêëîïôœùûüÿ«»‹›“”‘’–—…·€§°→←−\u00a00123456789"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("typefaces")


@pytest.fixture(autouse=True)
def kept(folder: Path, settings: Settings) -> None:
    settings.TYPEFACES_DIR = folder


@pytest.mark.parametrize("name", FACES)
def test_a_face_is_small_whole_and_named_as_ours(name: str) -> None:
    found = find(f"{FOLDER}/{name}")

    assert isinstance(found, str)
    assert Path(found).stat().st_size < 32_000
    with TTFont(found) as font:
        assert font.flavor == "woff2"
        assert "Source" not in str(font["name"].getDebugName(1))
        assert font["name"].getDebugName(1) == FACES[name].family
        characters = font.getBestCmap() or {}
        assert {ord(c) for c in NEEDED} - characters.keys() == set()
        assert len({font["hmtx"][characters[ord(digit)]][0] for digit in "0123456789"}) == 1


def test_every_face_is_collected_and_used_by_the_style_sheet() -> None:
    sheet = Path(str(find("vigie/site.css"))).read_text()

    assert {name for name, _storage in Typefaces().list([])} == FACES.keys()
    assert [name for name in FACES if f"typefaces/{name}" not in sheet] == []


@pytest.mark.parametrize("path", [f"{FOLDER}/other.woff2", "sans.woff2", f"{FOLDER}/../sans.woff2"])
def test_nothing_else_is_found(path: str) -> None:
    assert Typefaces().find(path) == []
