from __future__ import annotations

import time

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

from nhipcau.upkeep.actions import run_record
from nhipcau.upkeep.checks import VERIFY, log_can_be_verified


class Command(BaseCommand):
    help = "Verifies the chain of the log (history verify) and keeps the outcome for the health page."

    def handle(self, *args: object, **options: object) -> None:
        if not log_can_be_verified():
            raise CommandError("This version has no command that verifies the log (history verify).")
        start = time.monotonic()
        try:
            call_command(*VERIFY, stdout=self.stdout, stderr=self.stderr)
        except CommandError as broken:
            self.keep(start, good=False, sentence=str(broken))
            raise
        self.keep(start, good=True)

    def keep(self, start: float, *, good: bool, **data: object) -> None:
        run_record(kind="log", seconds=time.monotonic() - start, data=data, good=good)
