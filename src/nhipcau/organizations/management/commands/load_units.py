import csv
from pathlib import Path

from django.core.management.base import BaseCommand
from django.db import transaction

from nhipcau.organizations.models import AdministrativeUnit

UNITS = Path(__file__).parents[2] / "data" / "units.csv"


class Command(BaseCommand):
    help = (
        "Writes the 34 provinces and 3,321 commune-level units of today, with their official codes, into the database: "
        "adds what is missing and brings names and kinds up to date. Deletes nothing. May be repeated."
    )

    @transaction.atomic
    def handle(self, *args: object, **options: object) -> None:
        with UNITS.open(encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file))
        self.write([row for row in rows if not row["parent"]], {})
        provinces = dict(AdministrativeUnit.objects.filter(parent=None).values_list("code", "pk"))
        self.write([row for row in rows if row["parent"]], provinces)
        self.stdout.write(f"{len(rows)} administrative units are in place.")

    def write(self, rows: list[dict[str, str]], provinces: dict[str, int]) -> None:
        AdministrativeUnit.objects.bulk_create(
            [
                AdministrativeUnit(
                    code=row["code"], name=row["name"], kind=row["kind"], parent_id=provinces.get(row["parent"])
                )
                for row in rows
            ],
            update_conflicts=True,
            unique_fields=["code"],
            update_fields=["name", "kind", "parent"],
            batch_size=500,
        )
