from __future__ import annotations

import getpass
import os
import sys
from argparse import ArgumentParser

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from nhipcau.organizations.actions import person_add, province_add
from nhipcau.organizations.models import Appointment, Province


class Command(BaseCommand):
    help = (
        "Adds a person and appoints them administrator of a province from today. A province that is not here yet is "
        "set up with its lead department. The password is asked for, or taken from NHIPCAU_PASSWORD. Nothing is "
        "changed when anything is refused."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--province", required=True, help="with its kind: “tỉnh Hà Tĩnh”")
        parser.add_argument("--department", default="", help="lead department, for a new province: “Sở Ngoại vụ”")
        parser.add_argument("--name", required=True, help="full name: “Phạm Quốc An”")
        parser.add_argument("--username", required=True, help="for signing in, without accents: “an.pham”")

    def handle(self, *args: object, **options: str) -> None:
        family, _space, given = options["name"].strip().rpartition(" ")
        password = os.environ.get("NHIPCAU_PASSWORD") or self.ask()
        try:
            with transaction.atomic():
                province = self.province(options["province"], options["department"])
                post = Appointment(agency=province.lead_department, role=Appointment.Role.ADMINISTRATOR)
                person_add(
                    username=options["username"],
                    last_name=family,
                    first_name=given,
                    password=password,
                    appointed=post,
                    by=None,
                )
        except ValidationError as refusal:
            raise CommandError(" ".join(refusal.messages)) from refusal
        self.stdout.write(f"{options['name']} can sign in as {options['username']} and administers {province}.")

    def ask(self) -> str:
        if not sys.stdin.isatty():
            raise CommandError("Give the password in NHIPCAU_PASSWORD: there is nobody here to ask.")
        return getpass.getpass("Password of the new administrator: ")

    def province(self, name: str, department: str) -> Province:
        found = Province.objects.filter(name=name).select_related("lead_department").first()
        if found is None and not department:
            raise CommandError(f"{name} is not here yet. Name its lead department too: --department “Sở Ngoại vụ”")
        province = found or province_add(name=name, lead_department=department)
        if province.lead_department is None:
            raise CommandError(f"{name} has no lead department.")
        return province
