"""Tổ chức thực hiện: what each agency is to do, by numbered headings, bullets or a table."""

from __future__ import annotations

import re
from collections.abc import Iterator

from vanban.document import Table
from vanban.plan import Responsibility

from .cells import is_empty, items_of
from .columns import Header
from .flow import Line, cell_lines, whole_cell
from .joins import ENDS_A_SENTENCE
from .outline import Node
from .phrases import agencies_in, spans_of, starts_with_agency
from .rows import read_rows
from .words import normal, pattern

# What follows an agency's name when the duty stands on the same line: "Sở Y tế: ...", "Sở Y tế chủ trì ...".
# The second row of verbs occurs within names as well ("các tổ chức"), so they count only in a sentence.
DUTY = re.compile(
    r"\s*(?P<colon>:)|\s*(?P<dash>[-–])\s|"
    r",?\s+(?P<verb>chu tri|phoi hop|co trach nhiem|chiu trach nhiem|tham muu|can cu|"
    r"chu dong|tang cuong|theo doi|chi dao|tiep tuc|bo tri|la co quan|la don vi|lam dau moi|dam bao|bao dam|nghiem tuc|"
    r"kip thoi|don doc|ra soat|huong dan|nghien cuu|ban hanh|phat huy|khan truong|thuong xuyen|dinh ky|huy dong|"
    r"phat dong|van dong|long ghep|gan voi)\b|,?(?<!cac)(?<!va)\s+(?P<weak>to chuc|xay dung|thuc hien|trien khai|"
    r"quan ly|tuyen truyen|cung cap|tong hop|phan cong|lap)\b"
)
CLAUSE = re.compile(
    r"(?:(?:can cu|tren co so|theo)\b[^,;.:]{5,150}|(?:dinh ky|hang (?:nam|quy|thang))[^,;.:]{0,40}),\s+"
)
SENTENCE = 100  # characters from which on a numbered item is a sentence and not a heading
NOT_AN_AGENCY = re.compile(
    r"\b(che do|kinh phi|bao cao|kiem tra|thoi gian|lo trinh|giai phap|khen thuong|so ket|muc dich)\b"
)


def organising_nodes(root: Node) -> list[Node]:
    """The sections in which agencies are told what to do."""
    found = [n for n in root.children if n.line and pattern("words_layout", "organising").search(n.line.body.plain)]
    if found:
        return found
    deeper = [n for n in root.walk() if n.line and pattern("words_layout", "organising").search(n.line.body.plain[:60])]
    return [node for node in deeper if _mostly_agencies(node.children)][:1] or deeper[:1]


def read_responsibilities(nodes: list[Node]) -> list[Responsibility]:
    """One entry for each heading that names an agency; unnumbered bullets where a section has no headings."""
    return [entry for node in nodes for entry in _entries(node)]


def _entries(node: Node) -> Iterator[Responsibility]:
    children = node.children
    whole_list = _mostly_agencies(children)
    for child in children:
        if _heads_agencies(child):
            yield from _entries(child)
        elif child.line and (
            _names_agency(child) or (whole_list and not NOT_AN_AGENCY.search(split_duty(child.line)[0].plain))
        ):
            yield _entry(child, child.line)
        elif not whole_list:
            yield from _bullets(child)
    if not children or not whole_list:
        yield from _bullets(node)


def _mostly_agencies(nodes: list[Node]) -> bool:
    return sum(map(_names_agency, nodes)) * 2 >= len(nodes) > 0


def _names_agency(node: Node) -> bool:
    return node.line is not None and starts_with_agency(_asked(node.line.body).text)


def _heads_agencies(node: Node) -> bool:
    """ "1. Các sở, ban, ngành" with "1.1. Sở Y tế", "1.2. ..." below: the lower headings are the entries."""
    below = [child for child in node.children if child.line and child.line.marker and not child.listed]
    return len(below) > 1 and _mostly_agencies(below)


def _asked(line: Line) -> Line:
    """Without "Đề nghị", "Giao" in front, and without a clause that leads to it ("Căn cứ Kế hoạch này, ...")."""
    match = pattern("words_layout", "asked").match(line.plain)
    teacher = line.plain.startswith("giao") and not line.text.lower().startswith("giao")  # "Giáo viên" is not "Giao"
    if match and not teacher:
        return line.part(match.end())
    clause = CLAUSE.match(line.plain)
    rest = line.part(clause.end()) if clause else line
    return rest if clause and starts_with_agency(rest.text) else line


