"""The bytes say what a file is; what is none of our kinds is refused by name."""

from __future__ import annotations

import io
import pickle
import unicodedata
import zipfile
from pathlib import Path

import pytest

from vanban.document import Table
from vanban.errors import Damaged, Empty, Encrypted, NotADocument, TooLarge, VanbanError
from vanban.messages import sentences
from vanban.opening import Limits, open_document
from vanban.opening.kind import kind_of
from vanban.opening.legacy_letters import decode_legacy

from .docx_files import make_docx, paragraph
from .pdf_files import Sheet, make_pdf

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)
PHRASE = "Kế hoạch thông tin đối ngoại của Ủy ban nhân dân tỉnh năm 2026"


def zipped(**parts: bytes) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name, data in parts.items():
            archive.writestr(name.replace("__", "/"), data)
    return file.getvalue()


def utf16(*names: str) -> bytes:
    return b"".join(name.encode("utf-16-le") + b"\0\0" for name in names)


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (make_docx(paragraph("một")), "docx"),
        (zipped(mimetype=b"application/vnd.oasis.opendocument.text"), "odt"),
        (b"\n\n%PDF-1.4\n", "pdf"),
        (OLE + utf16("Root Entry", "WordDocument"), "doc"),
        (b"{\\rtf1\\ansi x}", "rtf"),
        (b"<!DOCTYPE html><html><p>x</p></html>", "html"),
        (b"\xef\xbb\xbf <!-- x --><table><tr><td>x</table>", "html"),
        (b"From: x\nMIME-Version: 1.0\nContent-Type: multipart/related; boundary=x\n\n", "mhtml"),
        (PHRASE.encode(), "text"),
        (PHRASE.encode("utf-16"), "text"),
        ("x y\n".encode("utf-16-le") * 20, "text"),
        ("<5 triệu đồng thì thôi".encode(), "text"),
    ],
)
def test_a_kind_is_known_by_its_bytes(data: bytes, kind: str) -> None:
    assert kind_of(data) == kind


@pytest.mark.parametrize(
    ("data", "error"),
    [
        (b"", Empty),
        (b" \r\n\t\n", Empty),
        (b"\xef\xbb\xbf", Empty),
        (bytes(100_000), NotADocument),
        (bytes(range(256)) * 40, NotADocument),
        (pickle.dumps({"a": list(range(50))}), NotADocument),
        (b"\x89PNG\r\n\x1a\n" + bytes(50), NotADocument),
        (b"GIF89a" + bytes(50), NotADocument),
        (b"\xff\xd8\xff\xe0" + bytes(50), NotADocument),
        (OLE + utf16("Workbook"), NotADocument),
        (OLE + utf16("EncryptedPackage", "EncryptionInfo"), Encrypted),
        (OLE + b"\xec\xa5\xc1\x00" + bytes(7) + b"\x01" + bytes(500) + utf16("WordDocument"), Encrypted),
        (zipped(xl__workbook=b"<workbook/>"), NotADocument),
        (zipped(vbaProject=b"macro"), NotADocument),
        (zipped(mimetype=b"application/vnd.oasis.opendocument.spreadsheet"), NotADocument),
        (make_docx(paragraph("một"))[:-60], Damaged),
        (b"%PDF-1.7", Damaged),
        (make_pdf(Sheet().text(60, 60, "x"))[:300], Damaged),
        (make_pdf(Sheet()), Empty),
        (b"<html><script>1</script></html>", Empty),
    ],
)
def test_what_cannot_be_opened_says_why(data: bytes, error: type[VanbanError]) -> None:
    with pytest.raises(error):
        open_document(data)


def test_a_large_file_is_refused_before_it_is_read(tmp_path: Path) -> None:
    path = tmp_path / "zeros.docx"
    with path.open("wb") as file:
        file.truncate(200_000_000)
    with pytest.raises(TooLarge):
        open_document(path)


def test_every_bound_has_its_sentence() -> None:
    assert {f"too_large_{name}" for name in Limits.__slots__} <= set(sentences())


def test_the_hash_is_of_the_bytes_and_the_name_may_lie() -> None:
    document = open_document(PHRASE.encode(), name="plan.docx")
    assert document.format == "txt"
    assert document.sha256.startswith("6") == open_document(PHRASE.encode()).sha256.startswith("6")
    assert len(document.sha256) == 64


def cp1258(text: str) -> bytes:
    """This encoding has letters with their hats, and tones apart."""
    out = b""
    for letter in text:
        try:
            out += letter.encode("cp1258")
        except UnicodeEncodeError:
            base, *tones = unicodedata.normalize("NFD", letter)
            hats = [t for t in tones if t in "\u0302\u0306\u031b"]
            out += (
                unicodedata.normalize("NFC", base + "".join(hats)) + "".join(t for t in tones if t not in hats)
            ).encode("cp1258")
    return out


def old(text: str, encoding: str) -> bytes:
    """Text as typed for a TCVN3 or VNI font; capitals with marks are typed small, as there."""
    letters = {decode_legacy(chr(code), encoding): code for code in range(0x80, 0x100)}  # type: ignore[arg-type]
    if encoding == "tcvn3":
        return bytes(letters.get(c, letters.get(c.lower(), ord(c) if ord(c) < 128 else 63)) for c in text)
    marks = {unicodedata.normalize("NFD", mark): code for mark, code in letters.items()}
    out = bytearray()
    for letter in unicodedata.normalize("NFC", text):
        base, rest = unicodedata.normalize("NFD", letter)[0], unicodedata.normalize("NFD", letter)[1:]
        if letter in letters:
            out.append(letters[letter])
        elif rest[:1] == "\u031b" or (rest and rest[-1] == "\u031b"):
            out.append(letters[unicodedata.normalize("NFC", base + "\u031b")])
            out += bytes(marks[m] for m in rest if m != "\u031b")
        else:
            out.append(ord(base))
            if rest:
                out.append(marks[next(mark for mark in marks if sorted(mark) == sorted(rest))])
    return bytes(out)


@pytest.mark.parametrize(
    "data",
    [
        PHRASE.encode(),
        PHRASE.encode("utf-8-sig"),
        PHRASE.encode("utf-16"),
        PHRASE.encode("utf-16-be"),
        b"\xfe\xff" + PHRASE.encode("utf-16-be"),
        unicodedata.normalize("NFD", PHRASE).encode(),
        cp1258(PHRASE),
        old(PHRASE, "vni"),
        old(PHRASE, "vni").decode("latin-1").encode(),
    ],
    ids=["utf-8", "utf-8 mark", "utf-16 mark", "utf-16", "big end", "apart", "windows-1258", "vni", "vni as unicode"],
)
def test_one_text_in_every_encoding_of_the_country(data: bytes) -> None:
    (block,) = open_document(data).blocks
    assert not isinstance(block, Table)
    assert block.text == PHRASE


def test_tcvn3_text_is_read() -> None:
    (block,) = open_document(old(PHRASE, "tcvn3")).blocks
    assert not isinstance(block, Table)
    assert block.text == PHRASE.replace("Ủ", "ủ")
