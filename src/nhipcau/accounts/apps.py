from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AccountsConfig(AppConfig):
    name = "nhipcau.accounts"

    def ready(self) -> None:
        from nhipcau.history.actions import register_action

        register_action("accounts.profile_changed", _("changed the own account"))
        register_action("accounts.password_changed", _("chose a new password"))
