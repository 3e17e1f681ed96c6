from django.apps import AppConfig


class SearchConfig(AppConfig):
    name = "nhipcau.search"

    def ready(self) -> None:
        from . import checks  # noqa: F401 - registers itself
