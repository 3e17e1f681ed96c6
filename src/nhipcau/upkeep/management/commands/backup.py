from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import connection
from django.utils import timezone

from nhipcau.history.sealing import seal_new
from nhipcau.upkeep import cli
from nhipcau.upkeep.archive.file import Written, write_file
from nhipcau.upkeep.archive.restoring import forget_killed_restore

NAME = "nhipcau-%Y%m%dT%H%M%S%z.tar.gz"


class Command(BaseCommand):
    help = (
        "Writes the database and all uploaded files, as they are at one moment, into FILE; into a file named after the "
        "time when FILE is a folder. The site may run meanwhile. FILE appears when it is complete and never before. "
        "Sessions are not written: after a restore everyone signs in anew."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, metavar="FILE")
        parser.add_argument("--encrypt", action="store_true", help="with a passphrase, in the format of age (.age)")
        parser.add_argument("--keep", type=int, help="in a folder: afterwards remove all but so many newest backups")
        cli.add_passphrase(parser)

    def handle(self, *args: object, file: Path, encrypt: bool, keep: int | None, **options: Any) -> None:
        passphrase = cli.passphrase(options["passphrase_file"]) if encrypt else ""
        if encrypt and not passphrase:
            raise CommandError("Give the passphrase: --passphrase-file FILE, or BACKUP_PASSPHRASE_FILE.")
        if keep is not None and (keep < 1 or not file.is_dir()):
            raise CommandError("--keep needs a folder as FILE and a number of at least 1.")
        path = file
        if file.is_dir():
            path = file / (timezone.localtime().strftime(NAME) + (".age" if encrypt else ""))
        data: dict[str, Any] = {"file": str(path), "encrypted": encrypt}
        forget_killed_restore(connection, settings.MEDIA_ROOT)
        seal_new()
        with cli.recorded("backup", data):
            written = write_file(path, connection, settings.MEDIA_ROOT, passphrase)
            data |= cli.figures(written.report, written.size)
        self.tell(written)
        if keep:
            self.prune(file, keep)

    def tell(self, written: Written) -> None:
        report = written.report
        self.stdout.write(
            f"{written.path}: {report.rows:,} rows of {len(report.tables)} tables and {report.files:,} files "
            f"({cli.megabytes(report.bytes)}) in {cli.megabytes(written.size)}."
        )
        for name in report.missing[:10]:
            self.stderr.write(f"Missing: the database names the file {name}, which is not in the files folder.")

    def prune(self, folder: Path, keep: int) -> None:
        for old in sorted(folder.glob("nhipcau-*.tar.gz*"))[:-keep]:
            old.unlink()
            self.stdout.write(f"Removed {old.name}.")
