"""Markup that converters leave in plain text: HTML tags, Markdown emphasis, escapes, headings."""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import unescape

from vanban.document import Paragraph

from .markers import MARKER, SENTENCE_END
from .tidy import one_line

# Only tags that HTML has: "<5 triệu đồng" and "<https://…>" stay.
TAG = re.compile(
    r"</?(?:p|br|ul|ol|li|b|i|u|em|strong|span|div|sub|sup|font|a|table|tbody|thead|tr|td|th|center|small|big|h[1-6])"
    r"(?:\s[^<>]{0,500})?/?>",
    re.IGNORECASE,
)
BREAKING = re.compile(r"</?(?:p|br|div|ul|ol|tr|h[1-6])\b[^<>]{0,500}>", re.IGNORECASE)
# Converters put spaces between a quotation mark and the tag beside it.
QUOTE_TAG = re.compile(r"(?<=[“\"(\[]) +(?=<[a-z])|(?<=[a-z]>) +(?=[”\")\],.;:])", re.IGNORECASE)
ITEM = re.compile(r"<li\b[^<>]{0,500}>\s*", re.IGNORECASE)

ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")  # every sign of ASCII may be escaped
LINK = re.compile(r"!?\[([^\[\]\n]{0,300})\]\((?:https?:|mailto:|www\.|/|#)[^()\s]{0,500}\)")
HEADING = re.compile(r"(#{1,6})\s+(.*?)\s*#*$")
RULE = re.compile(r"\s*(?:[-*_=~]\s*){3,}$")
BOLD_ON, BOLD_OFF, ITALIC_ON, ITALIC_OFF = "\ue100", "\ue101", "\ue102", "\ue103"
MARKS = re.compile("[\ue100-\ue103]")
OUTER, INNER = r"(?<![\w*_\\])", r"(?![\w*_])"
BOLD = re.compile(
    rf"(?<![*\\])\*\*(?=[^\s*])([^*]{{1,2000}}?)(?<=\S)\*\*(?!\*)|{OUTER}__(?=\S)([^_]{{1,2000}}?)(?<=\S)__{INNER}"
)
ITALIC = re.compile(
    rf"(?<![*\\\w])\*(?=[^\s*])([^*]{{1,2000}}?)(?<=[^\s*])\*(?![*\w])|{OUTER}_(?=[^\s_{{])([^_{{}}]{{1,2000}}?)(?<=\S)_{INNER}"
)


@dataclass(frozen=True, slots=True)
class Marked:
    """A line freed of its markup. ``tied`` says that emphasis ran on from the line before."""

    text: str
    bold: bool = False
    italic: bool = False
    heading: int = 0
    tied: bool = False

    def paragraph(self, text: str = "") -> Paragraph:
        return Paragraph(text or self.text, heading=self.heading, bold=self.bold, italic=self.italic)


def without_tags(text: str) -> str:
    """HTML left in text, with line breaks where it had paragraphs and items.

    >>> without_tags("<p>Tổ chức:</p> <ul><li>Hội nghị;</li><li>Hội thảo.</li></ul>")
    'Tổ chức:\\n- Hội nghị;\\n- Hội thảo.'
    >>> without_tags("dưới <5 triệu đồng &amp; trên 1 triệu")
    'dưới <5 triệu đồng & trên 1 triệu'
    """
    if "<" in text:
        text = ITEM.sub(lambda match: "\n" + _bullet(text[match.end() : match.end() + 8]), text)
        text = TAG.sub("", BREAKING.sub("\n", QUOTE_TAG.sub("", text)))
    if "&" in text:
        text = unescape(text)
    # Line by line: a pattern with space on both sides of the break would try a megabyte of spaces from each of them.
    return "\n".join(line for line in map(str.strip, text.split("\n")) if line)


def _bullet(after: str) -> str:
    return "" if MARKER.match(after) else "- "


