"""The document as a page: what was understood is marked, nothing in it is markup."""

from __future__ import annotations

from nhipcau.plans.reading.paper import Marks, page, words_at
from vanban.document import Cell, Document, Paragraph, Table
from vanban.schema import document_to_json


def shown(document: Document, marks: Marks | None = None, add_url: str = "") -> str:
    return page(dict(document_to_json(document)), marks or Marks(), add_url)


def marked(*spans: tuple[str, int, int, int], spot: tuple[int, int | None, int | None] = (0, None, None)) -> Marks:
    marks = Marks()
    for name, start, end, pk in spans:
        marks.add_item(pk, {name: [[*spot, start, end]]}, is_task=True)
    return marks


def test_letters_of_the_document_are_never_markup():
    document = Document((Paragraph('<script>alert("x")</script> & "A"'),))
    html = shown(document, marked(("title", 0, 12, 7)))
    assert "<script>" not in html and "&lt;script&gt;" in html


def test_a_mark_leads_to_its_row():
    html = shown(Document((Paragraph("Sở Ngoại vụ chủ trì"),)), marked(("lead", 0, 11, 7)))
    assert '<a class="u" href="#muc-7" data-item="7" tabindex="-1">Sở Ngoại vụ</a> chủ trì' in html


def test_where_marks_overlap_the_closest_one_wins():
    html = shown(Document((Paragraph("abcdef"),)), marked(("title", 0, 6, 1), ("lead", 2, 4, 2)))
    assert [part.split('"')[0] for part in html.split('data-item="')[1:]] == ["1", "1", "2", "1"]


def test_a_whole_row_is_tied_to_its_task_but_not_underlined():
    table = Table(((Cell(0, 0, (Paragraph("1"),)), Cell(0, 1, (Paragraph("Họp báo"),))),))
    html = shown(Document((table,)), marked(("", 0, 1, 7), spot=(0, 0, 0)))
    assert '<tr data-item="7">' in html and 'class="u"' not in html


def test_tables_keep_their_merges_and_their_header():
    rows = ((Cell(0, 0, (Paragraph("Tên"),), colspan=2),), (Cell(1, 0, (Paragraph("a"),), rowspan=2),))
    html = shown(Document((Table(rows, header_rows=1),)))
    assert '<th id="b0-0-0" colspan="2">' in html and '<td id="b0-1-0" rowspan="2">' in html


def test_places_outside_the_text_do_no_harm():
    html = shown(Document((Paragraph("abc"),)), marked(("title", 2, 99, 1), ("lead", 50, 60, 2)))
    assert 'data-item="1" tabindex="-1">c</a>' in html


def test_only_what_is_no_task_yet_can_be_made_one():
    document = Document((Paragraph("Một đoạn đủ dài để là nhiệm vụ"), Paragraph("Đoạn đã thuộc về một nhiệm vụ")))
    html = shown(document, marked(("title", 0, 5, 7), spot=(1, None, None)), add_url="/them/")
    assert html.count('class="add"') == 1 and "/them/?khoi=0" in html
    assert 'class="add"' not in shown(document)


def test_what_nobody_understood_is_marked_in_words_too():
    marks = Marks(unread={(0, None, None)})
    html = shown(Document((Paragraph("Câu lạ"),)), marks)
    assert 'class="unread"' in html and "(chưa hiểu)" in html


def test_words_at_a_place_that_is_not_there_are_none():
    data = dict(document_to_json(Document((Paragraph("1. Họp báo", generated=3),))))
    assert words_at(data, 0, None) == {0: "Họp báo"}
    assert words_at(data, 9, None) == {} and words_at(data, 0, 4) == {0: "Họp báo"}
