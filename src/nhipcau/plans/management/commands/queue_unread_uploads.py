from __future__ import annotations

from django.core.management.base import BaseCommand

from nhipcau.plans.jobs import queue_what_was_left


class Command(BaseCommand):
    help = (
        "Queues every uploaded file that nobody is reading: its worker has been silent for three minutes, or its job "
        "was lost. Run it when the worker starts, and every few minutes by a timer. Changes nothing else."
    )

    def handle(self, *args: object, **options: object) -> None:
        count = queue_what_was_left()
        self.stdout.write(f"Queued {count} uploads.")
