"""Lines become paragraphs: where did the writer press Enter, and where did the line only run full?"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from vanban.document import Align, Paragraph

from .legacy_letters import is_syllable
from .markers import MARKER, SENTENCE_END
from .pdf_lines import Line
from .tidy import one_line

# 1.070.000.000, 09/08/2025, III/2025: what may be cut in two.
GROUPED_NUMBER = re.compile(
    r"\(?(?:\d{1,2}-)?(?:\d{1,3}(?:[.,]\d{3})+|\d{1,2}[/.-]\d{1,2}[/.-]\d{4}|(?:\d{1,2}|[IVX]+)/\d{4}|\d{1,2}(?:\.\d{1,2})+)"
)
CUT_NUMBER = re.compile(r"\d[.,/]\|\d|\d\|[.,/]\d")
CAPITALS = re.compile(r"[A-ZĐƯƠÊÔÂĂ&-]+")
# "882/SKH&ĐT-", "UBND-", "Quý I-": a hyphen after which a line may break without a space.
HYPHENED = re.compile(r"(?:[/&\d].*\w|\d|[A-ZĐ]{2}\w*|^[IVX]+)[-/]$")
VOWELS = frozenset("aàáảãạăằắẳẵặâầấẩẫậeèéẻẽẹêềếểễệiìíỉĩịoòóỏõọôồốổỗộơờớởỡợuùúủũụưừứửữựyỳýỷỹỵ")
# "7.1. Lễ hội", "2.1.3 Tập huấn": an outline number of two parts or more, unless the line above speaks of it.
LABEL_ALONE = re.compile(r"[A-ZĐ][^\W\d_]*(?: [^\W\d_]+){0,3}:")  # "Nơi nhận:" under a full line
OUTLINE_NUMBER = re.compile(r"\d{1,2}(?:\.\d{1,2}){1,3}\.?\s+[^\W\d_]")
SPEAKS_OF_IT = re.compile(r"(?:mục|điểm|khoản|phần|tiết|số|lục|điều)$", re.IGNORECASE)
INDENT = 8.0  # points: a first-line indent is 28 or more, a hanging one 10 or more


@dataclass(frozen=True, slots=True)
class Frame:
    """The area in which lines run: its edges, and the usual distance of base lines."""

    left: float
    right: float
    leading: float
    justified: bool = False  # lines end exactly at the right edge, so one that does not ends its paragraph

    @property
    def width(self) -> float:
        return self.right - self.left

    def centers(self, line: Line) -> bool:
        """Whether the line stands in the middle with room on both sides."""
        return min(line.x0 - self.left, self.right - line.x1) > 12 and self.is_middle(line)

    def is_middle(self, line: Line) -> bool:
        """Whether the line is as far from the left edge as from the right."""
        room = min(line.x0 - self.left, self.right - line.x1)
        return abs(line.middle - (self.left + self.right) / 2) < max(5.0, room * 0.12)


def frame_of(lines: Sequence[Line], left: float | None = None, right: float | None = None) -> Frame:
    """The frame that lines show by themselves where it is not known."""
    starts = sorted(line.x0 for line in lines)
    ends = sorted(line.x1 for line in lines)
    few = len(lines) // 50
    edge = ends[-1 - few] if right is None else right
    long = [end for end in ends if end > edge - 30]
    return Frame(
        starts[few] if left is None else left,
        edge,
        _usual(b.base - a.base for a, b in pairwise(lines) if a.page == b.page),
        justified=len(long) > 3 and sum(abs(end - edge) < 1.5 for end in long) > len(long) * 0.6,
    )


def _usual(steps: Iterable[float]) -> float:
    """The smallest step to half a point that is not rare: wider ones have space between paragraphs in them."""
    counted = Counter(round(step * 2) / 2 for step in steps if step > 4)
    return min((step for step, times in counted.items() if times * 8 >= counted.total()), default=0.0)


def paragraphs_of(lines: Sequence[Line], frames: dict[int, Frame]) -> list[Paragraph]:
    """Group lines into paragraphs; ``frames`` holds one frame a page."""
    groups: list[list[Line]] = []
    for line in lines:
        if groups and not _begins(groups[-1], line, frames):
            groups[-1].append(line)
        else:
            groups.append([line])
    return [_paragraph(group, frames[group[0].page]) for group in groups]


def cell_paragraphs(lines: Sequence[Line], left: float, right: float, leading: float) -> list[Paragraph]:
    """The paragraphs of a table cell between its two rulings."""
    if not lines:
        return []
    margin = min(max(min(line.x0 for line in lines) - left, 2.0), 8.0)
    frame = Frame(left + margin, right - margin, leading)
    return paragraphs_of(lines, {line.page: frame for line in lines})


def _begins(group: list[Line], line: Line, frames: dict[int, Frame]) -> bool:
    """Whether ``line`` begins a paragraph after the lines of ``group``."""
    last, frame, above = group[-1], frames[line.page], frames[group[-1].page]
    apart = last.page == line.page and 0 < frame.leading < line.base - last.base - line.size * 0.22
    if apart or abs(last.size - line.size) > 0.9:
        return True
    if _title_goes_on(group, line, frame) or _is_split(last.text, last, line, above):
        return False
    if _would_have_fitted(last, line, above) or _stops_short(last, line, above) or _is_numbered(last, line):
        return True
    marked = bool(MARKER.match(line.text))
    if last.bold != line.bold and (marked or line.text[:1].isupper()):
        return True
    if (marked or LABEL_ALONE.fullmatch(line.text)) and _ended(last):
        return True
    return _is_indented(group, line, frame, above)


def _title_goes_on(group: list[Line], line: Line, frame: Frame) -> bool:
    """A centred title broken by hand: its second line goes on in small letters, or inside its bracket."""
    last = group[-1]
    if not (frame.centers(line) and frame.centers(last)) or (last.bold, last.italic) != (line.bold, line.italic):
        return False
    text = " ".join(above.text for above in group)
    return not _ended(last) and (line.text[:1].islower() or text.count("(") > text.count(")"))


def _is_numbered(last: Line, line: Line) -> bool:
    """The line opens with an outline number and a capital letter; the line above does not lead up to a number."""
    number = OUTLINE_NUMBER.match(line.text)
    return bool(number and number[0][-1].isupper() and not SPEAKS_OF_IT.search(last.text))


def _would_have_fitted(last: Line, line: Line, frame: Frame) -> bool:
    """The line above had room for this line's first word and yet ends: the writer ended it."""
    centered = frame.centers(last) and abs(line.middle - last.middle) < 3
    room = frame.width if centered else frame.right - last.x0
    return last.width + last.size * 0.25 + line.first < room - last.size * 0.1


