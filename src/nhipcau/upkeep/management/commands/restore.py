from __future__ import annotations

import json
import sys
from argparse import SUPPRESS, ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand
from django.db import connection

from nhipcau.history.sealing import seal_new
from nhipcau.upkeep import cli
from nhipcau.upkeep.archive.errors import Refused
from nhipcau.upkeep.archive.file import read_file
from nhipcau.upkeep.archive.restoring import restore
from nhipcau.upkeep.archive.writing import Report
from nhipcau.upkeep.drill import drill


class Command(BaseCommand):
    help = (
        "Reads a backup into an empty installation (migrated, nobody in it, no files): all of it, proven by counts and "
        "hashes, or nothing. With --drill nothing of this installation is touched: the backup is restored into a "
        "temporary database and folder beside it, compared, told in words, and removed."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", metavar="FILE", help="a backup; with a folder and --drill, its newest one")
        parser.add_argument("--drill", action="store_true")
        parser.add_argument("--rows-only", action="store_true", help=SUPPRESS)
        parser.add_argument("--report", type=Path, help=SUPPRESS)
        cli.add_passphrase(parser)

    def handle(self, *args: object, file: str, **options: Any) -> None:
        if options["drill"]:
            self.drill(Path(file), options["passphrase_file"])
            return
        root = None if options["rows_only"] else Path(settings.MEDIA_ROOT)
        data: dict[str, Any] = {}
        with cli.recorded("move" if options["rows_only"] else "restore", data):
            report = self.restore(file, root, options["passphrase_file"])
            seal_new(trusted=True)  # the backup vouches for the last entries, whoever's key signed them
            data |= cli.figures(report)
        if options["report"]:
            options["report"].write_text(json.dumps(report.manifest() | {"made_at": report.made_at}), "utf-8")
        self.stdout.write(
            f"Restored {report.rows:,} rows of {len(report.tables)} tables and {report.files:,} files "
            f"({cli.megabytes(report.bytes)}) as they were at {report.made_at}. Everyone signs in anew."
        )

    def restore(self, file: str, root: Path | None, passphrase_file: Path | None) -> Report:
        if file == "-":
            return restore(sys.stdin.buffer, connection, root)
        with read_file(Path(file), lambda: cli.passphrase(passphrase_file)) as source:
            return restore(source, connection, root)

    def drill(self, file: Path, passphrase_file: Path | None) -> None:
        data: dict[str, Any] = {}
        with cli.recorded("drill", data):
            file = newest(file) if file.is_dir() else file
            data["file"] = str(file)
            report = drill(file, passphrase_file, connection)
            rows = sum(table["rows"] for table in report["tables"].values())
            data |= {"rows": rows, "files": report["files"]["count"], "made_at": report["made_at"]}
        self.tell(file, data, report)

    def tell(self, file: Path, data: dict[str, Any], report: dict[str, Any]) -> None:
        self.stdout.write(f"Drill of {file}, made at {data['made_at']}.")
        self.stdout.write(
            f"All {data['rows']:,} rows of {len(report['tables'])} tables came back with the same count and the same "
            f"hash; all {data['files']:,} files came back with the same hash. The temporary database is removed."
        )
        changes = [
            f"  {label}: {table['rows']:,} in the backup, {report['live'][label]:,} now"
            for label, table in report["tables"].items()
            if table["rows"] != report["live"][label]
        ]
        self.stdout.write(
            "Since the backup these tables have grown or shrunk:" if changes else "Nothing was added since."
        )
        for line in changes:
            self.stdout.write(line)


def newest(folder: Path) -> Path:
    found = max(folder.glob("nhipcau-*.tar.gz*"), default=None)
    if found is None:
        raise Refused(f"There is no backup in {folder}. Make one first: manage.py backup {folder}")
    return found
