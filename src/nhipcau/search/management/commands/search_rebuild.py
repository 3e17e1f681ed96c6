"""Makes the search index anew from plans, tasks and agencies. The site may run meanwhile."""

from time import monotonic
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from nhipcau.search.index import index
from nhipcau.search.models import Entry


class Command(BaseCommand):
    help = __doc__

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--if-empty", action="store_true", help="only where nothing is in the index yet")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["if_empty"] and Entry.objects.exists():
            return
        start = monotonic()
        count = index.rebuild()
        self.stdout.write(f"{count} entries in {monotonic() - start:.1f} s")
