from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "nhipcau.accounts"

    def ready(self) -> None:
        from . import signals, words

        words.register()
        signals.connect()
