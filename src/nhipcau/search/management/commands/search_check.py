"""Compares the search index with the rows that it tells of; ends with an error when they differ."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from nhipcau.search.index import index

SHOWN = 20


class Command(BaseCommand):
    help = __doc__

    def handle(self, *args: Any, **options: Any) -> None:
        faults = index.faults()
        for fault in faults[:SHOWN]:
            self.stderr.write(fault)
        if faults:
            raise CommandError(f"{len(faults)} faults. Run search_rebuild.")
        self.stdout.write("The index is true to its rows.")
