from __future__ import annotations

from argparse import ArgumentParser

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from nhipcau.accounts.models import User
from nhipcau.demo import plans, province
from nhipcau.demo.planner import refresh_statistics
from nhipcau.organizations.models import Appointment, Province


class Command(BaseCommand):
    help = (
        "Fills an empty site with the invented province Lam Hải: agencies, people of each role with a printed demo "
        "password, a plan that people work on and one waiting for its review. Does nothing when the province is there. "
        "Refuses to run in production."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--logins", action="store_true", help="only print who can sign in")

    def handle(self, *args: object, logins: bool, **options: object) -> None:
        if not settings.DEMO:
            raise CommandError("The demo has printed passwords, so it does not load in production (NHIPCAU_MODE).")
        if not logins and not Province.objects.filter(name=province.NAME).exists():
            call_command("load_units", stdout=self.stdout)
            self.load()
            refresh_statistics()
        self.tell_logins()

    @transaction.atomic
    def load(self) -> None:
        built = province.build()
        lan = User.objects.get(username="lan")
        plan = plans.plan_of_the_year(built, lan)
        plans.plan_in_review(built, lan)
        self.stdout.write(f"{built.name}: {plan} with {plan.tasks.count()} tasks, and one plan to review.")

    def tell_logins(self) -> None:
        posts = Appointment.objects.filter(agency__province__name=province.NAME).select_related("user", "agency")
        self.stdout.write(f"\nSign in with the password {province.PASSWORD} as")
        order = ["specialist", "officer", "leader", "administrator"]
        for post in sorted(posts, key=lambda post: (order.index(post.role), post.user.username)):
            self.stdout.write(f"  {post.user.username:<6} {post.user}, {post.get_role_display()}, {post.agency}")
