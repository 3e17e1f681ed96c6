from __future__ import annotations

from argparse import ArgumentParser, ArgumentTypeError
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from nhipcau.history.sealing import seal_new
from nhipcau.history.verifying import SHORTEST, Anchor, Verdict, verify
from nhipcau.upkeep import cli
from nhipcau.upkeep.archive.errors import Refused
from nhipcau.upkeep.archive.file import read_file
from nhipcau.upkeep.archive.restoring import header_of
from nhipcau.upkeep.queries import noted_heads


def noted(text: str) -> Anchor:
    number, colon, seal = text.partition(":")
    if not (number.isdecimal() and colon and len(seal) >= SHORTEST):
        raise ArgumentTypeError(f"Write it as NUMBER:SEAL, with {SHORTEST} letters of the seal or more.")
    return Anchor(int(number), seal.lower(), "you")


class Command(BaseCommand):
    help = (
        "Checks the log from its first entry to its last: that none was altered, none removed, and none put in by "
        "anything but this site. What backups and earlier checks noted of its end shows whether the end was cut off. "
        "Ends with status 1 when something is wrong."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--head", type=noted, action="append", default=[], metavar="NUMBER:SEAL")
        parser.add_argument("--backup", type=Path, action="append", default=[], help="a backup that noted the end")
        cli.add_passphrase(parser)

    def handle(self, *args: object, head: list[Anchor], backup: list[Path], **options: Any) -> None:
        data: dict[str, Any] = {}
        with cli.recorded("log", data):
            anchors = [*head, *noted_heads(), *(self.of_backup(path, options["passphrase_file"]) for path in backup)]
            seal_new()
            verdict = verify(anchors)
            self.tell(verdict, len(anchors))
            data |= {"rows": verdict.entries, "log": {"number": verdict.number, "seal": verdict.seal}}

    def of_backup(self, path: Path, passphrase_file: Path | None) -> Anchor:
        with read_file(path, lambda: cli.passphrase(passphrase_file)) as source:
            log = header_of(source).get("log") or {}
        return Anchor(int(log.get("number", 0)), str(log.get("seal", "")), f"the backup {path.name}")

    def tell(self, verdict: Verdict, anchors: int) -> None:
        for note in verdict.notes:
            self.stdout.write(note)
        for finding in verdict.findings:
            self.stderr.write(finding)
        if not verdict.good:
            count = len(verdict.findings) + verdict.more
            raise Refused(f"The log is broken: {count} {'finding' if count == 1 else 'findings'}.")
        self.stdout.write(
            f"The log is unbroken: {verdict.entries:,} entries, {anchors:,} notes of its end. At "
            f"{timezone.localtime():%d/%m/%Y %H:%M} it ends with\n{verdict.number}:{verdict.seal}"
        )
