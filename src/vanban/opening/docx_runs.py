"""The letters of a paragraph as the page shows them, out of its runs.

Shown: inserted text, results of fields, text in links and content controls, symbols, formulas. Not shown: deleted and
hidden text, instructions of fields, page numbers, marks of footnotes and comments. Text boxes are put aside for the
caller, to come after the paragraph that they are anchored to.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml.etree import _Element

from .docx_fonts import Letters
from .docx_looks import PLAIN, Look, look_of
from .docx_names import ALTERNATE, MATH, RPR, RUN, VAL, WRAPPERS, T, W, branch, child_value
from .docx_styles import Styles
from .docx_symbols import shown, without_private

LETTER = re.compile(r"[^\W\d_]")
# Fields whose result is the page's own furniture.
PAGE_FIELDS = ("PAGE", "NUMPAGES", "SECTIONPAGES")
FIELD, INSTRUCTION, SIMPLE_FIELD, SYMBOL = W + "fldChar", W + "instrText", W + "fldSimple", W + "sym"
FOOTNOTE, ENDNOTE, RUBY = W + "footnoteReference", W + "endnoteReference", W + "ruby"
FORMULA, FORMULA_PARAGRAPH, FORMULA_TEXT = MATH + "oMath", MATH + "oMathPara", MATH + "t"
RSTYLE = W + "rStyle"
TEXT_BOX, WORD_ART = W + "txbxContent", "{urn:schemas-microsoft-com:vml}textpath"
PLAIN_SIGNS = {
    W + "tab": "\t",
    W + "ptab": "\t",
    W + "br": "\n",
    W + "cr": "\n",
    W + "noBreakHyphen": "-",
}
HOLDERS = (W + "drawing", W + "pict", W + "object", ALTERNATE)


@dataclass(slots=True)
class Line:
    """A paragraph's text in the making, and the looks of its letters (of its figures where it has no letters)."""

    pieces: list[str] = field(default_factory=list)
    letters: list[Look] = field(default_factory=list)
    others: list[Look] = field(default_factory=list)
    boxes: list[_Element] = field(default_factory=list)

    def add(self, text: str, look: Look) -> None:
        if look.hidden:
            return
        self.pieces.append(text.upper() if look.caps else text)
        if LETTER.search(text):
            self.letters.append(look)
        elif not text.isspace():
            self.others.append(look)

    @property
    def looks(self) -> list[Look]:
        return self.letters or self.others


@dataclass(slots=True)
class Field:
    """A field being walked through: first its instruction, then its result."""

    instruction: str = ""
    in_result: bool = False

    @property
    def shows(self) -> bool:
        words = self.instruction.split(None, 1)
        return self.in_result and not (words and words[0].upper() in PAGE_FIELDS)


@dataclass(slots=True)
class Runs:
    """Reads the runs of one story: a field may begin in one paragraph and end in a later one."""

    styles: Styles
    letters: Letters
    notes: list[tuple[str, str]] = field(default_factory=list)
    fields: list[Field] = field(default_factory=list)
    shows: bool = True

    def read(self, paragraph: _Element, base: Look, line: Line) -> None:
        """Add a paragraph's letters to the line."""
        self._inline(paragraph, base, line)
        if self.fields:  # a field whose instruction goes on in the next paragraph is broken: it must not hide the rest
            self.fields = [one for one in self.fields if one.in_result]
            self._look_again()

    def _inline(self, parent: _Element, base: Look, line: Line) -> None:
        for child in parent:
            tag = child.tag
            if tag == RUN:
                self._run(child, base, line)
            elif tag in WRAPPERS:
                self._inline(child, base, line)
            elif tag == SIMPLE_FIELD:
                if Field(child.get(W + "instr", ""), True).shows:
                    self._inline(child, base, line)
            elif tag == ALTERNATE:
                chosen = branch(child)
                if chosen is not None:
                    self._inline(chosen, base, line)
            elif tag in (FORMULA, FORMULA_PARAGRAPH):
                line.add("".join(text.text or "" for text in child.iter(FORMULA_TEXT)), base)

    def _run(self, run: _Element, base: Look, line: Line) -> None:
        look = base
        for child in run:
            tag = child.tag
            if tag == T:
                if self.shows and child.text:
                    line.add(self._unicode(child.text, look), look)
            elif tag == RPR:
                look = self.look(child, base)
            elif tag in PLAIN_SIGNS:
                if self.shows:
                    line.add(PLAIN_SIGNS[tag], look)
            else:
                self._rare(child, look, line)

    def _rare(self, child: _Element, look: Look, line: Line) -> None:
        tag = child.tag
        if tag == FIELD:
            self._field(child.get(W + "fldCharType"))
        elif tag == INSTRUCTION:
            if self.fields and not self.fields[-1].in_result:
                self.fields[-1].instruction += child.text or ""
        elif not self.shows:
            return
        elif tag == SYMBOL:
            line.add(_symbol(child), look)
        elif tag in (FOOTNOTE, ENDNOTE):
            self.notes.append((tag, child.get(W + "id", "")))
        elif tag == RUBY:
            self._inline(child, look, line)
        elif tag in HOLDERS and not look.hidden:
            self._held(child, look, line)

    def _held(self, holder: _Element, look: Look, line: Line) -> None:
        """Pictures and shapes: their text boxes; an alternative inside a run may hold plain text as well."""
        chosen = branch(holder) if holder.tag == ALTERNATE else holder
        if chosen is None:
            line.boxes.extend(holder.iter(WORD_ART))
        elif holder.tag == ALTERNATE and any(child.tag in (T, SYMBOL) for child in chosen):
            self._run(chosen, look, line)
        else:
            line.boxes.extend(text_boxes(chosen))

    def _field(self, kind: str | None) -> None:
        if kind == "begin":
            self.fields.append(Field())
        elif kind == "separate" and self.fields:
            self.fields[-1].in_result = True
        elif kind == "end" and self.fields:
            self.fields.pop()
        self._look_again()

    def _look_again(self) -> None:
        self.shows = all(one.shows for one in self.fields)

    def look(self, rpr: _Element, base: Look) -> Look:
        """A run's look: its own properties, over its character style beside the paragraph's style."""
        own = look_of(rpr)
        style = rpr.find(RSTYLE)
        if style is not None:
            base = self.styles.character(style.get(VAL)).beside(base)
        return base if own is PLAIN else own.over(base)

    def _unicode(self, text: str, look: Look) -> str:
        text = without_private(text, look.font or "")
        return self.letters.unicode(text, look.font) if look.font and not text.isascii() else text


def text_boxes(element: _Element) -> Iterator[_Element]:
    """Text boxes and WordArt inside a drawing, each once; those inside a text box are its own affair."""
    for child in element:
        if child.tag in (TEXT_BOX, WORD_ART):
            yield child
        elif child.tag == ALTERNATE:
            chosen = branch(child)
            if chosen is not None:
                yield from text_boxes(chosen)
        elif len(child):
            yield from text_boxes(child)


def _symbol(element: _Element) -> str:
    code = element.get(W + "char", "")
    try:
        return shown(chr(int(code, 16)), element.get(W + "font", ""))
    except (ValueError, OverflowError):
        return ""


def is_deleted(ppr: _Element | None) -> bool:
    """Whether the mark at the end of a paragraph is deleted, which joins it to the next one."""
    mark = None if ppr is None else ppr.find(RPR)
    return mark is not None and (mark.find(W + "del") is not None or mark.find(W + "moveFrom") is not None)


def style_name(ppr: _Element | None) -> str | None:
    return None if ppr is None else child_value(ppr, "pStyle")
