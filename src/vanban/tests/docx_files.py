"""Small Word files for tests, written as XML by hand so that each shows exactly one thing."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

NAMESPACES = " ".join(
    f'xmlns:{prefix}="{address}"'
    for prefix, address in {
        "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
        "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
        "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
        "w14": "http://schemas.microsoft.com/office/word/2010/wordml",
        "v": "urn:schemas-microsoft-com:vml",
        "m": "http://schemas.openxmlformats.org/officeDocument/2006/math",
    }.items()
)
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
CONTENT = "application/vnd.openxmlformats-officedocument.wordprocessingml"
# Parts beside the body: file name, root element. Headers get the ids rId1 and so on in this order.
PARTS = {
    "numbering": "numbering",
    "styles": "styles",
    "footnotes": "footnotes",
    "endnotes": "endnotes",
    "header": "hdr",
    "footer": "ftr",
}


def make_docx(body: str, **parts: str) -> bytes:
    """A DOCX of the XML inside w:body, and inside the roots of other parts by their names in PARTS."""
    files = {"word/document.xml": f"<w:document {NAMESPACES}><w:body>{body}</w:body></w:document>"}
    for name, content in parts.items():
        files[f"word/{name}.xml"] = f"<w:{PARTS[name]} {NAMESPACES}>{content}</w:{PARTS[name]}>"
    return zipped(files | _plumbing(parts))


def _plumbing(parts: Mapping[str, str]) -> dict[str, str]:
    overrides = "".join(
        f'<Override PartName="/word/{name}.xml" ContentType="{CONTENT}.{kind}+xml"/>'
        for name, kind in {"document": "document.main", **{name: name for name in parts}}.items()
    )
    relations = "".join(
        f'<Relationship Id="rId{number}" Type="{OFFICE}/{name}" Target="{name}.xml"/>'
        for number, name in enumerate(parts, 1)
    )
    return {
        "[Content_Types].xml": f'<Types xmlns="{PACKAGE}/content-types">'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>{overrides}'
        "</Types>",
        "_rels/.rels": f'<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="rId1" '
        f'Type="{OFFICE}/officeDocument" Target="word/document.xml"/></Relationships>',
        "word/_rels/document.xml.rels": f'<Relationships xmlns="{PACKAGE}/relationships">{relations}</Relationships>',
    }


def cases(name: str) -> list[dict[str, Any]]:
    return json.loads((Path(__file__).parent / "cases" / f"{name}.json").read_text("utf-8"))


def zipped(files: Mapping[str, str | bytes]) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return target.getvalue()


def paragraph(text: str, properties: str = "") -> str:
    return f'<w:p><w:pPr>{properties}</w:pPr><w:r><w:t xml:space="preserve">{text}</w:t></w:r></w:p>'


def item(text: str, numbers: int | str, level: int | str = 0) -> str:
    """A paragraph of a list."""
    return paragraph(text, f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{numbers}"/></w:numPr>')


def numbering(levels: list[dict[str, Any]], lists: Mapping[str, Mapping[str, int]]) -> str:
    """numbering.xml with one definition and the lists that share it, each with its start overrides by level."""
    definition = "".join(_level(at, level) for at, level in enumerate(levels))
    instances = "".join(
        f'<w:num w:numId="{key}"><w:abstractNumId w:val="7"/>'
        + "".join(
            f'<w:lvlOverride w:ilvl="{at}"><w:startOverride w:val="{start}"/></w:lvlOverride>'
            for at, start in starts.items()
        )
        + "</w:num>"
        for key, starts in lists.items()
    )
    kind = '<w:multiLevelType w:val="multilevel"/>'
    return f'<w:abstractNum w:abstractNumId="7">{kind}{definition}</w:abstractNum>{instances}'


def _level(at: int, level: Mapping[str, Any]) -> str:
    more = "".join(f'<w:{name} w:val="{level[name]}"/>' for name in ("lvlRestart", "isLgl", "suff") if name in level)
    start = f'<w:start w:val="{level.get("start", 1)}"/>' if level.get("start", 1) is not None else ""
    return (
        f'<w:lvl w:ilvl="{at}">{start}<w:numFmt w:val="{level["form"]}"/>{more}'
        f'<w:lvlText w:val="{level["text"]}"/></w:lvl>'
    )
