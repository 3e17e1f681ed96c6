from django.apps import AppConfig


class SuccessionConfig(AppConfig):
    name = "nhipcau.succession"

    def ready(self) -> None:
        from . import words

        words.register()
