"""``python -m vanban read FILE``: what a document says as a plan, as JSON or as a workbook."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import cast

from . import VanbanError, open_document, read_plan
from .messages import Language, message
from .schema import to_json


def main(arguments: list[str] | None = None) -> int:
    """Read a file; 0 when it could be opened, else one sentence on stderr and 1."""
    options = _parser().parse_args(arguments)
    language = cast(Language, options.lang)
    try:
        return _read(Path(options.file), options.xlsx, bool(options.ocr), language)
    except VanbanError as error:
        sentence = error.message.text(language)
    except OSError:
        sentence = message("no_such_file", name=str(options.file)).text(language)
    sys.stderr.write(f"{sentence}\n")
    return 1


def _read(file: Path, workbook: str | None, ocr: bool, language: Language) -> int:
    document = open_document(file, ocr=ocr)
    plan = read_plan(document)
    if workbook:
        from .xlsx import write_xlsx

        write_xlsx(plan, Path(workbook), language)
    else:
        sys.stdout.write(json.dumps(to_json(plan, document, language), ensure_ascii=False, indent=2) + "\n")
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="vanban", description="Read Vietnamese administrative plans.")
    commands = parser.add_subparsers(dest="command", required=True)
    read = commands.add_parser("read", help="read a file and say what it says as a plan")
    read.add_argument("file", metavar="FILE", help="a .docx, .pdf, .txt, .md, .html, .doc, .odt or .rtf file")
    shape = read.add_mutually_exclusive_group()
    shape.add_argument("--json", action="store_true", help="JSON of data/plan.schema.json on stdout (the default)")
    shape.add_argument("--xlsx", metavar="OUT", help="write a workbook instead")
    read.add_argument("--ocr", action="store_true", help="recognise the text of a scan (needs Tesseract and OCRmyPDF)")
    read.add_argument("--lang", choices=["vi", "en"], default="vi", help="language of reasons, doubts and errors")
    return parser


if __name__ == "__main__":
    sys.exit(main())
