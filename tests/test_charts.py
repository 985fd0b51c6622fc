"""Charts as SVG."""

from collections.abc import Callable
from xml.etree import ElementTree

import pytest

from incidents import charts
from incidents.charts import IN_PAGE, LABEL_LENGTH, LIGHT, Frame
from incidents.charts import of_report as bars
from incidents.charts.bars import Shape

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


def texts(svg: bytes) -> list[str]:
    return [element.text or "" for element in ElementTree.fromstring(svg).iter(f"{SVG}text")]


def frame(**more: object) -> Frame:
    given: dict[str, object] = {"title": "By <platform>", "above": ["All"], "below": ["Source"]}
    return Frame(**(given | {"says": "Bar chart: TikTok 14"} | more))  # type: ignore[arg-type]


def test_a_chart_that_travels_alone_says_what_it_is() -> None:
    drawing = charts.bars([charts.Bar("TikTok", 14, "14")], LIGHT, Shape(860, 54))

    svg = charts.framed(drawing, frame())

    root = ElementTree.fromstring(svg)
    assert texts(svg) == ["By <platform>", "All", "TikTok", "14", "Source"]
    assert [root.findtext(f"{SVG}{tag}") for tag in ("title", "desc")] == [
        "By <platform>",
        "Bar chart: TikTok 14",
    ]
    assert root.find(f"{SVG}rect").attrib["fill"] == LIGHT.paper  # type: ignore[union-attr]
    assert svg == charts.framed(drawing, frame())


def test_no_label_of_it_is_cut() -> None:
    label = "Une plateforme dont le nom est très long, et même plus long encore que cela"
    drawing = charts.bars([charts.Bar(label, 1, "1")], LIGHT, Shape(860, 30))

    shown = texts(charts.framed(drawing, frame()))

    assert " ".join(shown[2:-2]) == label
    assert drawing.height > 32


@pytest.mark.parametrize(("highest", "lines"), [(1, 2), (3, 4), (7, 5), (40, 5), (1234, 4)])
def test_columns_stand_on_a_scale_of_round_numbers(highest: int, lines: int) -> None:
    places = [charts.Column("01", "2026", (highest,)), charts.Column("02", "2026", (0,))]

    drawing = charts.columns(places, LIGHT, 620, ["Incidents"])

    root = ElementTree.fromstring(charts.alone(drawing, LIGHT))
    assert len(list(root.iter(f"{SVG}line"))) == lines
    (column,) = root.iter(f"{SVG}rect")
    assert 0 < float(column.attrib["height"]) <= 190


def test_of_two_series_the_second_is_hollow_and_both_are_named() -> None:
    places = [charts.Column("1", "June", (2, 4))]

    drawing = charts.columns(places, LIGHT, 620, ["Facts", "Published"])

    root = ElementTree.fromstring(charts.alone(drawing, LIGHT))
    fills = [rect.attrib["fill"] for rect in root.iter(f"{SVG}rect")]
    assert fills == [LIGHT.bar, LIGHT.paper, LIGHT.bar, LIGHT.paper]
    named = {element.text for element in root.iter(f"{SVG}text")}
    assert {"Facts", "Published", "1", "June"} <= named


def test_the_area_of_a_dot_is_its_number() -> None:
    drawing = charts.dots(["Depicted", "Targeted"], [("Aurore", [4, 1]), ("Pacte", [0, 1])], LIGHT)

    root = ElementTree.fromstring(charts.alone(drawing, LIGHT))
    radii = [float(dot.attrib["r"]) for dot in root.iter(f"{SVG}circle")]
    assert radii == [20.0, 10.0, 10.0]


@pytest.mark.parametrize(
    "draw",
    [
        lambda: charts.columns([], LIGHT, 620, ["A"]),
        lambda: charts.columns([charts.Column("1", "", (-1,))], LIGHT, 620, ["A"]),
        lambda: charts.dots([], [("A", [])], LIGHT),
        lambda: charts.dots(["A"], [("B", [1, 2])], LIGHT),
        lambda: charts.dots(["A"], [("B", [-1])], LIGHT),
    ],
)
def test_what_cannot_be_drawn_is_refused(draw: Callable[[], object]) -> None:
    with pytest.raises(ValueError, match=r"needs|negative|numbers for"):
        draw()


def test_a_picture_in_a_page_takes_the_colours_of_the_page() -> None:
    drawing = charts.bars([charts.Bar("A & B", 1, "1")], IN_PAGE, Shape(620, 34))

    svg = charts.inline(drawing, IN_PAGE, 'Bar chart: "A & B" 1')

    root = ElementTree.fromstring(svg)
    assert root.attrib["role"] == "img"
    assert root.attrib["aria-label"] == 'Bar chart: "A & B" 1'
    assert "#" not in svg
