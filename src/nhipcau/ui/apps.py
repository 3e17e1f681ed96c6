from django.apps import AppConfig


class UiConfig(AppConfig):
    name = "nhipcau.ui"
