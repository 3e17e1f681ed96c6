"""One page of a PDF as marks on paper: glyphs, ruling lines, shaded areas, pictures.

PDFium does the parsing: on plans it takes a tenth of the time that pdfminer (below pdfplumber) takes, and it is tested
against hostile files every day. Everything leaves here in one frame: points, x to the right, y DOWN from the top of
the page as a person reads it, whatever rotation the page or its text has.
"""

from __future__ import annotations

import ctypes
import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from math import hypot
from typing import NamedTuple

import pypdfium2.raw as pdfium
from pypdfium2 import PdfPage

from .legacy_letters import LegacyFont, legacy_font
from .limits import Clock

THIN = 3.0  # a filled box thinner than this is a drawn line
MOST_DRAWINGS = 100_000  # on one page; a map may have more, a table never
STRAIGHT = 0.6  # how far the ends of a line may differ and it still counts as level
BOLD_NAME = re.compile(r"bold|black|heavy|demi|,b\b|-bd\b", re.IGNORECASE)
ITALIC_NAME = re.compile(r"italic|oblique|,i\b|-it\b", re.IGNORECASE)


class Style(NamedTuple):
    """What the glyphs of one text object have in common."""

    size: float
    bold: bool = False
    italic: bool = False
    visible: bool = True
    white: bool = False
    quarter: int = 0  # direction of reading in quarter turns counter-clockwise, -1 when slanted
    legacy: LegacyFont | None = None  # a font of the time before Unicode


class Glyph(NamedTuple):
    """A letter: text (with marks drawn on top of it), left and right edge, base line, style."""

    text: str
    x0: float
    x1: float
    base: float
    style: Style


class Box(NamedTuple):
    x0: float
    y0: float
    x1: float
    y1: float

    def holds(self, x: float, y: float, slack: float = 0.0) -> bool:
        return self.x0 - slack <= x <= self.x1 + slack and self.y0 - slack <= y <= self.y1 + slack


class Level(NamedTuple):
    """A drawn line along one axis: ``at`` on the other axis, from ``start`` to ``end``."""

    at: float
    start: float
    end: float


@dataclass
class Page:
    """Everything on one page that reading needs."""

    number: int  # from 1
    width: float = 0
    height: float = 0
    quarter: int = 0  # in which direction of the file its text reads
    glyphs: list[Glyph] = field(default_factory=list)  # reading left to right
    turned: list[Glyph] = field(default_factory=list)  # reading upward (a narrow header cell); x and y swapped
    across: list[Level] = field(default_factory=list)  # horizontal lines
    down: list[Level] = field(default_factory=list)  # vertical lines
    shades: list[Box] = field(default_factory=list)  # filled, not white
    pictures: list[Box] = field(default_factory=list)
    unmapped: int = 0  # glyphs whose letter the file does not tell

    @property
    def pictured(self) -> float:
        """The largest part of the page that one picture covers."""
        area = self.width * self.height or 1
        return max(((b.x1 - b.x0) * (b.y1 - b.y0) / area for b in self.pictures), default=0.0)


Turn = Callable[[float, float], tuple[float, float]]


def read_page(source: PdfPage, number: int, clock: Clock) -> Page:
    """Read the marks of a loaded page. ``source`` must stay open: PDFium's handles die with it."""
    raw = source.raw
    textpage = pdfium.FPDFText_LoadPage(raw)
    if not textpage:
        return Page(number)
    try:
        letters = list(_letters(textpage, clock))
    finally:
        pdfium.FPDFText_ClosePage(textpage)
    turns = Counter(letter.style.quarter for letter in letters if letter.style.quarter >= 0)
    quarter = turns.most_common(1)[0][0] if turns else pdfium.FPDFPage_GetRotation(raw)
    edges = pdfium.FS_RECTF()
    pdfium.FPDF_GetPageBoundingBox(raw, edges)
    turn = _turning(quarter, edges)
    wide, high = edges.right - edges.left, edges.top - edges.bottom
    page = Page(number, *((high, wide) if quarter % 2 else (wide, high)), quarter)
    _place_glyphs(page, letters, quarter, turn)
    _place_drawings(page, raw, turn, clock)
    return page


