from django.urls import include, path

from nhipcau.accounts.views import set_language

handler400 = "nhipcau.config.views.bad_request"
handler403 = "nhipcau.config.views.permission_denied"
handler404 = "nhipcau.config.views.page_not_found"
handler500 = "nhipcau.config.views.server_error"

urlpatterns = [
    path("", include("nhipcau.accounts.urls")),
    path("", include("nhipcau.organizations.urls")),
    path("", include("nhipcau.succession.urls")),
    path("", include("nhipcau.plans.urls")),
    path("", include("nhipcau.register.urls")),
    path("", include("nhipcau.exchange.urls")),
    path("", include("nhipcau.api.urls")),
    path("", include("nhipcau.journal.urls")),
    path("", include("nhipcau.upkeep.urls")),
    path("ngon-ngu/", set_language, name="set_language"),
]
