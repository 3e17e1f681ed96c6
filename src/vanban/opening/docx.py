"""A Word document (.docx, .docm, .dotx, .dotm; ISO transitional or strict) becomes a Document.

The text is what the page shows with all tracked changes accepted: numbers that Word generates, results of fields, text
boxes after the paragraph that holds them. Macros, comments and pictures are not read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml.etree import _Element

from vanban.document import Block, Document, Paragraph, Table
from vanban.errors import Damaged, Empty, NotADocument, ScanWithoutText

from .docx_columns import side_by_side
from .docx_fonts import Letters
from .docx_names import REVISIONS, R, W
from .docx_numbering import read_lists
from .docx_package import Package
from .docx_runs import ENDNOTE, FOOTNOTE, Runs
from .docx_story import Purse, Story
from .docx_styles import Styles
from .docx_stylesheet import Stylesheet
from .limits import Clock, Limits

# What is left of "Trang 2/10" or "- 2 -" once the page number itself is gone.
PAGE_NUMBER = re.compile(r"[\W\d_]*(?:(?:trang|page|tr)\b[\W\d_]*)?(?:(?:of|trên)[\W\d_]*)?", re.IGNORECASE)
PICTURES = (W + "drawing", W + "pict", W + "object")


def open_docx(data: bytes, limits: Limits) -> Document:
    """Open the bytes of a Word file; raise one of ``vanban.errors`` when that cannot be done within the limits."""
    return Reader(Package(data, limits), limits).document()


class Reader:
    """Reads the stories of one package: body, footnotes, headers."""

    def __init__(self, package: Package, limits: Limits) -> None:
        self.package = package
        self.relations = package.relations(package.main)
        root = package.tree(package.main)
        body = None if root is None else root.find(W + "body")
        if root is None or root.tag != W + "document":
            raise NotADocument
        if body is None:
            raise Damaged
        self.body = body
        self.lists = read_lists(self._part("numbering"))
        sheet = self._target("styles")
        self.styles = Styles(Stylesheet(package.xml(sheet) if sheet else None, limits), self.lists)
        self.purse = Purse(limits, Clock(limits))
        self.letters = Letters(body)

    def document(self) -> Document:
        story = self._story()
        blocks = []
        for block in story.blocks(self.body):
            blocks.append(block)
            self.purse.limits.within("blocks", len(blocks))
        footnotes = tuple(self._notes(story.runs.notes))
        if not footnotes and not any(_has_text(block) for block in blocks):
            raise ScanWithoutText if next(self.body.iter(*PICTURES), None) is not None else Empty
        if next(self.body.iter(*REVISIONS), None) is not None:
            self.purse.notices.add("tracked_changes")
        headers = tuple(self._headers())
        return Document(tuple(side_by_side(blocks)), "docx", 0, headers, footnotes, tuple(sorted(self.purse.notices)))

    def _story(self) -> Story:
        return Story(self.styles, self.lists, self.purse, Runs(self.styles, self.letters))

    def _target(self, kind: str) -> str | None:
        return next((relation.target for relation in self.relations if relation.kind == kind), None)

    def _part(self, kind: str) -> _Element | None:
        target = self._target(kind)
        return None if target is None else self.package.tree(target)

    def _notes(self, used: list[tuple[str, str]]) -> Iterator[Paragraph]:
        """Footnotes in the order of their marks, then endnotes."""
        for mark, kind, tag in ((FOOTNOTE, "footnotes", "footnote"), (ENDNOTE, "endnotes", "endnote")):
            wanted = [key for of, key in used if of == mark]
            root = self._part(kind) if wanted else None
            if root is not None:
                notes = {note.get(W + "id", ""): note for note in root.iterchildren(W + tag)}
                story = self._story()
                for key in dict.fromkeys(wanted):
                    if key in notes:
                        yield from story.paragraphs(notes[key])

    def _headers(self) -> Iterator[Paragraph]:
        """Each running header and footer once, those that only count pages left out."""
        targets = {relation.id: relation.target for relation in self.relations}
        used = self.body.iter(W + "headerReference", W + "footerReference")
        seen: set[str] = set()
        for target in dict.fromkeys(targets.get(mark.get(R + "id", ""), "") for mark in used):
            root = self.package.tree(target) if target else None
            for paragraph in [] if root is None else self._story().paragraphs(root):
                if paragraph.text not in seen and not PAGE_NUMBER.fullmatch(paragraph.text):
                    seen.add(paragraph.text)
                    yield paragraph


def _has_text(block: Block) -> bool:
    return any(cell.paragraphs for row in block.rows for cell in row) if isinstance(block, Table) else bool(block)
