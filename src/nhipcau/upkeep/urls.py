from django.urls import path

from .views import alive, health, machine

app_name = "upkeep"
urlpatterns = [
    path("song/", alive, name="alive"),
    path("he-thong/", health, name="health"),
    path("he-thong/may/", machine, name="machine"),
]
