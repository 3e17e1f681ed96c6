"""A made plan as DOCX, in the manners in which offices use a word processor."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from xml.sax.saxutils import escape

from .docx_parts import BULLETS, LEVELS, R, W, package
from .luck import Luck
from .page import HEADINGS, Block, Box, Grid, NewPage, Para, Side

OWN_NAMES = ("heading 1", "heading 2", "heading 3", "heading 4")
OTHER_NAMES = ("Muc lon", "Muc nho", "Tieu muc", "Diem")
ALIGN = {"title": "center", "center": "center", "caption": "center", "unit": "right", "body": "both", "basis": "both"}
FLOWING = {"part", "clause", "sub", "point", "bullet", "plus", "body", "basis", "item"}
PORTRAIT, LANDSCAPE = 9300, 14200  # width of a table in twentieths of a point
BOLD = {"title", "part", "clause", "sub", "center"}
ITALIC = {"caption", "unit", "basis"}


@dataclass(frozen=True)
class Manner:
    automatic: bool  # Word makes the numbers and bullets
    headings: str  # "built-in", "own", "runs"
    split: float  # how often a run is split in the middle of a word
    soft: bool  # lines of a cell parted by soft breaks
    changes: bool  # tracked changes not yet accepted
    controls: bool  # content controls around paragraphs
    decomposed: bool  # NFD letters
    repeat: bool  # header rows marked as such
    spaced: bool  # first lines indented, room between paragraphs


def make_manner(luck: Luck) -> Manner:
    return Manner(
        automatic=luck.often(0.35),
        headings=luck.weighted({"built-in": 4, "own": 2, "runs": 5}),
        split=luck.weighted({0.0: 5, 0.1: 3, 0.5: 2}),
        soft=luck.often(0.2),
        changes=luck.often(0.12),
        controls=luck.often(0.1),
        decomposed=luck.often(0.08),
        repeat=luck.often(0.5),
        spaced=luck.often(0.85),
    )


def as_docx(blocks: tuple[Block, ...], luck: Luck, manner: Manner | None = None) -> bytes:
    writer = _Writer(luck, manner or make_manner(luck))
    names = OWN_NAMES if writer.manner.headings == "built-in" else OTHER_NAMES
    return package(writer.document(blocks), names)


class _Writer:
    def __init__(self, luck: Luck, manner: Manner) -> None:
        self.luck, self.manner = luck, manner
        self.width = PORTRAIT

    def document(self, blocks: tuple[Block, ...]) -> str:
        landscape = False
        parts: list[str] = []
        for block in blocks:
            if isinstance(block, NewPage):
                parts.append(f"<w:p><w:pPr>{_section(landscape)}</w:pPr></w:p>")
                landscape = block.landscape
                self.width = LANDSCAPE if landscape else PORTRAIT
            else:
                parts.append(self._block(block))
        head = (
            f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?><w:document xmlns:w="{W}" xmlns:r="{R}"><w:body>'
        )
        return f"{head}{''.join(parts)}{_section(landscape)}</w:body></w:document>"

    def _block(self, block: Para | Grid | Side) -> str:
        if isinstance(block, Para):
            return self._controlled(self._para(block))
        if isinstance(block, Grid):
            return self._table(block)
        cells = "".join(
            f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>{"".join(map(self._para, paras))}</w:tc>'
            for width, paras in ((3800, block.left), (5700, block.right))
        )
        grid = '<w:tblGrid><w:gridCol w:w="3800"/><w:gridCol w:w="5700"/></w:tblGrid>'
        return f'<w:tbl><w:tblPr><w:tblW w:w="9500" w:type="dxa"/></w:tblPr>{grid}<w:tr>{cells}</w:tr></w:tbl><w:p/>'

    def _controlled(self, xml: str) -> str:
        if self.manner.controls and self.luck.often(0.15):
            return f"<w:sdt><w:sdtPr/><w:sdtContent>{xml}</w:sdtContent></w:sdt>"
        return xml

    def _para(self, para: Para) -> str:
        counted = para.role in LEVELS and (para.role != "clause" or para.label[:1].isdigit())  # not "I." over a table
        automatic = self.manner.automatic and (counted or (para.label in BULLETS and para.role != "small"))
        properties = ""
        if para.role in HEADINGS and self.manner.headings != "runs":
            properties += f'<w:pStyle w:val="H{HEADINGS[para.role]}"/>'
        if automatic:
            level, number = (LEVELS[para.role][0], 1) if para.role in LEVELS else (0, BULLETS[para.label])
            properties += f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>'
        if self.manner.spaced and para.role in FLOWING:
            properties += '<w:spacing w:before="120"/><w:ind w:firstLine="567"/>'
        if para.role in ALIGN:
            properties += f'<w:jc w:val="{ALIGN[para.role]}"/>'
        text = para.text if automatic else para.printed
        bold = para.role in BOLD and (para.role not in HEADINGS or self.manner.headings == "runs")
        return f"<w:p><w:pPr>{properties}</w:pPr>{self._runs(text, bold, para.role in ITALIC)}</w:p>"

    def _runs(self, text: str, bold: bool = False, italic: bool = False) -> str:
        if self.manner.decomposed:
            text = unicodedata.normalize("NFD", text)
        look = f"<w:rPr>{'<w:b/>' * bold}{'<w:i/>' * italic}</w:rPr>" if bold or italic else ""
        pieces = self._pieces(text)
        runs = [f'<w:r>{look}<w:t xml:space="preserve">{escape(piece)}</w:t></w:r>' for piece in pieces if piece]
        if self.manner.changes and runs and self.luck.often(0.1):
            mark = 'w:id="1" w:author="A" w:date="2026-01-01T00:00:00Z"'
            runs[-1] = f"<w:ins {mark}>{runs[-1]}</w:ins>"
            gone = "<w:r><w:delText>nội dung đã bỏ </w:delText></w:r>"
            runs.insert(self.luck.number(0, len(runs)), f"<w:del {mark}>{gone}</w:del>")
        return "".join(runs)

    def _pieces(self, text: str) -> list[str]:
        if not self.manner.split or len(text) < 4:
            return [text]
        cuts = sorted(self.luck.some(range(1, len(text)), int(len(text) * self.manner.split / 4)))
        return [text[start:end] for start, end in zip([0, *cuts], [*cuts, len(text)], strict=True)]

    def _table(self, grid: Grid) -> str:
        total = sum(grid.widths)
        widths = [width * self.width // total for width in grid.widths]
        rows = []
        for number, places in enumerate(grid.places()):
            repeat = "<w:trPr><w:tblHeader/></w:trPr>" * (number < grid.header_rows and self.manner.repeat)
            cells = []
            for column, (box, begins) in enumerate(places):
                starts_row = column == 0 or places[column - 1][0] is not box
                if starts_row:
                    cells.append(self._cell(box, sum(widths[column : column + box.cols]), begins))
            rows.append(f"<w:tr>{repeat}{''.join(cells)}</w:tr>")
        edges = "".join(
            f'<w:{side} w:val="single" w:sz="4"/>' for side in ("top", "left", "bottom", "right", "insideH", "insideV")
        )
        columns = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
        head = f'<w:tblPr><w:tblW w:w="{self.width}" w:type="dxa"/><w:tblBorders>{edges}</w:tblBorders></w:tblPr>'
        return f"<w:tbl>{head}<w:tblGrid>{columns}</w:tblGrid>{''.join(rows)}</w:tbl><w:p/>"

    def _cell(self, box: Box, width: int, begins: bool) -> str:
        span = f'<w:gridSpan w:val="{box.cols}"/>' if box.cols > 1 else ""
        down = ('<w:vMerge w:val="restart"/>' if begins else "<w:vMerge/>") if box.rows > 1 else ""
        look = f'<w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{span}{down}</w:tcPr>'
        align = '<w:pPr><w:jc w:val="center"/></w:pPr>' if box.middle else ""
        if not begins or not box.lines:
            return f"<w:tc>{look}<w:p>{align}</w:p></w:tc>"
        if self.manner.soft:
            runs = "<w:r><w:br/></w:r>".join(self._runs(line, box.bold) for line in box.lines)
            return f"<w:tc>{look}<w:p>{align}{runs}</w:p></w:tc>"
        lines = "".join(f"<w:p>{align}{self._runs(line, box.bold)}</w:p>" for line in box.lines)
        return f"<w:tc>{look}{lines}</w:tc>"


def _section(landscape: bool) -> str:
    size = (
        '<w:pgSz w:w="16838" w:h="11906" w:orient="landscape"/>' if landscape else '<w:pgSz w:w="11906" w:h="16838"/>'
    )
    margins = '<w:pgMar w:top="1134" w:right="850" w:bottom="1134" w:left="1701" w:header="567" w:footer="567"/>'
    header = '<w:headerReference w:type="default" r:id="rId3"/>'
    return f"<w:sectPr>{header}{size}{margins}<w:titlePg/></w:sectPr>"
