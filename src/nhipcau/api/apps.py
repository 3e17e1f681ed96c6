from django.apps import AppConfig


class ApiConfig(AppConfig):
    name = "nhipcau.api"

    def ready(self) -> None:
        from . import words

        words.register()
