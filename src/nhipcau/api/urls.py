from django.urls import include, path, register_converter
from django.urls.converters import StringConverter

from . import v1, views
from .v1.service import nothing


class Anything(StringConverter):
    """Line ends too, which Django's own ``path`` leaves out: whoever asks for them is still a program."""

    regex = r"[\s\S]+"


register_converter(Anything, "anything")

screens = [
    path("tai-khoan/chuong-trinh/", views.tokens, name="tokens"),
    path("tai-khoan/chuong-trinh/<int:pk>/thu-hoi/", views.revoke, name="token_revoke"),
    path("can-bo/<int:pk>/thu-hoi-khoa/", views.revoke_of_person, name="keys_end"),
]
service = [
    path("openapi.json", v1.document, name="document"),
    *v1.urlpatterns,
    path("<anything:rest>", nothing, name="nothing"),
]
urlpatterns = [
    path("", include((screens, "api"), namespace="api")),
    path("api/v1/", include((service, "v1"))),
]
