from django.apps import AppConfig
from django.db.models.signals import post_migrate


class HistoryConfig(AppConfig):
    name = "nhipcau.history"

    def ready(self) -> None:
        from .protection import protect_after_migrate

        post_migrate.connect(protect_after_migrate, sender=self)
