"""Bar charts as SVG."""

from xml.etree import ElementTree

import pytest

from incidents.charts import LABEL_LENGTH
from incidents.charts import of_report as bars

SVG = "{http://www.w3.org/2000/svg}"
ROWS = [("TikTok", 14), ("Facebook", 7), ("Radio", 0)]


def drawn(svg: bytes) -> list[tuple[str, str, float]]:
    """Label, number and width of the bar of each row."""
    root = ElementTree.fromstring(svg)
    texts = [element.text or "" for element in root.iter(f"{SVG}text")]
    rects = [float(element.attrib["width"]) for element in root.iter(f"{SVG}rect")]
    return list(zip(texts[::2], texts[1::2], rects[1::2], strict=True))


def test_rows_are_drawn_in_order_on_one_scale() -> None:
    first, second, third = drawn(bars(ROWS))
    assert [first[:2], second[:2], third[:2]] == [
        ("TikTok", "14"),
        ("Facebook", "7"),
        ("Radio", "0"),
    ]
    assert first[2] == pytest.approx(2 * second[2], abs=0.02)
    assert third[2] == 0


def test_the_same_data_give_the_same_bytes() -> None:
    assert bars(ROWS) == bars(list(ROWS))


def test_a_label_is_text_whatever_it_says() -> None:
    text = "<script>a&b</script>"
    assert drawn(bars([(text, 1)]))[0][0] == text


def test_a_long_label_is_cut() -> None:
    label = drawn(bars([("x" * 200, 1)]))[0][0]
    assert len(label) == LABEL_LENGTH
    assert label.endswith("…")


def test_a_chart_has_neither_script_nor_style_nor_outside_reference() -> None:
    root = ElementTree.fromstring(bars(ROWS))
    assert {element.tag for element in root.iter()} == {f"{SVG}svg", f"{SVG}text", f"{SVG}rect"}
    named = {name for element in root.iter() for name in element.attrib}
    assert not {n for n in named if n.startswith("on") or n in ("style", "class", "href")}


def test_only_zeros_can_be_drawn() -> None:
    assert drawn(bars([("None", 0)])) == [("None", "0", 0.0)]


def test_nothing_to_draw_is_refused() -> None:
    with pytest.raises(ValueError, match="at least one row"):
        bars([])


def test_a_negative_count_is_refused_by_name() -> None:
    with pytest.raises(ValueError, match="TikTok: -1 is negative"):
        bars([("TikTok", -1)])
