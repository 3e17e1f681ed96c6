from __future__ import annotations

from argparse import ArgumentParser
from time import monotonic
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from nhipcau.demo.full_size import Size, counts, seed
from nhipcau.demo.planner import refresh_statistics
from nhipcau.demo.vocabulary import lines
from nhipcau.organizations.models import Province

DEFAULT = Size()


class Command(BaseCommand):
    help = (
        "Makes an invented province of full size, to see how the site carries it: agencies, people, plans of several "
        "years, their tasks and the log. The same seed gives the same province. Nobody can sign in without --password."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--name", default="", help="of the province; an invented one when it is left out")
        parser.add_argument("--provinces", type=int, default=1, help="so many, each with an invented name")
        parser.add_argument("--departments", type=int, default=DEFAULT.departments, help="agencies without communes")
        parser.add_argument("--communes", type=int, default=DEFAULT.communes)
        parser.add_argument("--years", type=int, default=DEFAULT.years)
        parser.add_argument("--last-year", type=int, default=timezone.localdate().year)
        parser.add_argument("--tasks", type=int, default=DEFAULT.tasks, help="in each province")
        parser.add_argument("--log", type=int, default=DEFAULT.log, help="entries in each province")
        parser.add_argument("--seed", type=int, default=0)
        parser.add_argument("--password", default="", help="for everybody, to sign in with")
        parser.add_argument("--yes", action="store_true", help="also in production beside other provinces")

    def handle(self, *args: object, **options: Any) -> None:
        if settings.PRODUCTION and not options["yes"] and Province.objects.exists():
            raise CommandError("Other provinces work here. Write --yes to add invented ones beside them.")
        size = Size(**{name: options[name] for name in ("departments", "communes", "years", "tasks", "log")})
        if min(size.departments, size.years) < 1 or min(size.communes, size.tasks, size.log) < 0:
            raise CommandError("A province has at least one department and one year, and nothing below zero.")
        for name in self.names(options["name"], options["provinces"]):
            start = monotonic()
            made = seed(name, size, last_year=options["last_year"], seed=options["seed"], password=options["password"])
            told = ", ".join(f"{number} {what}" for what, number in counts(made).items())
            self.stdout.write(f"{name}: {told}, in {monotonic() - start:.0f} s")
        refresh_statistics()

    def names(self, name: str, wanted: int) -> list[str]:
        """Names that no province has here."""
        if name and wanted > 1:
            raise CommandError("Give a --name or a number of --provinces.")
        known = set(Province.objects.values_list("name", flat=True))
        if name in known:
            raise CommandError(f"There is a province {name} already.")
        free = [full for place in lines("places", "provinces") if (full := f"tỉnh {place}") not in known]
        if wanted > len(free):
            raise CommandError(f"There are names for {len(free)} more provinces.")
        return [name] if name else free[:wanted]
