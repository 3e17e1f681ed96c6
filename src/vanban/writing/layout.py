"""Measures of an official document, named once: Nghị định 30/2020/NĐ-CP, annex I, parts I and II.

Where the decree leaves a range, the value here is the one of the commoner pair of sizes (13 and 14 points); the range
stands beside it.
"""

from docx.shared import Length, Mm, Pt

FONT = "Times New Roman"  # TCVN 6909:2001, black

PAGE_SHORT, PAGE_LONG = Mm(210), Mm(297)  # A4; an annex with a wide table lies on its side
MARGIN_TOP, MARGIN_BOTTOM = Mm(20), Mm(20)  # 20-25 mm
MARGIN_LEFT, MARGIN_RIGHT = Mm(30), Mm(15)  # 30-35 mm and 15-20 mm
PAGE_NUMBER_FROM_TOP = Mm(10)  # in the middle of the top margin

NATIONAL_NAME = Pt(13)  # Quốc hiệu, 12-13
MOTTO = Pt(14)  # Tiêu ngữ, 13-14
AUTHORITY = Pt(13)  # parent and issuing body, 12-13
NUMBER = Pt(13)  # số, ký hiệu
PLACE_AND_DATE = Pt(14)  # 13-14
TYPE, SUBJECT = Pt(14), Pt(14)  # tên loại, trích yếu, 13-14
BODY = Pt(14)  # 13-14
PAGE_NUMBER = Pt(14)  # 13-14
SIGNATURE = Pt(14)  # authority, position and name, 13-14
RECIPIENTS_HEAD, RECIPIENTS = Pt(12), Pt(11)
ANNEX = Pt(14)  # label, title and reference line
TABLE = Pt(13)  # tables follow the body; one point less keeps five columns readable

FIRST_LINE = Mm(12.7)  # 1 cm or 1.27 cm
BETWEEN_PARAGRAPHS = Pt(6)  # at least 6 pt
LINE_SPACING = 1.15  # single to 1.5

LEFT_BLOCK, RIGHT_BLOCK = Mm(62), Mm(103)  # issuing body | national name; recipients | signature
ROOM_FOR_SIGNATURE = Pt(72)  # between position and name
RULE = Pt(0.75)
MOTTO_RULE = Mm(60)  # as long as the motto at 14 points
SHORT_RULE = 0.4  # of the text's length under issuing body and subject: 1/3 to 1/2

_LETTER = 0.52  # mean width of a letter of Times New Roman bold, in parts of its size (capitals 0.68)
_CAPITAL = 0.68


def text_width(text: str, size: Length, at_most: Length) -> Length:
    """About how wide a line of bold text is, for the rules under it; a longer text fills its line.

    >>> 55 < text_width("Độc lập - Tự do - Hạnh phúc", MOTTO, RIGHT_BLOCK).mm < 75
    True
    """
    letters = sum(_CAPITAL if letter.isupper() else _LETTER for letter in text)
    return Length(min(int(letters * size), at_most))
