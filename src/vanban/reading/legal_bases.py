"""What a plan stands on, and every document that it names."""

from __future__ import annotations

import re
from collections.abc import Iterable

from vanban.plan import Citation
from vanban.text import flat

from .citations import CitationMatch, find_citations
from .flow import Item, Line, TableItem, whole_cell
from .outline import Node
from .parts import is_title
from .words import pattern

ISSUES = re.compile(r"\b(?:ban hanh|xay dung)\s+ke hoach\b")
# In the subject of a basis: "về việc ban hành Kế hoạch", "Quyết định số 12/QĐ-UBND của UBND tỉnh ban hành Kế hoạch".
GUIDES = re.compile(
    r"\b(?:huong dan|ve viec|viec|de)\s+(?=(?:ban hanh|xay dung)\s+ke hoach\b)|"
    r"[/-][a-zđ][^,;]{2,200}?\s(?=(?:ban hanh|xay dung)\s+ke hoach\b)"
)
SECTION = re.compile(r"(?:cac )?(?:can cu|co so)(?: (?:phap ly|phap luat|(?:de )?(?:xay dung|ban hanh)\b.*))?\s*:?$")
DIGIT = re.compile(r"\d")
SEPARATED = re.compile(r"(?:^|[;,]|\bva|[;,.]\s*can cu|\bcung)\s*(?:cac\s+|theo\s+)?$")


def read_legal_bases(head: list[Line]) -> tuple[Citation, ...]:
    """The documents of the preamble ("Căn cứ ...", "Thực hiện ..."), not those that their subjects name in turn."""
    lines = preamble_of(head)
    return tuple(c for line in lines for c in _bases(line))


def bases_in_section(root: Node) -> tuple[Citation, ...]:
    """The documents of a section of its own: "I. CĂN CỨ PHÁP LÝ"."""
    sections = (node for node in root.walk() if node.line and SECTION.match(node.line.body.plain))
    section = next(sections, None)
    return tuple(c for line in section.all_lines() for c in _bases(line.body)) if section else ()


def preamble_of(head: list[Line]) -> list[Line]:
    """The lines of the head behind type and subject: from the first basis on."""
    at = next((n for n, line in enumerate(head) if is_title(line)), -1)
    for number in range(at + 2, len(head)):
        line = head[number]
        opens = pattern("words_layout", "basis").match(line.plain) or pattern("words_layout", "as_follows").search(
            line.plain
        )
        if opens or len(line.text) > 200:
            return [other for other in head[number:] if not pattern("words_layout", "caption").match(other.plain)]
    return []


def _bases(line: Line) -> Iterable[Citation]:
    stop = _end_of_bases(line)
    before: CitationMatch | None = None
    for match in find_citations(line.text):
        if match.start >= stop:
            break
        gap = flat(line.text[before.end : match.start]) if before else ""
        nested = before is not None and not SEPARATED.search(gap)
        before = match if not nested else before
        if not nested:
            yield citation(line, match)


def _end_of_bases(line: Line) -> int:
    """In one paragraph with its bases the clause that issues the plan names the plan itself, not a basis."""
    guided = {match.end() for match in GUIDES.finditer(line.plain)}
    issuing = [match.start() for match in ISSUES.finditer(line.plain) if match.start() not in guided]
    return (
        max(line.text.rfind(",", 0, issuing[-1]), line.text.rfind(";", 0, issuing[-1])) if issuing else len(line.text)
    )


def citation(line: Line, match: CitationMatch) -> Citation:
    """A found citation as a value with its place."""
    return Citation(
        match.number,
        match.type,
        match.date,
        match.issuer,
        match.subject,
        " ".join(line.text[match.start : match.end].split()),
        line.span(match.start, match.end),
    )


def read_citations(items: Iterable[Item], skipped: set[int]) -> tuple[Citation, ...]:
    """Each document that the text names, once, where it is named first. ``skipped`` are blocks that do not count."""
    found: dict[str, Citation] = {}
    for item in items:
        for line in _lines(item, skipped):
            if "/" not in line.text and not re.search(r"luật|pháp lệnh|-KL|-NQ", line.text, re.IGNORECASE):
                continue
            for match in find_citations(line.text):
                found.setdefault(match.number or f"{match.type} {match.subject}", citation(line, match))
    return tuple(found.values())


def _lines(item: Item, skipped: set[int]) -> Iterable[Line]:
    if isinstance(item, Line):
        yield item
    elif isinstance(item, TableItem) and item.block not in skipped:
        for row in item.table.rows:
            for cell in row:
                if DIGIT.search(cell.text):
                    yield whole_cell(item.block, cell)
