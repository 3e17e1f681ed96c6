from django.urls import path

from . import views

app_name = "journal"
urlpatterns = [
    path("nhat-ky/", views.log, name="log"),
    path("nhat-ky/xuat.csv", views.csv_file, name="export_csv"),
    path("nhat-ky/xuat.xlsx", views.xlsx, name="export_xlsx"),
]
