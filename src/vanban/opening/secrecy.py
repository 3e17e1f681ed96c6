"""Secret documents are refused at the door (scope rule 5; Luật Bảo vệ bí mật nhà nước 117/2025/QH15).

The mark is MẬT, TỐI MẬT or TUYỆT MẬT in capitals, alone in a line or a box: under the number on the first page, at the
head of an annex, or in the running header. The words inside a sentence, a title or a form are not a mark.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from vanban.document import Document, Paragraph, Table, cell_paragraphs
from vanban.errors import SecretDocument
from vanban.text import clean

HEAD = 30  # paragraphs in which the number, the mark and the title stand
NEAR_ANNEX = 3
AROUND = "[](){}<>«»“”\"'*_|-–—.:~ "
LEVEL = r"(?:TUYỆT\s*|TỐI\s*)?MẬT"
ALONE = re.compile(rf"(?:(?:TÀI LIỆU|VĂN BẢN|DẤU)\s+)?(?P<mark>{LEVEL})")
BESIDE_NUMBER = re.compile(rf"Số\s*:?.{{2,60}}\s(?P<mark>{LEVEL})")
# "Độ mật: Tối mật"; not "Độ mật: Thường", and not a form that offers all three.
NAMED = re.compile(r"(?:mức\s+)?độ\s+mật\s*:\s*(?P<mark>(?:tuyệt\s+|tối\s+)?mật)[.;)\s]*", re.IGNORECASE)
SPACED = re.compile(r"(?:\b\w ){2,}\w\b")
# A title cut over two lines: "… BẢO VỆ BÍ" / "MẬT".
UNFINISHED = re.compile(r"(?:BÍ|BẢO|CƠ|ĐỘ|GIẢI|LỘ|VÀ|,)$")
ANNEX = re.compile(r"PHỤ LỤC\b", re.IGNORECASE)


def refuse_secrets(document: Document) -> None:
    """Raise SecretDocument when the document carries a secrecy mark.

    >>> refuse_secrets(Document((Paragraph("Số: 12/KH-UBND"), Paragraph("M Ậ T"), Paragraph("KẾ HOẠCH"))))
    Traceback (most recent call last):
    vanban.errors.SecretDocument: Văn bản mang dấu chỉ độ mật “MẬT” nên không được nhận; không có nội dung nào được ...
    >>> refuse_secrets(Document((Paragraph("KẾ HOẠCH"), Paragraph("Bảo vệ bí mật nhà nước năm 2026"))))
    """
    before = ""
    for text in _where_marks_stand(document):
        for line in text.split("\n"):
            mark = secrecy_mark(line)
            if mark and not UNFINISHED.search(before):
                raise SecretDocument(mark=mark)
            before = line.strip()


def secrecy_mark(line: str) -> str:
    """The mark that a line is, empty when it is none.

    >>> secrecy_mark("[TỐI MẬT]"), secrecy_mark("Độ mật: Mật"), secrecy_mark("Độ mật: Thường"), secrecy_mark("Bảo mật")
    ('TỐI MẬT', 'MẬT', '', '')
    """
    text = clean(line).strip(AROUND)
    text = SPACED.sub(lambda match: match[0].replace(" ", ""), text)
    found = ALONE.fullmatch(text) or BESIDE_NUMBER.fullmatch(text) or NAMED.fullmatch(text)
    if not found:
        return ""
    mark = found["mark"].upper()
    return re.sub(r"\s*MẬT$", " MẬT", mark).strip()


def _where_marks_stand(document: Document) -> Iterator[str]:
    """Running headers, the head of the document, and the lines around the head of each annex and each PDF page."""
    yield from (paragraph.text for paragraph in document.headers)
    paragraphs = list(_outside_tables(document))
    yield from (paragraph.text for paragraph in paragraphs[:HEAD])
    tops = [i for i, p in enumerate(paragraphs) if i >= HEAD and _heads_a_part(paragraphs, i)]
    for top in tops:
        yield ""
        yield from (p.text for p in paragraphs[max(top - NEAR_ANNEX, 0) : top + NEAR_ANNEX])


def _heads_a_part(paragraphs: list[Paragraph], i: int) -> bool:
    return bool(ANNEX.match(paragraphs[i].text)) or paragraphs[i].page != paragraphs[i - 1].page


def _outside_tables(document: Document) -> Iterator[Paragraph]:
    """Paragraphs of the text, of layout tables, and of boxes: tables of one or two cells."""
    for number, block in enumerate(document.blocks):
        if isinstance(block, Paragraph):
            if block:
                yield block
        elif not block.bordered or _is_box(block):
            for row in block.rows:
                for cell in row:
                    yield from (paragraph for _, paragraph in cell_paragraphs(number, cell) if paragraph)


def _is_box(table: Table) -> bool:
    return sum(len(row) for row in table.rows) <= 2
