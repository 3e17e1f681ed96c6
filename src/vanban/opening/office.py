"""Old Word files, OpenDocument and RTF: LibreOffice makes a DOCX of them, and that is opened."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Literal

from vanban.document import Document, Table
from vanban.errors import ToolFailed, ToolMissing

from .docx import open_docx
from .limits import Limits

Report = Callable[[str, int, int], None]
OfficeKind = Literal["doc", "odt", "rtf"]
SOFFICE = ("soffice", "libreoffice", "/usr/lib/libreoffice/program/soffice", "/opt/libreoffice/program/soffice")
LONGEST = 90  # seconds; a plan takes one
# What a document may not do to the machine that reads it: fetch what it links to, run what it brings along. A proxy
# that is not there stops what the first setting overlooks.
SAFE = {
    "/org.openoffice.Office.Common/Security/Scripting": {
        "BlockUntrustedRefererLinks": "true",
        "DisableActiveContent": "true",
        "DisableMacrosExecution": "true",
        "MacroSecurityLevel": "3",
    },
    "/org.openoffice.Inet/Settings": {
        "ooInetProxyType": "1",
        "ooInetHTTPProxyName": "127.0.0.1",
        "ooInetHTTPProxyPort": "9",
        "ooInetHTTPSProxyName": "127.0.0.1",
        "ooInetHTTPSProxyPort": "9",
        "ooInetNoProxy": "",
    },
    "/org.openoffice.Office.Writer/Content/Update": {"Link": "0"},
}


def open_office(data: bytes, kind: OfficeKind, limits: Limits, report: Report) -> Document:
    """A Document of a .doc, .odt or .rtf file; ToolMissing where LibreOffice is not installed."""
    report("conversion", 0, 1)
    with tempfile.TemporaryDirectory(prefix="vanban-") as folder:
        source = Path(folder, f"source.{kind}")
        source.write_bytes(data)
        made = convert(source, "docx", Path(folder), min(LONGEST, limits.seconds))
        limits.within("file_bytes", made.stat().st_size)
        document = replace(open_docx(made.read_bytes(), limits), format=kind)
        lost = kind == "doc" and _lost_tables(source, document)
    report("conversion", 1, 1)
    return replace(document, notices=(*document.notices, "legacy_tables")) if lost else document


def convert(source: Path, target: str, folder: Path, seconds: float) -> Path:
    """Let LibreOffice convert a file, in a profile of its own so that it neither waits for nor disturbs another."""
    program = next((found for name in SOFFICE if (found := shutil.which(name))), None)
    if program is None:
        raise ToolMissing(tool="LibreOffice")
    _settle(folder / "profile")
    command = [
        program,
        f"-env:UserInstallation={Path(folder, 'profile').as_uri()}",
        "--headless",
        "--norestore",
        "--nolockcheck",
        "--convert-to",
        target,
        "--outdir",
        str(folder / "made"),
        str(source),
    ]
    run(command, "LibreOffice", seconds, home=folder)
    made = folder / "made" / f"{source.stem}.{target}"
    if not made.is_file() or not made.stat().st_size:
        raise ToolFailed(tool="LibreOffice")
    return made


def _settle(profile: Path) -> None:
    """Lay the settings of SAFE where the program looks for those of its user."""
    items = [
        f'<item oor:path="{path}"><prop oor:name="{name}" oor:op="fuse"><value>{value}</value></prop></item>'
        for path, values in SAFE.items()
        for name, value in values.items()
    ]
    namespaces = 'xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema"'
    (profile / "user").mkdir(parents=True)
    (profile / "user" / "registrymodifications.xcu").write_text(
        f'<?xml version="1.0" encoding="UTF-8"?>\n<oor:items {namespaces}>{"".join(items)}</oor:items>\n', "utf-8"
    )


def run(command: list[str], tool: str, seconds: float, *, home: Path) -> None:
    """Run a program with its children in a group of its own, and end the whole group when its time is over."""
    process = subprocess.Popen(  # noqa: S603 (a fixed program, file names are ours)
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
        cwd=home,
        env={**os.environ, "HOME": str(home), "TMPDIR": str(home)},
    )
    try:
        code = process.wait(timeout=seconds)
    except subprocess.TimeoutExpired as error:
        raise ToolFailed(tool=tool) from error
    finally:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()
    if code:
        raise ToolFailed(tool=tool)


def _lost_tables(source: Path, document: Document) -> bool:
    """LibreOffice sometimes turns a table of a .doc into plain text; antiword, where installed, still sees it."""
    antiword = shutil.which("antiword")
    if antiword is None:
        return False
    try:
        shown = subprocess.run(  # noqa: S603 (a fixed program, the file name is ours)
            [antiword, "-x", "db", "-m", "UTF-8.txt", str(source)], capture_output=True, timeout=20, check=False
        ).stdout
    except (OSError, subprocess.TimeoutExpired):
        return False
    ours = sum(len(block.rows) for block in document.blocks if isinstance(block, Table))
    return ours < shown.count(b"<row>") * 0.9
