from django.apps import AppConfig


class OrganizationsConfig(AppConfig):
    name = "nhipcau.organizations"

    def ready(self) -> None:
        from . import finding, menu, words

        finding.register_source()
        words.register()
        menu.register()
