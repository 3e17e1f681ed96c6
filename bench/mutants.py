"""Spoiled files: bytes turned, ends cut off, the inside of a package or a text taken apart and put together wrongly."""

from __future__ import annotations

import re
import zipfile
import zlib
from collections.abc import Callable
from copy import deepcopy
from io import BytesIO
from random import Random

from lxml import etree

Mutation = Callable[[bytes, Random], bytes]
HUGE = ("99999999999", "-1", "0", "1e9", "٣", "x" * 70000)
LETTERS = "\0\t\n\r\f\x1b\ufeff\u0301\u200b\ud7ffẤ😀|<>&\"'/%"


def mutate(data: bytes, kind: str, random: Random) -> bytes:
    """One to three mutations fit for the kind of file."""
    for _ in range(random.choice((1, 1, 1, 2, 3))):
        data = random.choice(BY_KIND[kind])(data, random)
    return data


def flip(data: bytes, random: Random) -> bytes:
    spoiled = bytearray(data)
    for _ in range(random.choice((1, 3, 20, 200))):
        if spoiled:
            spoiled[random.randrange(len(spoiled))] = random.randrange(256)
    return bytes(spoiled)


def cut(data: bytes, random: Random) -> bytes:
    return data[: random.randrange(len(data) + 1)]


def drop(data: bytes, random: Random) -> bytes:
    start = random.randrange(len(data) + 1)
    return data[:start] + data[start + random.choice((1, 10, 1000)) :]


def repeat(data: bytes, random: Random) -> bytes:
    start = random.randrange(len(data) + 1)
    piece = data[start : start + random.choice((1, 20, 500))]
    return data[:start] + piece * random.choice((2, 50, 2000)) + data[start:]


def in_package(change: Callable[[str, Random], str]) -> Mutation:
    """A change of one XML part of a DOCX, packed again as it should be."""

    def mutation(data: bytes, random: Random) -> bytes:
        parts = _parts(data)
        names = [name for name in parts if name.endswith((".xml", ".rels"))]
        if not names:
            return flip(data, random)
        name = "word/document.xml" if "word/document.xml" in names and random.random() < 0.7 else random.choice(names)
        parts[name] = change(parts[name].decode("utf-8", "replace"), random).encode("utf-8", "replace")
        return _pack(parts)

    return mutation


def spoil_package(data: bytes, random: Random) -> bytes:
    """A part dropped, emptied, put under another's name, or said twice."""
    parts = _parts(data)
    if len(parts) < 2:
        return cut(data, random)
    one, other = random.sample(sorted(parts), 2)
    match random.randrange(4):
        case 0:
            del parts[one]
        case 1:
            parts[one] = b""
        case 2:
            parts[one] = parts[other]
        case _:
            parts["../" + one] = parts[one]
    return _pack(parts)


def _parts(data: bytes) -> dict[str, bytes]:
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            return {name: archive.read(name) for name in archive.namelist()}
    except (zipfile.BadZipFile, OSError, RuntimeError, NotImplementedError, EOFError, ValueError, zlib.error):
        return {}


def _pack(parts: dict[str, bytes]) -> bytes:
    file = BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return file.getvalue()


TAG = re.compile(r"<[^<>]+>")


def _some_tag(xml: str, random: Random) -> re.Match[str] | None:
    """A tag near a random place, so that big files cost no more than small ones."""
    return TAG.search(xml, random.randrange(len(xml) + 1)) or TAG.search(xml)


def drop_tag(xml: str, random: Random) -> str:
    tag = _some_tag(xml, random)
    return xml[: tag.start()] + xml[tag.end() :] if tag else xml


def rearrange(xml: str, random: Random) -> str:
    """Elements of a sound tree dropped, doubled, swapped or moved; the XML stays sound, its meaning does not."""
    try:
        root = etree.fromstring(xml.encode())
    except (etree.XMLSyntaxError, ValueError):
        return xml
    for _ in range(random.choice((1, 3, 12))):
        elements = list(root.iter(etree.Element))[1:]
        if len(elements) < 3:
            break
        _rearrange_one(*random.sample(elements, 2), random)
    return etree.tostring(root, encoding="unicode")


def _rearrange_one(one: etree._Element, other: etree._Element, random: Random) -> None:
    parent = one.getparent()
    if parent is None:
        return
    match random.randrange(4):
        case 0:
            parent.remove(one)
        case 1:
            times = random.choice((1, 2, 30, 400)) if len(one) < 20 else 1
            for _ in range(times):
                parent.insert(parent.index(one), deepcopy(one))
        case 2:
            other.insert(random.randrange(len(other) + 1), deepcopy(one))
        case _:
            if one not in other.iterancestors():
                other.insert(random.randrange(len(other) + 1), one)


def nest(xml: str, random: Random) -> str:
    """An element inside itself, deep."""
    tag = _some_tag(xml, random)
    name = re.match(r"<([\w:]+)", tag[0]) if tag else None
    if not tag or not name or tag[0].endswith("/>"):
        return xml
    depth = random.choice((3, 60, 3000))
    return xml[: tag.start()] + f"<{name[1]}>" * depth + f"</{name[1]}>" * depth + xml[tag.start() :]


def odd_value(xml: str, random: Random) -> str:
    """An attribute with a number far out of range, or none at all."""
    values = list(re.finditer(r'="([^"]*)"', xml[:200_000]))
    if not values:
        return xml
    value = random.choice(values)
    return xml[: value.start(1)] + random.choice(HUGE) + xml[value.end(1) :]


def odd_text(text: str, random: Random) -> str:
    """Letters that do not belong, lines and tabs where there should be none, long runs of one sign."""
    place = random.randrange(len(text) + 1)
    match random.randrange(4):
        case 0:
            put = random.choice(LETTERS) * random.choice((1, 3, 3000))
        case 1:
            put = random.choice(("\t" * 500, "|" * 900, "\n1.\n" * 300, "I.\t" * 300, "(" * 5000, "- " * 3000))
        case 2:
            put = "1" * random.choice((20, 5000)) + "." * 40
        case _:
            other = random.randrange(len(text) + 1)
            put = text[other : other + random.choice((5, 200, 4000))]
    return text[:place] + put + text[place + random.choice((0, 1, 30)) :]


def shuffle_lines(text: str, random: Random) -> str:
    lines = text.split("\n")
    for _ in range(random.choice((1, 5, 50))):
        one, other = random.randrange(len(lines)), random.randrange(len(lines))
        lines[one], lines[other] = lines[other], lines[one]
    return "\n".join(lines)


def on_text(change: Callable[[str, Random], str]) -> Mutation:
    return lambda data, random: change(data.decode("utf-8", "replace"), random).encode("utf-8", "replace")


BYTES = (flip, cut, drop, repeat)
XML = (drop_tag, nest, odd_value, odd_value, odd_text, rearrange, rearrange, rearrange)
BY_KIND: dict[str, tuple[Mutation, ...]] = {
    "docx": (flip, cut, spoil_package, *map(in_package, XML), *map(in_package, XML)),
    "pdf": (*BYTES, flip, repeat),
    "txt": (*BYTES, on_text(odd_text), on_text(odd_text), on_text(shuffle_lines)),
    "markdown": (*BYTES, on_text(odd_text), on_text(odd_text), on_text(shuffle_lines)),
    "html": (*BYTES, *map(on_text, XML)),
}  # fmt: skip
