from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import connection

from nhipcau.upkeep.archive.errors import Refused
from nhipcau.upkeep.moving import changed_since, move


class Command(BaseCommand):
    help = (
        "Copies all rows of this installation into another, empty database: from SQLite to PostgreSQL or back. Prints "
        "count and hash of every table on both sides. This database is only read; uploaded files stay where they are. "
        "Stop web and worker first; afterwards set DATABASE_URL to the new address and start them."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--to", required=True, metavar="DATABASE_URL")

    def handle(self, *args: object, to: str, **options: object) -> None:
        try:
            here, there = move(to, connection)
        except Refused as refusal:
            raise CommandError(str(refusal)) from refusal
        differing = [self.line(label, here.tables[label], there["tables"].get(label, {})) for label in here.tables]
        if any(differing):
            raise CommandError("The two databases differ. Do not use the new one.")
        self.stdout.write(f"All {here.rows:,} rows of {len(here.tables)} tables are the same on both sides.")
        if changed_since(here, connection):
            raise CommandError(
                "Somebody worked here while the rows were copied, and that is not in the new database. Stop web and "
                "worker, empty the new database and move again."
            )
        self.stdout.write("Now set DATABASE_URL to the new address and start web and worker.")

    def line(self, label: str, here: dict[str, Any], there: dict[str, Any]) -> bool:
        differs = any(here[key] != there.get(key) for key in ("rows", "sha256"))
        word = "DIFFERS" if differs else "same"
        self.stdout.write(f"{label:40} {here['rows']:>9,} rows  {here['sha256'][:16]}  {word}")
        return differs