def _turning(quarter: int, edges: pdfium.FS_RECTF) -> Turn:
    """From PDF coordinates to the page as read: ``quarter`` is the direction of its text."""
    left, bottom, right, top = edges.left, edges.bottom, edges.right, edges.top
    turns: tuple[Turn, ...] = (
        lambda x, y: (x - left, top - y),
        lambda x, y: (y - bottom, x - left),
        lambda x, y: (right - x, y - bottom),
        lambda x, y: (top - y, right - x),
    )
    return turns[quarter]


class _Letter(NamedTuple):
    """A glyph in PDF coordinates."""

    text: str
    left: float
    bottom: float
    right: float
    top: float
    x: float
    y: float
    style: Style


def _letters(textpage: object, clock: Clock) -> Iterator[_Letter]:
    """Every visible letter in the order of the file. Calls into PDFium cost most of the time here: keep them few."""
    unicode_at, box_at = pdfium.FPDFText_GetUnicode, pdfium.FPDFText_GetLooseCharBox
    origin_at, object_at = pdfium.FPDFText_GetCharOrigin, pdfium.FPDFText_GetTextObject
    box, x, y = pdfium.FS_RECTF(), ctypes.c_double(), ctypes.c_double()
    styles: dict[int, Style] = {}
    for i in range(pdfium.FPDFText_CountChars(textpage)):
        if i % 5000 == 4999:
            clock.check()
        owner = object_at(textpage, i)
        if not owner:
            continue  # a space or line end that PDFium made up
        key = ctypes.cast(owner, ctypes.c_void_p).value or 0
        if key not in styles:
            styles[key] = _style(owner, textpage, i)
        code = unicode_at(textpage, i)
        box_at(textpage, i, box)
        origin_at(textpage, i, x, y)
        text = chr(code) if code < 0xD800 or 0xE000 <= code < 0x110000 else "\ufffd"
        if text == "\x02":
            text = "-"  # so PDFium marks a hyphen at the end of a line
        yield _Letter(text, box.left, box.bottom, box.right, box.top, x.value, y.value, styles[key])


def _style(owner: object, textpage: object, index: int) -> Style:
    size, matrix = ctypes.c_float(), pdfium.FS_MATRIX()
    pdfium.FPDFTextObj_GetFontSize(owner, size)
    pdfium.FPDFText_GetMatrix(textpage, index, matrix)
    font = pdfium.FPDFTextObj_GetFont(owner)
    buffer = ctypes.create_string_buffer(256)
    pdfium.FPDFFont_GetBaseFontName(font, buffer, 256)
    name = buffer.value.decode("utf-8", "replace").rpartition("+")[2]
    mode = pdfium.FPDFTextObj_GetTextRenderMode(owner)
    tilt = abs(matrix.c) > abs(matrix.d) * 0.15 and abs(matrix.b) < abs(matrix.a) * 0.05
    return Style(
        size=round(abs(size.value) * hypot(matrix.c, matrix.d), 1) or 1.0,
        bold=bool(BOLD_NAME.search(name))
        or pdfium.FPDFFont_GetWeight(font) >= 600
        or mode == pdfium.FPDF_TEXTRENDERMODE_FILL_STROKE,
        italic=bool(ITALIC_NAME.search(name)) or tilt,
        visible=mode not in (pdfium.FPDF_TEXTRENDERMODE_INVISIBLE, pdfium.FPDF_TEXTRENDERMODE_CLIP),
        white=_is_white(owner),
        quarter=_quarter(matrix.a, matrix.b),
        legacy=legacy_font(name),
    )


