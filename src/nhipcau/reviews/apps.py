from django.apps import AppConfig


class ReviewsConfig(AppConfig):
    name = "nhipcau.reviews"

    def ready(self) -> None:
        from . import words

        words.register()
