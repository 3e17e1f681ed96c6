"""Addresses of the review. They hang below those of an upload and share their namespace: plans.urls includes them."""

from django.urls import path

from . import views

urlpatterns = [
    path("ke-hoach/nhap/<int:pk>/xem-lai/", views.review, name="review"),
    path("ke-hoach/nhap/<int:pk>/xem-lai/<int:item_pk>/", views.item, name="review_item"),
    path("ke-hoach/nhap/<int:pk>/xem-lai/them/", views.add, name="review_add"),
    path("ke-hoach/nhap/<int:pk>/xem-lai/nhan/", views.accept_certain, name="review_accept"),
    path("ke-hoach/nhap/<int:pk>/xem-lai/co-quan/", views.agency, name="review_agency"),
    path("ke-hoach/nhap/<int:pk>/xem-lai/so-sanh/", views.compare, name="review_compare"),
    path("ke-hoach/nhap/<int:pk>/xem-lai/xac-nhan/", views.confirm, name="review_confirm"),
    path("ke-hoach/nhap/<int:pk>/xem-lai/doc-thu/", views.phrase, name="review_phrase"),
]
