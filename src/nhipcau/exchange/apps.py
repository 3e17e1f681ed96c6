from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ExchangeConfig(AppConfig):
    name = "nhipcau.exchange"

    def ready(self) -> None:
        from nhipcau.accounts import doors
        from nhipcau.organizations.permissions import ADMINISTRATORS, has_role, province_of
        from nhipcau.ui.menu import Entry, register

        from . import jobs, words
        from .actions import feeds_end

        words.register()
        doors.register(feeds_end)
        jobs.listen_to_the_log()
        register(
            Entry(
                "exchange:webhooks",
                _("Connections"),
                "connections",
                80,
                shown=lambda request: has_role(request.user, province_of(request.user), *ADMINISTRATORS),
                within=("exchange:webhook",),
            )
        )
