from django.apps import AppConfig


class JournalConfig(AppConfig):
    name = "nhipcau.journal"

    def ready(self) -> None:
        from . import menu, words

        menu.register()
        words.register()
