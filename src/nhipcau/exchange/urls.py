from django.urls import path

from .views import annex, feeds, reimport, webhooks

app_name = "exchange"
urlpatterns = [
    path("nhiem-vu/phu-luc.docx", annex.annex, name="annex"),
    path("nhiem-vu/nhap-lai/", reimport.take, name="reimport_take"),
    path("nhiem-vu/nhap-lai/<int:pk>/", reimport.look, name="reimport"),
    path("lich/dang-ky/", feeds.feeds, name="feeds"),
    path("lich/dang-ky/<int:pk>/thu-hoi/", feeds.revoke, name="feed_revoke"),
    path("lich/<str:secret>.ics", feeds.calendar, name="calendar"),
    path("ket-noi/", webhooks.webhooks, name="webhooks"),
    path("ket-noi/them/", webhooks.add, name="webhook_add"),
    path("ket-noi/<int:pk>/", webhooks.webhook, name="webhook"),
    path("ket-noi/<int:pk>/sua/", webhooks.change, name="webhook_change"),
    path("ket-noi/<int:pk>/khoa-moi/", webhooks.new_key, name="webhook_new_key"),
    path("ket-noi/<int:pk>/tam-dung/", webhooks.pause, name="webhook_pause"),
    path("ket-noi/<int:pk>/thu/", webhooks.ping, name="webhook_ping"),
    path("ket-noi/<int:pk>/gui-lai/", webhooks.replay, name="webhook_replay"),
    path("ket-noi/<int:pk>/go/", webhooks.remove, name="webhook_remove"),
]
