from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.urls import reverse

from nhipcau.accounts.models import User
from nhipcau.demo import plans, province
from nhipcau.organizations.models import Province
from nhipcau.plans.actions import Duplicate, Refused
from nhipcau.plans.models import Upload


class Command(BaseCommand):
    help = (
        "Uploads and reads a plan file in the demo province, as the specialist lan, and prints where to review it. "
        "A file that is there already is not read again."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("path", type=Path)
        parser.add_argument("--site", default="http://127.0.0.1:8000", help="address of the site, for the printed link")

    def handle(self, *args: object, path: Path, site: str, **options: object) -> None:
        if not path.is_file():
            raise CommandError(f"There is no file {path}.")
        try:
            demo = Province.objects.get(name=province.NAME)
            upload = plans.receive(path, demo, User.objects.get(username="lan"))
        except Province.DoesNotExist as error:
            raise CommandError("The demo province is not here yet. Run load_demo first.") from error
        except Refused as refusal:
            raise CommandError(str(refusal)) from refusal
        except Duplicate as known:
            upload = known.upload
        self.stdout.write(self.found(upload))
        self.stdout.write(f"Look at it, signed in as lan: {site}{reverse('plans:review', args=[upload.pk])}")

    def found(self, upload: Upload) -> str:
        if upload.state != Upload.State.READY:
            raise CommandError(f"{upload.name} could not be read ({upload.error_code or upload.state}).")
        tasks = upload.items.filter(kind="task")
        return f"{upload.name}: {tasks.count()} tasks, {tasks.filter(state='doubt').count()} of them to check."
