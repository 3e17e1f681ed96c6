"""What a machine has for opening and showing documents: asked of the programs themselves."""

from __future__ import annotations

import shutil
import subprocess

from vanban.opening.office import SOFFICE

SECONDS = 10
# Metric twins of the letters that documents name: same widths, so lines and pages break as in Word.
TIMES = ("Times New Roman", "Liberation Serif", "Tinos")


def tools() -> dict[str, bool]:
    return {"fonts": has_fonts(), "office": has_office(), "ocr": has_ocr()}


def has_office() -> bool:
    return any(shutil.which(name) for name in SOFFICE)


def has_ocr() -> bool:
    """Text recognition, with the Vietnamese letters."""
    return bool(shutil.which("ocrmypdf")) and "vie" in _output("tesseract", "--list-langs").split()


def has_fonts() -> bool:
    """Times New Roman or a font of the same widths, with Vietnamese letters."""
    matched = _output("fc-match", "--format=%{family[0]}", "Times New Roman:lang=vi")
    return matched in TIMES and bool(_output("fc-list", f"{matched}:lang=vi", "file"))


def _output(*command: str) -> str:
    path = shutil.which(command[0])
    if not path:
        return ""
    try:
        done = subprocess.run([path, *command[1:]], capture_output=True, text=True, timeout=SECONDS, check=False)  # noqa: S603
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return done.stdout.strip()