def _entry(node: Node, line: Line) -> Responsibility:
    name, duty = split_duty(line.body)
    items = _items(node)
    if duty and items and _leads_in(line.body, duty):
        return _responsibility(node.label, name, items, line.body)
    return _responsibility(node.label, name, [*([duty] if duty else []), *items])


def _leads_in(line: Line, duty: Line) -> bool:
    """ "Sở Tài chính chủ trì, phối hợp với các sở:" above its bullets is a heading and no duty of its own."""
    return line.text.rstrip().endswith(":") or (len(duty.text) < SENTENCE and not ENDS_A_SENTENCE.search(line.text))


def _responsibility(number: str, name: Line, items: list[Line], whole: Line | None = None) -> Responsibility:
    """``whole`` is the heading when more than the agency's name stands in it."""
    printed = whole or name
    heading = printed.found(0, len(printed.text.rstrip(" :;.,")))
    agency = _asked(name)
    bare = normal(agency.text).rstrip(" :;.,")
    found = [line.found() for line in items if not is_empty(line.text)]
    return Responsibility(number, heading, bare, agencies_in([agency]), tuple(found))


def split_duty(line: Line) -> tuple[Line, Line | None]:
    """(the agency, its duty) of a line that has both; a line with the name alone has no duty."""
    asked = _asked(line)
    skipped = len(line.text) - len(asked.text)
    ends = {span.end for span in spans_of(asked.text[:300])}
    for match in DUTY.finditer(asked.plain):
        begin = match.end() if match["colon"] or match["dash"] else match.start("verb" if match["verb"] else "weak")
        # "Đề nghị X tuyên truyền ... hội viên." asks X to do something; "Sở X tổ chức" may be a name.
        weak = match["weak"] and len(asked.text) < SENTENCE and not (skipped and ENDS_A_SENTENCE.search(asked.text))
        if (
            match.start() == 0
            or not asked.text[begin:].strip()
            or weak
            or (match["dash"] and match.start() not in ends)
        ):
            continue
        if asked.text[begin].isupper() and not (match["colon"] or match["dash"]):
            continue  # "Sở Xây dựng", "Ban Tổ chức"
        return line.part(0, skipped + match.start()), line.part(skipped + begin)
    return line, None


def _items(node: Node) -> list[Line]:
    """The bullets under an entry, or its paragraphs where it has none; numbered items below count as they stand."""
    lines: list[Line] = []
    for item in node.content:
        if isinstance(item, Line):
            lines.append(item)
        elif isinstance(item, Node) and item.line is not None:
            lines += [item.line.body, *item.lines]
            lines += [line for child in item.children for line in [child.line, *child.lines] if line]
    return [line.body for line in lines]


def _bullets(node: Node) -> Iterator[Responsibility]:
    """ "- Sở Y tế: ..." as entries, when most of a section's bullets begin so."""
    lines = [line for line in node.lines if len(line.text) > 8]
    named = [line for line in lines if starts_with_agency(_asked(line.body).text) and split_duty(line.body)[1]]
    outer = [line for line in lines if not (line.marker and line.marker.kind == "plus")]
    if len(named) < 2 or len(named) * 2 < len(outer):
        return
    at = -1
    gathered: list[tuple[Line, list[Line]]] = []
    for line in lines:
        if line in named:
            name, duty = split_duty(line.body)
            gathered.append((name, [duty] if duty else []))
            at += 1
        elif at >= 0 and line.marker and line.marker.is_bullet:
            gathered[at][1].append(line.body)
    for name, items in gathered:
        yield _responsibility("", name, items)


def responsibilities_of_table(block: int, table: Table, header: Header) -> Iterator[Responsibility]:
    """A table "Cơ quan | Nhiệm vụ" as entries."""
    who = header.first("agencies") or header.first("lead")
    work = header.first("title")
    if who is None or work is None:
        return
    for row in read_rows(table, header):
        agency, duties = row.cells.get(who.index), row.cells.get(work.index)
        if not agency or not duties or agency is duties or is_empty(agency.text) or duties.row != row.number:
            continue
        yield _responsibility(row.label, whole_cell(block, agency), items_of(list(cell_lines(block, duties))))
