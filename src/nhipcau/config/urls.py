from importlib.util import find_spec

from django.urls import URLPattern, URLResolver, include, path

handler400 = "nhipcau.config.views.bad_request"
handler403 = "nhipcau.config.views.permission_denied"
handler404 = "nhipcau.config.views.page_not_found"
handler500 = "nhipcau.config.views.server_error"

APPS = ["accounts", "organizations", "plans", "register"]

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include(f"nhipcau.{app}.urls")) for app in APPS if find_spec(f"nhipcau.{app}.urls")
]
