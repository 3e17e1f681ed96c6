"""Which kind of file is it? The bytes answer; a name may lie.

>>> kind_of("Số: 41/KH-UBND".encode())
'text'
>>> kind_of(b"%PDF-1.7 ...")
'pdf'
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from typing import Literal

from vanban.errors import Damaged, Empty, Encrypted, NotADocument

Kind = Literal["docx", "odt", "pdf", "doc", "rtf", "html", "mhtml", "text"]

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
BOMS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")
# A PDF may have some bytes of rubbish before its first line (mail gateways add them).
PDF_HEAD = 1024
# HTML begins with a tag, after white space, comments, a BOM or an XML declaration.
HTML = re.compile(
    rb"(?:\s|<\?xml[^>]*>|<!--(?:(?!-->).)*+-->)*+<(?:!doctype\s+html|html|head|body|meta|title|table|div|p|h[1-6]|span|font|center)[\s>]",
    re.IGNORECASE | re.DOTALL,
)
MHTML = re.compile(
    rb"(?:[\w-]+:[^\n]*\n(?:[ \t][^\n]*\n)*)*?(?:mime-version:|content-type:\s*multipart/related)", re.IGNORECASE
)
# Kinds that begin with printable letters and would else pass for text.
OTHER = (
    b"PK",
    b"\x80",
    b"GIF8",
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"II*\x00",
    b"MM\x00*",
    b"Rar!",
    b"7z\xbc\xaf",
    b"\x1f\x8b",
    b"BM",
    b"MZ",
    b"\x7fELF",
    b"%!PS",
)

# An office file has a hundred parts; reading a list of half a million takes seconds and hundreds of megabytes.
MOST_DIRECTORY_BYTES = 2_000_000


def kind_of(data: bytes) -> Kind:
    """The kind of a file's bytes; NotADocument for what this library does not open."""
    if not data.strip(b" \t\r\n\x00\xef\xbb\xbf\xff\xfe"):
        raise Empty if len(data) < 1024 or data.strip(b"\x00") else NotADocument
    if data.startswith(b"PK\x03\x04"):
        return _kind_of_zip(data)
    if data.startswith(OLE):
        return _kind_of_ole(data)
    if b"%PDF-" in data[:PDF_HEAD]:
        return "pdf"
    if data.lstrip()[:5] == b"{\\rtf":
        return "rtf"
    return _kind_of_letters(data)


def _kind_of_letters(data: bytes) -> Kind:
    if data.startswith(BOMS[1:]):
        return "text"
    start = data[:65536].removeprefix(BOMS[0])
    if HTML.match(start):
        return "html"
    if MHTML.match(start[:2048]) and b"multipart/related" in data[:4096].lower():
        return "mhtml"
    # No Vietnamese encoding but UTF-16 uses NUL, and office text has hardly any other control characters.
    rubbish = sum(start.count(bytes([code])) for code in (*range(9), *range(14, 32), 127))
    if start.startswith(OTHER) or (rubbish > len(start) / 100 and not _is_bare_utf16(start)):
        raise NotADocument
    return "text"


def _is_bare_utf16(start: bytes) -> bool:
    """UTF-16 without a mark at its start: spaces and line ends have their NUL on one side only."""
    ends = [b" \x00", b"\n\x00"], [b"\x00 ", b"\x00\n"]
    little, big = (sum(start.count(pair) for pair in pairs) for pairs in ends)
    return start.count(b"\x00") >= 2 and max(little, big) * 30 > len(start) // 2 and b"\x00\x00" not in start


def _kind_of_zip(data: bytes) -> Kind:
    if _directory_bytes(data) > MOST_DIRECTORY_BYTES:
        raise NotADocument
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            if "word/document.xml" in archive.namelist() or _names_a_word_part(archive):
                return "docx"
            if _beginning(archive, "mimetype").startswith(b"application/vnd.oasis.opendocument.text"):
                return "odt"
    except (
        zipfile.BadZipFile,
        zlib.error,
        OSError,
        ValueError,
        KeyError,
        RuntimeError,
        NotImplementedError,
        EOFError,
    ) as error:
        # The directory stands at the end of a zip: a cut download has none.
        if b"word/document.xml" in data or b"[Content_Types].xml" in data[:2048]:
            raise Damaged from error
        raise NotADocument from error
    raise NotADocument


def _directory_bytes(data: bytes) -> int:
    """How long the list of parts at the end of a zip is, by its end record (APPNOTE.TXT 4.3.16)."""
    end = data.rfind(b"PK\x05\x06")
    return int.from_bytes(data[end + 12 : end + 16], "little") if end >= 0 else 0


def _names_a_word_part(archive: zipfile.ZipFile) -> bool:
    """Some programs call the main part otherwise (word/document2.xml)."""
    listed = _beginning(archive, "[Content_Types].xml")
    return b"wordprocessingml.document.main+xml" in listed or b"ms-word.document.macroEnabled.main+xml" in listed


def _beginning(archive: zipfile.ZipFile, name: str) -> bytes:
    """The first 100 kB of a part: enough to know it, too little for a bomb. Empty when it is not there."""
    if name not in archive.namelist():
        return b""
    with archive.open(name) as part:
        return part.read(100_000)


def _kind_of_ole(data: bytes) -> Kind:
    """Old Office files: names of streams are UTF-16 in the directory sectors."""

    def has(name: str) -> bool:
        return name.encode("utf-16-le") + b"\x00\x00" in data

    if has("EncryptedPackage"):
        raise Encrypted
    if not has("WordDocument"):
        raise NotADocument
    # The first stream of Word 97-2003 begins with A5EC; bit 8 of the flags at offset 10 says "encrypted".
    for start in range(512, min(len(data), 1_000_000), 512):
        if data[start : start + 2] == b"\xec\xa5" and data[start + 11 : start + 12] and data[start + 11] & 1:
            raise Encrypted
    return "doc"
