from django.apps import AppConfig


class ApiConfig(AppConfig):
    name = "nhipcau.api"

    def ready(self) -> None:
        from nhipcau.accounts import doors
        from nhipcau.organizations import sections

        from . import actions, views, words

        words.register()
        doors.register(actions.tokens_end)
        sections.register_for_person(views.keys_of_person)
