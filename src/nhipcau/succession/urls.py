from django.urls import path

from . import views

app_name = "succession"
urlpatterns = [
    path("dien-bien/", views.events, name="events"),
    path("dien-bien/them/", views.add, name="add"),
    path("dien-bien/them/<slug:kind>/", views.record, name="record"),
    path("dien-bien/<int:pk>/", views.event, name="event"),
    path("dien-bien/<int:pk>/hoan-tac/", views.undo, name="undo"),
]
