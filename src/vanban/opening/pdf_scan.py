"""Pages that are pictures: ruling lines found in the pixels, letters of recognition made even.

A row of pixels is a byte string, so a run of dark ones is found by a regular expression, and rows are laid over each
other as whole numbers: fast enough without numpy.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from statistics import median

from pypdfium2 import PdfPage

from .pdf_page import Glyph, Level, Page

SCALE = 2.0  # pixels for a point (144 dpi): a ruling is one or two pixels wide
MOST_PIXELS = 12_000_000
DARK = bytes(1 if grey < 150 else 0 for grey in range(256))
SHORTEST_ACROSS, SHORTEST_DOWN = 30, 18  # points; longer than any stroke of a letter
NOISE = frozenset("|¦_[]{}~")  # what recognition makes of rulings


def is_recognised(page: Page) -> bool:
    """Whether the letters of a page are a hidden layer over a picture."""
    hidden = sum(not glyph.style.visible for glyph in page.glyphs)
    return page.pictured > 0.4 and hidden * 2 > len(page.glyphs)


def complete_scan(page: Page, source: PdfPage) -> None:
    """Add the rulings that the picture shows, and tidy what recognition left."""
    scale = min(SCALE, (MOST_PIXELS / (page.width * page.height or 1)) ** 0.5)
    turned = (page.quarter - source.get_rotation() // 90) % 4
    bitmap = source.render(scale=scale, rotation=turned * 90, grayscale=True, draw_annots=False)
    pixels = bytes(bitmap.buffer).translate(DARK)
    width, height, stride = bitmap.width, bitmap.height, bitmap.stride
    bitmap.close()
    rows = [pixels[y * stride : y * stride + width] for y in range(height)]
    page.across += _levels(rows, SHORTEST_ACROSS, scale)
    page.down += _levels([pixels[x : stride * height : stride] for x in range(width)], SHORTEST_DOWN, scale)
    page.glyphs = list(_evened(page.glyphs))


def _levels(rows: list[bytes], shortest: float, scale: float) -> Iterator[Level]:
    """Long dark runs along rows of pixels; a row counts together with its neighbours, for lines a little askew."""
    run = re.compile(rb"\x01{%d,}" % round(shortest * scale))
    length = len(rows[0]) if rows else 0
    numbers = [int.from_bytes(row, "big") for row in rows]
    for y in range(1, len(rows) - 1):
        if numbers[y]:
            thick = (numbers[y - 1] | numbers[y] | numbers[y + 1]).to_bytes(length, "big")
            for match in run.finditer(thick):
                yield Level(y / scale, match.start() / scale, match.end() / scale)


def _evened(glyphs: list[Glyph]) -> Iterator[Glyph]:
    """Letters without the noise of rulings, and of one size where recognition only guessed it from their height."""
    usual = median(glyph.style.size for glyph in glyphs) if glyphs else 0.0
    for glyph in glyphs:
        if glyph.text in NOISE:
            continue
        near = 0.6 * usual < glyph.style.size < 1.5 * usual
        yield glyph._replace(style=glyph.style._replace(size=usual)) if near else glyph