def unmarked(lines: list[str]) -> list[Marked]:
    r"""Adjacent lines freed of Markdown; emphasis may run over several.

    >>> [m.text for m in unmarked([r"R\&D, 5\% và \*"])]
    ['R&D, 5% và *']
    >>> [(m.text, m.bold) for m in unmarked(["**KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH**", "Lưu: VT, KGVX_{Thủy}."])]
    [('KT. CHỦ TỊCH', True), ('PHÓ CHỦ TỊCH', True), ('Lưu: VT, KGVX_{Thủy}.', False)]
    """
    text = "\n".join(lines)
    if any(mark in text for mark in "*_\\[#>~"):
        text = LINK.sub(r"\1", text)
        text = BOLD.sub(lambda m: _spread(m[1] or m[2], BOLD_ON, BOLD_OFF), text)
        text = ITALIC.sub(lambda m: _spread(m[1] or m[2], ITALIC_ON, ITALIC_OFF), text)
        text = ESCAPED.sub(r"\1", text)
    marked = []
    for line in text.split("\n"):
        heading = HEADING.match(line)
        body = heading[2] if heading else re.sub(r"^(?:>\s?)+", "", line)
        bold, italic = _all_marked(body, BOLD_ON, BOLD_OFF), _all_marked(body, ITALIC_ON, ITALIC_OFF)
        tied = bool(re.match("[\ue100-\ue103]*[\ue104]", body))
        bare = one_line(MARKS.sub("", body).replace("\ue104", ""))
        marked.append(Marked(re.sub(r"^\* (?=\S)", "- ", bare), bold, italic, len(heading[1]) if heading else 0, tied))
    return marked


def _spread(text: str, on: str, off: str) -> str:
    """Emphasis on every line of its own; U+E104 marks the lines that it ran on to."""
    return on + text.replace("\n", f"{off}\n{on}\ue104") + off


def _all_marked(line: str, on: str, off: str) -> bool:
    """Every letter of the line is between on and off (a bullet or number before them does not count)."""
    if on not in line:
        return False
    bare = re.sub(f"{on}[^{off}]*{off}", "", line)
    return not re.search(r"\w{2}", MARKS.sub("", bare))


# A bullet inside running text begins an item where a sentence ended before it.
INLINE_ITEM = re.compile(r"(?<=[.;:!?”\"])\s+(?=[-+•–]\s+[^\W\d_])")
LOOSE_ITEM = re.compile(r"\s+(?=-\s+[A-ZÀ-ỴĐ][a-zà-ỹđ]+\s)")


def cell_paragraphs(text: str) -> tuple[Paragraph, ...]:
    """The paragraphs of a table cell in a text file.

    >>> [p.text for p in cell_paragraphs("- Cơ bản nhất trí. - Một số góp ý:<br>+ Sửa mục 5")]
    ['- Cơ bản nhất trí.', '- Một số góp ý:', '+ Sửa mục 5']
    >>> [p.text for p in cell_paragraphs("Sở Lao động - Thương binh và Xã hội")]
    ['Sở Lao động - Thương binh và Xã hội']
    """
    found = []
    for marked in unmarked(without_tags(text).split("\n")):
        found += [marked.paragraph(item) for item in _items(marked.text)]
    return tuple(found)


def _items(text: str) -> list[str]:
    if not text:
        return []
    listed = bool(re.match(r"[-+•–]\s", text)) or bool(re.search(r"[:;]\s+[-+•–]\s+[^\W\d_]", text))
    if not listed:
        return [text]
    items = []
    for part in INLINE_ITEM.split(text):
        start = 0
        for match in LOOSE_ITEM.finditer(part):
            # "… dự thảo - Đề nghị sửa": small words before the dash; a name has a capital near it.
            before = part[start : match.start()].split()[-3:]
            if part.startswith("-") and len(before) == 3 and all(word[0].islower() for word in before):
                items.append(part[start : match.start()])
                start = match.end()
        items.append(part[start:])
    return [one_line(item) for item in items if item.strip()]


TAIL = 20  # characters that show how a text ends


def ended(text: str) -> bool:
    """Whether a sentence or item ends here."""
    return bool(SENTENCE_END.search(text[-TAIL:]))


# Words of the header's and the signature's two columns.
BORDERLESS = re.compile(r"CỘNG H(?:ÒA|OÀ) XÃ HỘI|Độc lập|Nơi nhận|ĐẢNG CỘNG SẢN VIỆT NAM")
