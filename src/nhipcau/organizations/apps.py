from django.apps import AppConfig


class OrganizationsConfig(AppConfig):
    name = "nhipcau.organizations"

    def ready(self) -> None:
        from nhipcau.accounts.second_factor import tell_leaders
        from nhipcau.history.actions import tell_place

        from . import finding, menu, permissions, words

        finding.register_source()
        words.register()
        menu.register()
        tell_leaders(permissions.leads)
        tell_place(permissions.province_of)
