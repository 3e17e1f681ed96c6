from importlib import import_module

from django.urls import URLPattern, URLResolver, include, path

from nhipcau.accounts.views import set_language

handler400 = "nhipcau.config.views.bad_request"
handler403 = "nhipcau.config.views.permission_denied"
handler404 = "nhipcau.config.views.page_not_found"
handler500 = "nhipcau.config.views.server_error"

urlpatterns: list[URLPattern | URLResolver] = [
    path("ngon-ngu/", set_language, name="set_language"),
]
for app in ("accounts", "organizations", "plans", "register"):
    try:  # while the apps are being built; plain includes afterwards
        import_module(f"nhipcau.{app}.urls")
    except ImportError:
        continue
    urlpatterns.append(path("", include(f"nhipcau.{app}.urls")))
