from django.urls import path

from .views import plan, review, upload

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
    path("ke-hoach/nhap/<int:pk>/xem-lai/", review.review, name="review"),
    path("ke-hoach/nhap/<int:pk>/xem-lai/<int:item_pk>/", review.item, name="review_item"),
    path("ke-hoach/nhap/<int:pk>/xem-lai/them/", review.add, name="review_add"),
    path("ke-hoach/nhap/<int:pk>/xem-lai/nhan/", review.accept_certain, name="review_accept"),
    path("ke-hoach/nhap/<int:pk>/xem-lai/co-quan/", review.agency, name="review_agency"),
    path("ke-hoach/nhap/<int:pk>/xem-lai/so-sanh/", review.compare, name="review_compare"),
    path("ke-hoach/nhap/<int:pk>/xem-lai/xac-nhan/", review.confirm, name="review_confirm"),
    path("ke-hoach/nhap/<int:pk>/xem-lai/doc-thu/", review.phrase, name="review_phrase"),
]
