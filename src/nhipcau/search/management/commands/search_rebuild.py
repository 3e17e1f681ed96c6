"""Makes the search index anew from plans, tasks and agencies. The site may run meanwhile."""

from time import monotonic
from typing import Any

from django.core.management.base import BaseCommand

from nhipcau.search.index import index


class Command(BaseCommand):
    help = __doc__

    def handle(self, *args: Any, **options: Any) -> None:
        start = monotonic()
        count = index.rebuild()
        self.stdout.write(f"{count} entries in {monotonic() - start:.1f} s")
