from django.apps import AppConfig


class UpkeepConfig(AppConfig):
    name = "nhipcau.upkeep"

    def ready(self) -> None:
        from . import menu, words

        words.register()
        menu.register()
