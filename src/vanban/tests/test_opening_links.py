"""What a file links to is never fetched, and nothing that it brings along is run: neither by us nor by LibreOffice."""

from __future__ import annotations

import io
import os
import threading
import zipfile
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from vanban.opening import open_document
from vanban.opening.limits import Limits

NAMESPACES = " ".join(
    f'xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for prefix, name in {"office": "office", "text": "text", "draw": "drawing", "svg": "svg-compatible"}.items()
)
FRAME = '<text:p><draw:frame svg:width="5cm" svg:height="5cm">{}</draw:frame></text:p>'
AT_ONCE = 'xlink:href="{link}" xlink:type="simple" xlink:show="embed" xlink:actuate="onLoad"'
LINKS = {
    "picture": FRAME.format(f"<draw:image {AT_ONCE}/>"),
    "object": FRAME.format(f"<draw:object {AT_ONCE}/>"),
    "frame": FRAME.format(f"<draw:floating-frame {AT_ONCE}/>"),
    "film": FRAME.format(f'<draw:plugin draw:mime-type="video/mp4" {AT_ONCE}/>'),
    "section": '<text:section text:name="s"><text:section-source text:filter-name="Text" xlink:href="{link}"/>'
    "<text:p>cũ</text:p></text:section>",
}
RTF = {
    "picture": r'{\field{\*\fldinst INCLUDEPICTURE "%s" \\d}{\fldrslt x}}',
    "text": r'{\field{\*\fldinst INCLUDETEXT "%s"}{\fldrslt x}}',
    "object": r'{\field{\*\fldinst LINK Word.Document.8 "%s" "" \\a}{\fldrslt x}}',
    "template": r"{\*\template %s}",
    "command": r'{\field{\*\fldinst DDEAUTO "%s" "x" "y"}{\fldrslt x}}',
}


def odt(body: str) -> bytes:
    """An OpenDocument text with this in it."""
    manifest = "urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"
    kind = "application/vnd.oasis.opendocument.text"
    files = {
        "mimetype": kind,
        "META-INF/manifest.xml": f'<m:manifest xmlns:m="{manifest}">'
        f'<m:file-entry m:full-path="/" m:media-type="{kind}"/>'
        '<m:file-entry m:full-path="content.xml" m:media-type="text/xml"/></m:manifest>',
        "content.xml": f'<office:document-content {NAMESPACES} xmlns:xlink="http://www.w3.org/1999/xlink" '
        f'office:version="1.2"><office:body><office:text><text:p>KẾ HOẠCH</text:p>{body}</office:text></office:body>'
        "</office:document-content>",
    }
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, text in files.items():
            archive.writestr(name, text)
    return out.getvalue()


class Listener(BaseHTTPRequestHandler):
    heard: list[str]

    def answer(self) -> None:
        self.heard.append(f"{self.command} {self.path}")
        self.send_response(200)
        self.end_headers()
        self.wfile.write(b"BI MAT")

    do_GET = do_HEAD = do_OPTIONS = do_PROPFIND = answer

    def log_message(self, *args: object) -> None:
        pass


@pytest.fixture
def server() -> Iterator[tuple[str, list[str]]]:
    """Somebody who waits to be asked, and what he heard."""
    heard: list[str] = []
    listening = ThreadingHTTPServer(("127.0.0.1", 0), type("Heard", (Listener,), {"heard": heard}))
    thread = threading.Thread(target=listening.serve_forever, args=(0.01,))
    thread.start()
    yield f"http://127.0.0.1:{listening.server_port}", heard
    listening.shutdown()
    thread.join()
    listening.server_close()


@pytest.mark.office
@pytest.mark.parametrize("kind", LINKS)
def test_libreoffice_fetches_nothing_that_an_opendocument_file_links_to(
    kind: str, server: tuple[str, list[str]]
) -> None:
    base, heard = server
    document = open_document(odt(LINKS[kind].format(link=f"{base}/x.odt")))
    assert document.blocks[0].text == "KẾ HOẠCH"  # type: ignore[union-attr]
    assert heard == []


@pytest.mark.office
def test_libreoffice_fetches_nothing_that_a_rich_text_file_links_to(server: tuple[str, list[str]]) -> None:
    base, heard = server
    body = "".join(part % f"{base}/{name}" for name, part in RTF.items())
    document = open_document(rf"{{\rtf1\ansi KE HOACH {body}\par}}".encode())
    assert document.blocks[0].text.startswith("KE HOACH")  # type: ignore[union-attr]
    assert heard == []


@pytest.mark.office
def test_libreoffice_opens_no_other_file_of_the_machine(tmp_path: Path) -> None:
    """Whoever opens a pipe that nobody writes to waits for ever."""
    os.mkfifo(tmp_path / "x.odt")
    link = (tmp_path / "x.odt").as_uri()
    body = "".join(LINKS[kind].format(link=link) for kind in ("picture", "object", "section"))
    document = open_document(odt(body), limits=Limits(seconds=30))
    assert [block.text for block in document.blocks] == ["KẾ HOẠCH", "cũ"]  # type: ignore[union-attr]
