from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PlansConfig(AppConfig):
    name = "nhipcau.plans"

    def ready(self) -> None:
        from nhipcau import originals
        from nhipcau.organizations.permissions import province_of
        from nhipcau.ui import menu

        from . import queries, words

        originals.named_by(queries.names_file)
        words.register()
        menu.register(
            menu.Entry(
                url_name="plans:list",
                label=_("Plans"),
                icon="plans",
                order=20,
                shown=lambda request: province_of(request.user) is not None,
                within=("plans:",),
            )
        )