def _quarter(a: float, b: float) -> int:
    """Direction of reading in quarter turns; -1 for text that stands askew (watermarks)."""
    if abs(b) <= abs(a) * 0.18:
        return 0 if a >= 0 else 2
    if abs(a) <= abs(b) * 0.18:
        return 1 if b > 0 else 3
    return -1


def _is_white(owner: object, *, stroke: bool = False) -> bool:
    red, green, blue, alpha = (ctypes.c_uint() for _ in range(4))
    color_of = pdfium.FPDFPageObj_GetStrokeColor if stroke else pdfium.FPDFPageObj_GetFillColor
    if not color_of(owner, red, green, blue, alpha):
        return False
    return min(red.value, green.value, blue.value) >= 250 or alpha.value < 8


def _place_glyphs(page: Page, letters: list[_Letter], quarter: int, turn: Turn) -> None:
    """Turn letters into the page's frame and put combining marks on their letters."""
    for letter in letters:
        relative = (letter.style.quarter - quarter) % 4 if letter.style.quarter >= 0 else -1
        if relative not in (0, 1):
            continue
        x, base = turn(letter.x, letter.y)
        ax, ay = turn(letter.left, letter.bottom)
        bx, by = turn(letter.right, letter.top)
        if not (-2 <= x <= page.width + 2 and -2 <= base <= page.height + 2):
            continue
        if letter.text in "\ufffd\ufffe\x00" or "\ue000" <= letter.text <= "\uf8ff":
            page.unmapped += 1
        if relative:
            # Seen with the head tilted to the left: what was up the page is now to the right.
            _add(page.turned, Glyph(letter.text, -max(ay, by), -min(ay, by), x, letter.style))
        else:
            _add(page.glyphs, Glyph(letter.text, min(ax, bx), max(ax, bx), base, letter.style))


def _add(glyphs: list[Glyph], glyph: Glyph) -> None:
    """Append a glyph; a combining mark joins the letter under it, which may be drawn before or after."""
    text = glyph.style.legacy.letter(glyph.text) if glyph.style.legacy else glyph.text
    if text in "\r\n\ufeff":
        return
    before = glyphs[-1] if glyphs else None
    if before and unicodedata.combining(text[0]) and abs(before.base - glyph.base) < before.style.size:
        glyphs[-1] = before._replace(
            text=before.text + text, x1=max(before.x1, min(glyph.x1, before.x1 + before.style.size / 2))
        )
    elif before and unicodedata.combining(before.text[0]):
        # A mark that came first: it belongs to this letter.
        glyphs[-1] = glyph._replace(text=text + before.text)
    else:
        glyphs.append(glyph if text is glyph.text else glyph._replace(text=text))


Matrix = tuple[float, float, float, float, float, float]


def _place_drawings(page: Page, raw: object, turn: Turn, clock: Clock) -> None:
    for count, (item, matrix) in enumerate(_objects(raw, clock)):
        if count > MOST_DRAWINGS:
            return
        kind = pdfium.FPDFPageObj_GetType(item)
        if kind == pdfium.FPDF_PAGEOBJ_PATH:
            _place_path(page, item, matrix, turn)
        elif kind == pdfium.FPDF_PAGEOBJ_IMAGE:
            own = pdfium.FS_MATRIX()
            pdfium.FPDFPageObj_GetMatrix(item, own)
            corners = [
                turn(*_apply(matrix, _apply(_tuple(own), corner))) for corner in ((0, 0), (1, 0), (0, 1), (1, 1))
            ]
            page.pictures.append(_around(corners))


