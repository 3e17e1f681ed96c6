from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from nhipcau.organizations.models import Province
from nhipcau.succession.actions import bodies_load


class Command(BaseCommand):
    help = (
        "Lays the standard bodies of a province: departments, party bodies, mass organisations, forces and press as "
        "they were before the reform of 2025, the districts that ended on 01/7/2025, and the successions between "
        "them and the bodies of today, so that older plans are understood. Adds what is missing, changes the dates "
        "of agencies that ended, moves posts to their successors; deletes nothing. May be repeated. Rows that the "
        "sources leave unsure are marked so; --sure-only leaves them out."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("province", help="name of the province as it stands here, as in “tỉnh Hà Tĩnh”")
        parser.add_argument("--sure-only", action="store_true", help="leave out what the sources leave unsure")
        parser.add_argument("--former-only", action="store_true", help="only bodies that ended, with their successors")
        parser.add_argument("--communes", action="store_true", help="also the communes of today (needs load_units)")

    def handle(self, *args: object, **options: Any) -> None:
        province = Province.objects.filter(name__iexact=options["province"]).first()
        if province is None:
            known = ", ".join(Province.objects.values_list("name", flat=True)) or "none"
            raise CommandError(f"There is no province of this name here. There are: {known}.")
        chosen = {name: options[name] for name in ("sure_only", "former_only", "communes")}
        laid = bodies_load(province=province, **chosen)
        for line in laid.skipped:
            self.stderr.write(f"Left as it is: {line}")
        self.stdout.write(f"{laid.agencies} agencies and {laid.events} successions were added to {province.name}.")
