from django.urls import path

from .views import calendar, export, home, search, task, tasks, timeline

app_name = "register"
urlpatterns = [
    path("", home.home, name="home"),
    path("nhiem-vu/", tasks.tasks, name="tasks"),
    path("nhiem-vu/xuat.xlsx", export.xlsx, name="export_xlsx"),
    path("nhiem-vu/xuat.csv", export.csv_file, name="export_csv"),
    path("nhiem-vu/<int:pk>/", task.task, name="task"),
    path("nhiem-vu/<int:pk>/van-ban/", task.source, name="source"),
    path("nhiem-vu/<int:pk>/trang-thai/", task.set_status, name="task_status"),
    path("lich/", calendar.calendar, name="calendar"),
    path("tien-trinh/", timeline.timeline, name="timeline"),
    path("tim/", search.search, name="search"),
    path("tim/goi-y/", search.suggest, name="suggest"),
]