def _objects(raw: object, clock: Clock) -> Iterator[tuple[object, Matrix]]:
    """Objects of the page and of the forms on it, each with the matrix of its forms."""
    level: list[tuple[object, Matrix, int]] = []
    for i in range(pdfium.FPDFPage_CountObjects(raw)):
        if i % 5000 == 4999:
            clock.check()
        level.append((pdfium.FPDFPage_GetObject(raw, i), (1, 0, 0, 1, 0, 0), 0))
        while level:
            item, matrix, depth = level.pop()
            if pdfium.FPDFPageObj_GetType(item) != pdfium.FPDF_PAGEOBJ_FORM:
                yield item, matrix
                continue
            clock.check()
            if depth < clock.limits.depth:
                own = pdfium.FS_MATRIX()
                pdfium.FPDFPageObj_GetMatrix(item, own)
                inner = _times(_tuple(own), matrix)
                count = pdfium.FPDFFormObj_CountObjects(item)
                level += [(pdfium.FPDFFormObj_GetObject(item, k), inner, depth + 1) for k in range(max(count, 0))]


def _tuple(m: pdfium.FS_MATRIX) -> Matrix:
    return m.a, m.b, m.c, m.d, m.e, m.f


def _apply(m: Matrix, point: tuple[float, float]) -> tuple[float, float]:
    x, y = point
    return m[0] * x + m[2] * y + m[4], m[1] * x + m[3] * y + m[5]


def _times(first: Matrix, then: Matrix) -> Matrix:
    a, b, c, d, e, f = first
    g, h, i, j, k, o = then
    return a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j, e * g + f * i + k, e * h + f * j + o


def _around(points: list[tuple[float, float]]) -> Box:
    xs, ys = [p[0] for p in points], [p[1] for p in points]
    return Box(min(xs), min(ys), max(xs), max(ys))


def _place_path(page: Page, item: object, matrix: Matrix, turn: Turn) -> None:
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    pdfium.FPDFPath_GetDrawMode(item, fill, stroke)
    stroked = bool(stroke.value) and not _is_white(item, stroke=True)
    filled = bool(fill.value) and not _is_white(item)
    if not (stroked or filled):
        return
    own = pdfium.FS_MATRIX()
    pdfium.FPDFPageObj_GetMatrix(item, own)
    whole = _times(_tuple(own), matrix)
    for points in _outlines(item):
        placed = [turn(*_apply(whole, point)) for point in points]
        box = _around(placed)
        thin = min(box.x1 - box.x0, box.y1 - box.y0) <= THIN
        if thin:
            _add_line(page, (box.x0, box.y0), (box.x1, box.y1), THIN)
        elif filled and len(placed) in (4, 5):
            page.shades.append(box)
        if stroked and not thin:
            for a, b in pairwise(placed):
                _add_line(page, a, b, STRAIGHT)


def _outlines(item: object) -> Iterator[list[tuple[float, float]]]:
    """The straight outlines of a path, each a list of corners; curves only end them."""
    x, y = ctypes.c_float(), ctypes.c_float()
    points: list[tuple[float, float]] = []
    for i in range(min(pdfium.FPDFPath_CountSegments(item), 20_000)):
        segment = pdfium.FPDFPath_GetPathSegment(item, i)
        kind = pdfium.FPDFPathSegment_GetType(segment)
        pdfium.FPDFPathSegment_GetPoint(segment, x, y)
        if kind != pdfium.FPDF_SEGMENT_LINETO:
            if len(points) > 1:
                yield points
            points = []
        points.append((x.value, y.value))
        if pdfium.FPDFPathSegment_GetClose(segment) and len(points) > 2:
            points.append(points[0])
    if len(points) > 1:
        yield points


def _add_line(page: Page, a: tuple[float, float], b: tuple[float, float], slack: float) -> None:
    wide, high = abs(a[0] - b[0]), abs(a[1] - b[1])
    if high <= slack and wide > high:
        page.across.append(Level((a[1] + b[1]) / 2, min(a[0], b[0]), max(a[0], b[0])))
    elif wide <= slack and high > wide:
        page.down.append(Level((a[0] + b[0]) / 2, min(a[1], b[1]), max(a[1], b[1])))
