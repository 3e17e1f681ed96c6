"""Small PDF files for tests, drawn by hand so that each shows exactly one thing.

Every letter is half as wide as its size, so positions can be reckoned: "Sở Y tế" in 10 points takes 35.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from vanban.document import Block, Document, Table
from vanban.opening import open_document

CMAP = b"""/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /Letters def /CMapType 2 def
1 begincodespacerange <0000> <ffff> endcodespacerange
1 beginbfrange <0000> <ffff> <0000> endbfrange
endcmap end end"""
FONTS = {"plain": "Times", "bold": "Times-Bold", "italic": "Times-Italic", "tcvn3": ".VnTime"}


@dataclass
class Sheet:
    """A page to draw on; y runs down from the top, as vanban counts."""

    width: float = 595
    height: float = 842
    rotate: int = 0
    operators: list[str] = field(default_factory=list)

    def text(self, x: float, y: float, text: str, size: float = 10, font: str = "plain", before: str = "") -> Sheet:
        """Text with its base line at ``y``; ``before`` holds operators such as "3 Tr" (invisible) or "1 g" (white)."""
        codes = text.encode("utf-16-be").hex()
        place = f"1 0 0 1 {x} {self.height - y} Tm"
        self.operators.append(f"q BT {before} /{font} {size} Tf {place} <{codes}> Tj ET Q")
        return self

    def lines(self, x: float, y: float, *texts: str, step: float = 12, size: float = 10, font: str = "plain") -> Sheet:
        for number, text in enumerate(texts):
            self.text(x, y + number * step, text, size, font)
        return self

    def upward(self, x: float, y: float, text: str, size: float = 10) -> Sheet:
        """Text that reads from the bottom to the top."""
        codes = text.encode("utf-16-be").hex()
        self.operators.append(f"BT /plain {size} Tf 0 1 -1 0 {x} {self.height - y} Tm <{codes}> Tj ET")
        return self

    def line(self, x0: float, y0: float, x1: float, y1: float) -> Sheet:
        self.operators.append(f"{x0} {self.height - y0} m {x1} {self.height - y1} l S")
        return self

    def grid(self, xs: Sequence[float], ys: Sequence[float]) -> Sheet:
        """All rulings of a table."""
        for x in xs:
            self.line(x, ys[0], x, ys[-1])
        for y in ys:
            self.line(xs[0], y, xs[-1], y)
        return self

    def row(self, xs: Sequence[float], y: float, *texts: str) -> Sheet:
        """A text in each column, two points from its left ruling; "\\n" begins another line."""
        for x, text in zip(xs, texts, strict=False):
            self.lines(x + 2, y, *text.split("\n"))
        return self

    def picture(self, x: float, y: float, width: float, height: float) -> Sheet:
        self.operators.append(f"q {width} 0 0 {height} {x} {self.height - y - height} cm /Picture Do Q")
        return self


def make_pdf(*sheets: Sheet, more: Iterable[bytes] = ()) -> bytes:
    """A PDF of these pages; ``more`` are raw objects after the others."""
    fonts = b"".join(b"/%s %d 0 R " % (name.encode(), 5 + 3 * i) for i, name in enumerate(FONTS))
    first = 5 + 3 * len(FONTS)
    kids = b" ".join(b"%d 0 R" % (first + 2 * i) for i in range(len(sheets)))
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [%s] /Count %d >>" % (kids, len(sheets)),
        b"<< /Font << %s >> /XObject << /Picture 4 0 R >> >>" % fonts,
        stream(
            b"\x80", b"/Type /XObject /Subtype /Image /Width 1 /Height 1 /ColorSpace /DeviceGray /BitsPerComponent 8"
        ),
    ]
    for number, name in enumerate(FONTS.values()):
        objects += _font(name, 5 + 3 * number)
    for number, sheet in enumerate(sheets):
        box = b"[0 0 %g %g]" % (sheet.width, sheet.height)
        page = b"<< /Type /Page /Parent 2 0 R /MediaBox %s /Rotate %d /Resources 3 0 R /Contents %d 0 R >>"
        objects.append(page % (box, sheet.rotate, first + 2 * number + 1))
        objects.append(stream("\n".join(sheet.operators).encode()))
    return assembled([*objects, *more])


def _font(name: str, number: int) -> list[bytes]:
    base = name.encode()
    return [
        b"<< /Type /Font /Subtype /Type0 /BaseFont /%s /Encoding /Identity-H " % base
        + b"/DescendantFonts [%d 0 R] /ToUnicode %d 0 R >>" % (number + 1, number + 2),
        b"<< /Type /Font /Subtype /CIDFontType2 /BaseFont /%s /DW 500 "
        b"/CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> >>" % base,
        stream(CMAP),
    ]


def stream(data: bytes, entries: bytes = b"", *, packed: bool = False) -> bytes:
    if packed:
        data, entries = zlib.compress(data, 9), entries + b" /Filter /FlateDecode"
    return b"<< /Length %d %s >>\nstream\n%s\nendstream" % (len(data), entries, data)


def assembled(objects: Sequence[bytes]) -> bytes:
    """Objects, numbered from 1, as a file; the first is the catalog."""
    out, places = bytearray(b"%PDF-1.7\n"), []
    for number, content in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF" % (len(objects) + 1, start)
    return bytes(out)


LEFT = 60
WIDTH = 570  # FULL is 450 wide in 10 points: it fills a page with margins of 60
FULL = "Tiếp tục thông tin đối ngoại về tỉnh, giới thiệu tiềm năng, thế mạnh và con người của tỉnh"
COLUMNS = (60, 110, 310, 420)


def opened(*sheets: Sheet) -> Document:
    return open_document(make_pdf(*sheets))


def texts(document: Document) -> list[str]:
    return [paragraph.text for _, paragraph in document.paragraphs()]


def rows(block: Block) -> list[list[str]]:
    assert isinstance(block, Table)
    return [[cell.text for cell in row] for row in block.rows]
