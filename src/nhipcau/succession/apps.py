from django.apps import AppConfig


class SuccessionConfig(AppConfig):
    name = "nhipcau.succession"

    def ready(self) -> None:
        from nhipcau.organizations import sections

        from . import finding, life, words

        finding.register()
        words.register()
        sections.register(life.section)
