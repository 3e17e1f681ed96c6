from django.urls import include, path

from . import v1, views
from .v1.service import nothing

screens = [
    path("tai-khoan/chuong-trinh/", views.tokens, name="tokens"),
    path("tai-khoan/chuong-trinh/<int:pk>/thu-hoi/", views.revoke, name="token_revoke"),
]
service = [
    path("openapi.json", v1.document, name="document"),
    *v1.urlpatterns,
    path("<path:rest>", nothing, name="nothing"),
]
urlpatterns = [
    path("", include((screens, "api"), namespace="api")),
    path("api/v1/", include((service, "v1"))),
]
