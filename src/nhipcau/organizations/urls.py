from django.urls import path

from .views import agencies, groups, people

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
    path("can-bo/<int:pk>/giao-viec/", people.appoint, name="appoint"),
    path("can-bo/thoi-giu/<int:pk>/", people.end, name="appointment_end"),
]
