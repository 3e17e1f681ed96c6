from django.urls import include, path

from .views import plan, upload

app_name = "plans"
urlpatterns = [
    path("ke-hoach/", plan.plans, name="list"),
    path("ke-hoach/<int:pk>/", plan.detail, name="detail"),
    path("ke-hoach/<int:pk>/nhap-ban-sua/", upload.corrected, name="corrected"),
    path("ke-hoach/<int:pk>/hoan-tac/", plan.unconfirm, name="unconfirm"),
    path("ke-hoach/<int:pk>/dong/", plan.close, name="close"),
    path("ke-hoach/nhap/", upload.upload, name="upload"),
    path("ke-hoach/nhap/<int:pk>/", upload.status, name="upload_status"),
    path("ke-hoach/nhap/<int:pk>/thu-lai/", upload.retry, name="upload_retry"),
    path("ke-hoach/nhap/<int:pk>/bo/", upload.discard, name="upload_discard"),
    path("ke-hoach/nhap/<int:pk>/tep/", upload.original, name="original"),
    path("", include("nhipcau.reviews.urls")),
]