def _stops_short(last: Line, line: Line, frame: Frame) -> bool:
    """In justified text only the last line of a paragraph ends before the edge; centred text aside."""
    centered = frame.is_middle(last) and frame.is_middle(line)
    return frame.justified and last.x1 < frame.right - 3 and not centered and _ended(last)


def _is_indented(group: list[Line], line: Line, frame: Frame, above: Frame) -> bool:
    """A first-line indent begins a paragraph; a hanging line under a bullet's text does not."""
    last = group[-1]
    start, before = line.x0 - frame.left, last.x0 - above.left
    if abs(line.middle - last.middle) < 3 and frame.is_middle(line):
        # Centred text goes on, unless it stands under the full last line of something else.
        if any(above.is_middle(other) and other.x0 - above.left > 1.5 for other in group):
            return False
        if start > INDENT:
            return len(group) > 1 or (last.bold, last.italic) != (line.bold, line.italic) or _ended(last)
    if last.inner > last.x0 and -4 < start - before < last.inner - last.x0 + 15 and not MARKER.match(line.text):
        return _ended(last) and line.text[:1].isupper() and start - before < 4  # else it hangs under a bullet's text
    if start > before + INDENT:
        return True
    ended = _ended(last) and not line.text[:1].islower()
    if abs(start - before) <= INDENT / 2:
        return ended and start > INDENT and len(group) == 1
    return len(group) > 1 and before - start > INDENT  # back to the margin after an indented block


def _ended(line: Line) -> bool:
    return bool(SENTENCE_END.search(line.text))


def _paragraph(group: list[Line], frame: Frame) -> Paragraph:
    text = group[0].text
    for above, line in pairwise(group):
        text += ("" if _is_split(text, above, line, frame) else " ") + line.text
    first = group[0]
    return Paragraph(
        one_line(text),
        bold=all(line.bold for line in group),
        italic=all(line.italic for line in group),
        align=_align(group, frame),
        indent=round(first.x0 - frame.left),
        page=first.page,
    )


def _is_split(text: str, above: Line, line: Line, frame: Frame) -> bool:
    """Whether a line break stands inside a word: after the hyphen of a number, or where a narrow column cut a word."""
    tail, head = text.rsplit(" ", 1)[-1], line.text.split(" ", 1)[0].rstrip(".,;:)%")
    if not head or tail == "(" or (head[0].isalnum() and HYPHENED.search(tail)):
        return True
    if CUT_NUMBER.search(f"{tail}|{head}"):
        return bool(GROUPED_NUMBER.fullmatch(tail + head))
    # A word is cut only when it has a line of its own, and fills it.
    filled = " " not in above.text and frame.width - above.width < line.glyph + 1.5
    return filled and _is_one_word(tail, head, narrow=frame.width < above.size * 1.8)


def _is_one_word(tail: str, head: str, *, narrow: bool) -> bool:
    """Whether two pieces, one under the other, make one word better than two."""
    whole = tail + head
    if head[0].isdigit():
        return bool(GROUPED_NUMBER.fullmatch(whole)) or (narrow and whole.isdigit())
    if head[0].isupper():
        return bool(CAPITALS.fullmatch(whole)) and len(head) < 3
    begun = any(is_syllable(whole.lower() + rest) for rest in ("", "m", "n", "ng", "p", "t", "u"))
    return begun and not (is_syllable(head.lower()) and head[0] not in VOWELS)


def _align(group: list[Line], frame: Frame) -> Align:
    if all(frame.centers(line) or line.width > frame.width * 0.93 for line in group) and frame.centers(group[-1]):
        return "center"
    if all(line.x0 - frame.left > frame.width * 0.3 and abs(line.x1 - frame.right) < 6 for line in group):
        return "right"
    return "both" if len(group) > 1 and all(abs(line.x1 - frame.right) < 3 for line in group[:-1]) else "left"
