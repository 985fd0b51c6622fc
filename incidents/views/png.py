"""A picture of dots, for where lines cannot be shown."""

from typing import Any

from incidents.reports.glyphs import FACES, font_file, printable

ZOOM = 2
LARGEST = 4_000
"""A picture is at most so many dots high: a chart draws a bounded number of rows, so that none
comes near it."""


def png(svg: bytes) -> bytes:
    """The same picture as PNG, twice as fine. Only the pinned font is used, as in the report: the
    same picture everywhere; a character it lacks is printed by its number."""
    import resvg_py

    renderer: Any = resvg_py
    return bytes(
        renderer.svg_to_bytes(
            svg_string=printable(svg.decode("utf-8")),
            skip_system_fonts=True,
            font_files=[str(font_file(FACES[face])) for face in ("regular", "semibold")],
            font_family="Source Sans Pro",
            zoom=ZOOM,
        )
    )
