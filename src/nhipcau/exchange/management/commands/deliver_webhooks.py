from typing import Any

from django.core.management.base import BaseCommand

from nhipcau.exchange.models import Webhook
from nhipcau.exchange.webhooks.delivering import deliver_due, hand_over


class Command(BaseCommand):
    help = (
        "Sends what waits for other systems. The worker does so by itself; run this from a timer every few minutes, "
        "so that nothing is left lying when a worker was stopped in the middle."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        for webhook in Webhook.objects.filter(paused_at=None).select_related("province"):
            count = hand_over(webhook)
            deliver_due(webhook)
            self.stdout.write(f"{webhook.province} · {webhook}: {count} new events")
