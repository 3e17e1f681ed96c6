"""The fixed parts of a DOCX package, and the numbering that Word makes by itself."""

from __future__ import annotations

import zipfile
from io import BytesIO

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"

CONTENT_TYPES = f"""<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Types xmlns="{PACKAGE}/content-types">
<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>
<Default Extension="xml" ContentType="application/xml"/>
<Override PartName="/word/document.xml" ContentType="{WORD}.document.main+xml"/>
<Override PartName="/word/styles.xml" ContentType="{WORD}.styles+xml"/>
<Override PartName="/word/numbering.xml" ContentType="{WORD}.numbering+xml"/>
<Override PartName="/word/header1.xml" ContentType="{WORD}.header+xml"/></Types>"""
ROOT_RELS = f"""<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Relationships xmlns="{PACKAGE}/relationships">
<Relationship Id="rId1" Type="{R}/officeDocument" Target="word/document.xml"/></Relationships>"""
RELS = f"""<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="rId1" Type="{R}/styles" Target="styles.xml"/>
<Relationship Id="rId2" Type="{R}/numbering" Target="numbering.xml"/>
<Relationship Id="rId3" Type="{R}/header" Target="header1.xml"/></Relationships>"""
HEADER = f"""<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<w:hdr xmlns:w="{W}"><w:p><w:pPr><w:jc w:val="center"/></w:pPr><w:r><w:fldChar w:fldCharType="begin"/></w:r>
<w:r><w:instrText>PAGE</w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>2</w:t></w:r>
<w:r><w:fldChar w:fldCharType="end"/></w:r></w:p></w:hdr>"""

# role -> (level of the list, number format, text); letters are typed, for Word counts a b c d e and offices a b c d đ
LEVELS = {
    "part": (0, "upperRoman", "%1."),
    "clause": (1, "decimal", "%2."),
    "sub": (2, "decimal", "%2.%3."),
}
BULLETS = {"-": 2, "+": 3, "*": 4}


def styles(heading_names: tuple[str, ...]) -> str:
    """Normal in Times New Roman, and the headings of an office under the names it gives them."""
    heads = "".join(
        f'<w:style w:type="paragraph" w:styleId="H{level}"><w:name w:val="{name}"/><w:basedOn w:val="Normal"/>'
        + (f'<w:pPr><w:outlineLvl w:val="{level - 1}"/></w:pPr>' if name.startswith("heading") else "")
        + "<w:rPr><w:b/></w:rPr></w:style>"
        for level, name in enumerate(heading_names, 1)
    )
    fonts = '<w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman" w:cs="Times New Roman"/>'
    return (
        f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?><w:styles xmlns:w="{W}"><w:docDefaults><w:rPrDefault>'
        f'<w:rPr>{fonts}<w:sz w:val="26"/></w:rPr></w:rPrDefault></w:docDefaults><w:style w:type="paragraph" '
        f'w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>{heads}</w:styles>'
    )


def numbering() -> str:
    """List 1 numbers headings on three levels; lists 2, 3 and 4 are bullets."""
    levels = "".join(
        f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="{kind}"/><w:lvlText w:val="{text}"/></w:lvl>'
        for level, kind, text in LEVELS.values()
    )
    many = f'<w:abstractNum w:abstractNumId="1"><w:multiLevelType w:val="multilevel"/>{levels}</w:abstractNum>'
    for sign, number in BULLETS.items():
        many += (
            f'<w:abstractNum w:abstractNumId="{number}"><w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/>'
            f'<w:lvlText w:val="{sign}"/></w:lvl></w:abstractNum>'
        )
    many += "".join(f'<w:num w:numId="{n}"><w:abstractNumId w:val="{n}"/></w:num>' for n in (1, *BULLETS.values()))
    return f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?><w:numbering xmlns:w="{W}">{many}</w:numbering>'


def package(document: str, heading_names: tuple[str, ...]) -> bytes:
    file = BytesIO()
    parts = {
        "[Content_Types].xml": CONTENT_TYPES, "_rels/.rels": ROOT_RELS, "word/_rels/document.xml.rels": RELS,
        "word/document.xml": document, "word/styles.xml": styles(heading_names), "word/numbering.xml": numbering(),
        "word/header1.xml": HEADER,
    }  # fmt: skip
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(zipfile.ZipInfo(name, (2026, 1, 1, 0, 0, 0)), text.encode(), zipfile.ZIP_DEFLATED)
    return file.getvalue()
