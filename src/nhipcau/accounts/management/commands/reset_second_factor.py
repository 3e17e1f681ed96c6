from __future__ import annotations

from argparse import ArgumentParser

from django.core.management.base import BaseCommand, CommandError

from nhipcau.accounts.actions import second_factor_reset
from nhipcau.accounts.models import User


class Command(BaseCommand):
    help = (
        "Takes the second factor from somebody who has lost phone and recovery codes: the password alone opens then, "
        "everything that is signed in is signed out, and the log tells it. Make sure who asks."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("username")

    def handle(self, *args: object, **options: str) -> None:
        user = User.objects.filter(username=options["username"]).first()
        if user is None:
            raise CommandError(f"Nobody here signs in as {options['username']}.")
        if not second_factor_reset(user=user, by=None):
            raise CommandError(f"{user} has no second factor.")
        self.stdout.write(f"{user} now signs in with the password alone.")
