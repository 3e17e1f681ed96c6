from django.urls import path

from .views import access, accounts, agencies, groups, people

app_name = "organizations"
urlpatterns = [
    path("co-quan/", agencies.agencies, name="agencies"),
    path("co-quan/them/", agencies.add, name="agency_add"),
    path("co-quan/<int:pk>/", agencies.agency, name="agency"),
    path("co-quan/<int:pk>/sua/", agencies.edit, name="agency_edit"),
    path("co-quan/<int:pk>/ten-goi/", agencies.learn, name="alias_learn"),
    path("co-quan/<int:pk>/ten-goi/<int:alias_pk>/bo/", agencies.forget, name="alias_forget"),
    path("nhom-co-quan/", groups.groups, name="groups"),
    path("nhom-co-quan/them/", groups.add, name="group_add"),
    path("nhom-co-quan/<int:pk>/", groups.group, name="group"),
    path("nhom-co-quan/<int:pk>/sua/", groups.edit, name="group_edit"),
    path("can-bo/", people.people, name="people"),
    path("can-bo/them/", people.add, name="person_add"),
    path("can-bo/<int:pk>/", people.person, name="person"),
    path("can-bo/<int:pk>/dong/", accounts.close, name="person_close"),
    path("can-bo/<int:pk>/mo-lai/", accounts.reopen, name="person_reopen"),
    path("can-bo/<int:pk>/bo-hai-buoc/", accounts.reset_second_factor, name="person_second_factor"),
    path("can-bo/<int:pk>/mat-khau/", accounts.give_password, name="person_password"),
    path("can-bo/<int:pk>/xac-nhan-thu/", accounts.confirm_email, name="person_email"),
    path("can-bo/<int:pk>/bo-dang-nhap-mot-lan/", accounts.drop_binding, name="person_unbind"),
    path("can-bo/<int:pk>/giao-viec/", people.appoint, name="appoint"),
    path("can-bo/thoi-giu/<int:pk>/", people.end, name="appointment_end"),
    path("can-bo/uy-quyen/<int:pk>/", people.delegate, name="delegate"),
    path("can-bo/uy-quyen/<int:pk>/thoi/", people.end_delegation, name="delegation_end"),
    path("ra-soat-quyen/", access.reviews, name="access_reviews"),
    path("ra-soat-quyen/mo/", access.open_review, name="access_open"),
    path("ra-soat-quyen/<int:pk>/", access.review, name="access_review"),
    path("ra-soat-quyen/<int:pk>/vi-tri/<int:item_pk>/", access.decide, name="access_decide"),
    path("ra-soat-quyen/<int:pk>/dong/", access.close, name="access_close"),
    path("ra-soat-quyen/<int:pk>/bien-ban.xlsx", access.record, name="access_record"),
]
