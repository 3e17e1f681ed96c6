from django.apps import AppConfig


class OrganizationsConfig(AppConfig):
    name = "nhipcau.organizations"

    def ready(self) -> None:
        from . import menu, words

        words.register()
        menu.register()
