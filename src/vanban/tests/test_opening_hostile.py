"""Hostile PDF, HTML and text files end in one of the library's errors, soon and without eating the machine."""

from __future__ import annotations

import random
import resource
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vanban.errors import Damaged, Empty, Encrypted, ScanWithoutText, TooLarge, VanbanError
from vanban.opening import Limits, open_document

from .pdf_files import Sheet, assembled, make_pdf, stream

SECONDS = 20  # on a slow machine that does other things too
MEGABYTES = 900
EMPTY_PAGE = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] >>"
PAGE = EMPTY_PAGE[:-2] + b"/Contents 4 0 R /Resources << /XObject << /F 5 0 R >> >> >>"
FORM = b"/Type /XObject /Subtype /Form /BBox [0 0 9 9]"
COLUMNS = (60, 90, 290, 400)
SAMPLE = make_pdf(
    Sheet().grid(COLUMNS, (100, 130, 160)).row(COLUMNS, 112, "TT", "Nội dung", "Chủ trì").text(60, 300, "Hết."),
    Sheet(842, 595).text(60, 60, "PHỤ LỤC").picture(60, 100, 200, 200),
)


def document(*objects: bytes, kids: bytes = b"[3 0 R]", count: int = 1) -> bytes:
    tree = b"<< /Type /Pages /Kids %s /Count %d >>" % (kids, count)
    return assembled([b"<< /Type /Catalog /Pages 2 0 R >>", tree, *objects])


def drawing(operators: bytes) -> bytes:
    return document(PAGE, stream(operators, packed=True))


def forms(depth: int, width: int) -> bytes:
    """A form that draws the next one ``width`` times, ``depth`` deep."""
    entries = FORM + b" /Resources << /XObject << /F %d 0 R >> >>"
    chain = [stream(b"/F Do " * width, entries % (6 + n)) for n in range(depth)]
    return document(PAGE, stream(b"/F Do"), *chain, stream(b"0 0 m 9 9 l S", FORM))


def many_pages(count: int) -> bytes:
    kids = b" ".join(b"%d 0 R" % (3 + n) for n in range(count))
    return document(*[EMPTY_PAGE] * count, kids=b"[%s]" % kids, count=count)


def locked() -> bytes:
    """The head of a file with a password; whoever opens it is asked for one."""
    handler = b"<< /Filter /Standard /V 1 /R 2 /O (%s) /U (%s) /P -4 >>" % (b"o" * 32, b"u" * 32)
    data = document(PAGE, stream(b""), handler)
    return data.replace(b"/Root 1 0 R", b"/Root 1 0 R /Encrypt 5 0 R /ID [(a) (a)]")


HOSTILE = {
    "ten thousand pages": (many_pages(10_000), TooLarge),
    "a page count that lies": (document(PAGE, stream(b""), count=100_000_000), (TooLarge, Damaged, Empty)),
    "a page tree that holds itself": (document(kids=b"[2 0 R]", count=3), (Empty, Damaged)),
    "a form that draws itself": (
        document(PAGE, stream(b"/F Do"), stream(b"/F Do", b"/Subtype /Form /BBox [0 0 9 9]")),
        Empty,
    ),
    "forms that draw forms": (forms(9, 10), TooLarge),
    "a drawing that unpacks to 90 MB": (drawing(b"0 0 m 9 9 l S\n" * 6_000_000), TooLarge),
    "a hundred thousand lines": (
        drawing(b"".join(b"%d 0 m %d 99 l S " % (n % 590, n % 590) for n in range(100_000))),
        Empty,
    ),
    "a picture of a million million pixels": (
        document(PAGE, stream(b"/F Do"), stream(b"", b"/Subtype /Image /Width 1000000 /Height 1000000")),
        TooLarge,
    ),
    "a password": (locked(), Encrypted),
    "a scan": (make_pdf(Sheet().picture(0, 0, 595, 842)), ScanWithoutText),
    "a cut file": (SAMPLE[: len(SAMPLE) // 2], (Damaged, Empty, ScanWithoutText)),
    "deep HTML": (b"<html>" + b"<div>" * 100_000 + b"x", (TooLarge, Empty)),
    "HTML tables in tables": (b"<html>" + b"<table><tr><td>" * 3000 + b"x", (TooLarge, Empty)),
    "an HTML table of a million cells": (b"<html><table>" + b"<tr><td colspan=99 rowspan=99>x" * 10_000, TooLarge),
    "entities in entities": (b'<!DOCTYPE html [<!ENTITY a "x"><!ENTITY b "&a;&a;">]><html><p>&b;', ()),
    "a million lines": (b"x\n" * 1_000_000, TooLarge),
    "a million cells": (b"a\tb\tc\td\n" * 250_000, TooLarge),
    "lines that all look like headers": (b"STT\nx\ny\n" * 30_000, ()),
    "bars without end": (b"|" * 500_000, ()),
    "borders without rows": (b"+---+\n|a|\n" * 50_000, ()),
    "tables that never end": (b"<table>" * 100_000, TooLarge),
    "a megabyte of tabs in a cell": ("STT\nNội dung\nChủ trì\n1\na".encode() + b"\t" * 1_000_000 + b"b\n", ()),
    "marks without end": (("Kế hoạch a" + "\u0316\u0301" * 250_000).encode(), ()),
    "comments before no HTML": (b"<!-- -->" * 5000 + "Kế hoạch".encode(), ()),
    "stars without end": (b"**a _b " * 200_000, ()),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_files_end_soon(name: str) -> None:
    data, expected = HOSTILE[name]
    start = time.monotonic()
    if expected == ():
        open_document(data)
    else:
        with pytest.raises(expected):
            open_document(data)
    assert time.monotonic() - start < SECONDS
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024 < MEGABYTES


def test_a_file_may_not_take_more_than_its_seconds() -> None:
    with pytest.raises(TooLarge):
        open_document(SAMPLE, limits=Limits(seconds=-1))


def test_progress_is_told_page_by_page() -> None:
    told: list[tuple[str, int, int]] = []
    open_document(SAMPLE, progress=lambda *step: told.append(step))
    assert told == [("pages", 1, 2), ("pages", 2, 2)]


TOKENS = (
    b"<<",
    b">>",
    b"endobj",
    b"0 R",
    b"/Kids",
    b"[",
    b"999999999",
    b"-1",
    b"1e38 ",
    b"stream",
    b"\0",
    b"/Rotate 90",
    b"Do ",
)


@given(st.randoms(use_true_random=False))
@settings(max_examples=150, deadline=None)
def test_a_spoiled_pdf_ends_in_an_error_of_ours(luck: random.Random) -> None:
    data = bytearray(SAMPLE)
    for _ in range(luck.choice((1, 3, 12))):
        place = luck.randrange(len(data))
        match luck.randrange(3):
            case 0:
                data[place] = luck.randrange(256)
            case 1:
                data[place:place] = luck.choice(TOKENS)
            case _:
                del data[place : place + luck.randrange(1, 60)]
    opened_or_refused(bytes(data))


@given(st.text(alphabet="aAđ1.-+*_|\t\n <>/&;()[]#\\STI", max_size=300))
@settings(max_examples=150, deadline=None)
def test_odd_text_and_html_end_in_an_error_of_ours(text: str) -> None:
    opened_or_refused(text.encode())
    opened_or_refused(f"<html><table>{text}".encode())


def opened_or_refused(data: bytes) -> None:
    try:
        open_document(data)
    except VanbanError as error:
        assert error.message.text("vi")
