"""The zip around a Word document: its parts as XML trees, safely and within limits.

Word itself writes no DTD, so a part that has one is refused before it is parsed; nothing is ever fetched.
"""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
import zlib
from dataclasses import dataclass

from lxml import etree
from lxml.etree import _Element

from vanban.errors import Damaged, Encrypted, NotADocument, TooLarge

from .docx_names import MATH, R, W
from .limits import Limits

RELATIONSHIP = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
# ISO strict documents use namespaces of their own for the same elements.
STRICT = b"http://purl.oclc.org/ooxml/"
STRICT_NAMES = (
    (STRICT + b"wordprocessingml/main", W[1:-1].encode()),
    (STRICT + b"officeDocument/relationships", R[1:-1].encode()),
    (STRICT + b"officeDocument/math", MATH[1:-1].encode()),
)
UTF_16 = (b"\xff\xfe", b"\xfe\xff")
DECLARATION = re.compile(r"\A\s*<\?xml[^>]*\?>")
# An element costs about 150 bytes once parsed; Word writes 10 to 30 of them for a paragraph.
ELEMENTS_OF_A_BLOCK = 30
BROKEN_ZIP = (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError, KeyError)


@dataclass(frozen=True, slots=True)
class Relation:
    """A line of a .rels file: ``kind`` is the last word of its type, such as "styles" or "header"."""

    id: str
    kind: str
    target: str


class Package:
    """The parts of a DOCX, DOCM, DOTX or DOTM by name."""

    def __init__(self, data: bytes, limits: Limits) -> None:
        self.limits = limits
        self.unpacked = 0
        try:
            self.archive = zipfile.ZipFile(io.BytesIO(data))
        except BROKEN_ZIP as error:
            raise Damaged from error
        self.names = {name.replace("\\", "/").lower(): name for name in self.archive.namelist()}
        self.main = self._main_part()

    def _main_part(self) -> str:
        targets = [relation.target for relation in self.relations("") if relation.kind == "officeDocument"]
        for name in (*targets, "word/document.xml"):
            if name.lower() in self.names:
                return name
        raise Damaged if any(name.startswith("word/") for name in self.names) else NotADocument

    def relations(self, part: str) -> list[Relation]:
        """What a part refers to, inside the package only; "" is the package itself."""
        folder, name = posixpath.split(part)
        root = self.tree(posixpath.join(folder, "_rels", f"{name}.rels"))
        return [
            Relation(
                line.get("Id", ""),
                posixpath.basename(line.get("Type", "")),
                posixpath.normpath(posixpath.join("/", folder, line.get("Target", ""))).lstrip("/"),
            )
            for line in ([] if root is None else root.iter(RELATIONSHIP))
            if line.get("TargetMode") != "External"
        ]

    def xml(self, part: str) -> bytes | None:
        """The clean XML of a part, None when there is no such part."""
        name = self.names.get(part.lower())
        return None if name is None else cleaned(self._bytes(name), self.limits)

    def tree(self, part: str) -> _Element | None:
        """The root element of a part, None when there is no such part."""
        data = self.xml(part)
        return None if data is None else parsed(data, self.limits)

    def _bytes(self, name: str) -> bytes:
        size = self.archive.getinfo(name).file_size
        self.unpacked += size
        self.limits.within("part_bytes", size)
        self.limits.within("unpacked_bytes", self.unpacked)
        try:
            return self.archive.read(name)  # never more than file_size, else BadZipFile
        except RuntimeError as error:  # this is how zipfile says that it wants a password
            raise Encrypted from error
        except BROKEN_ZIP as error:
            raise Damaged from error


def cleaned(data: bytes, limits: Limits) -> bytes:
    """An XML part fit to be parsed: in UTF-8, without a DTD, not too large, its namespaces those of the usual form."""
    data = _utf_8(data)
    if b"<!DOCTYPE" in data:
        raise Damaged
    if data.count(b"<") - data.count(b"</") > limits.blocks * ELEMENTS_OF_A_BLOCK:
        raise TooLarge(what="blocks", limit=limits.blocks)
    if STRICT in data:
        for strict, transitional in STRICT_NAMES:
            data = data.replace(strict, transitional)
    return data


def parsed(data: bytes, limits: Limits) -> _Element:
    """The root element of a clean XML part.

    >>> parsed("<p><t>Kế hoạch</t></p>".encode(), Limits()).findtext("t")
    'Kế hoạch'
    """
    parser = etree.XMLParser(resolve_entities=False, no_network=True, remove_comments=True, remove_pis=True)
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        if "Excessive depth" in str(error):
            raise TooLarge(what="depth", limit=limits.depth) from error
        raise Damaged from error
    if root.getroottree().docinfo.internalDTD is not None:  # written in an encoding that hid it
        raise Damaged
    return root


def _utf_8(data: bytes) -> bytes:
    if not data.startswith(UTF_16):
        return data
    try:
        return DECLARATION.sub("", data.decode("utf-16")).encode()
    except UnicodeError as error:
        raise Damaged from error
