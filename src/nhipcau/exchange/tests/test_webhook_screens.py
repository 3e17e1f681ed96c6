"""The administrator's pages of connections."""

from __future__ import annotations

import pytest
from tests.forms import send

from nhipcau.exchange.models import Delivery, Webhook

FORM = {
    "name": "IOC",
    "address": "https://ioc.example.gov.vn/nhan",
    "events": ["task.status_changed", "plan.confirmed"],
}


@pytest.fixture
def made(an, client_of):
    return client_of(an).post("/ket-noi/them/", FORM)


def test_a_new_connection_shows_its_key_once(made, an, client_of):
    key = made.context["key"]
    assert key in made.content.decode() and made["Cache-Control"] == "no-store"
    webhook = Webhook.objects.get()
    assert key not in client_of(an).get(f"/ket-noi/{webhook.pk}/").content.decode()
    assert webhook.events == ["plan.confirmed", "task.status_changed"]
    assert "đã thêm kết nối IOC đến https://ioc.example.gov.vn/nhan" in made.content.decode()


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"address": "http://ioc.example.gov.vn/"}, "Địa chỉ phải bắt đầu bằng https://"),
        ({"address": "https://a:b@ioc.example.gov.vn/"}, "Địa chỉ này không dùng được."),
        ({"address": "https://ioc.example.gov.vn:22/"}, "Địa chỉ chỉ được dùng cổng 443 hoặc 8443."),
        ({"events": []}, "Hãy điền mục này."),
        ({"events": ["everything"]}, "everything"),
        ({"name": "x" * 101}, "100"),
    ],
)
def test_what_cannot_be_is_said_beside_its_field(change, sentence, an, client_of):
    page = client_of(an).post("/ket-noi/them/", FORM | change)
    assert page.status_code == 422 and sentence in page.content.decode()
    assert not Webhook.objects.exists()


def test_the_pages_lead_through_everything(made, an, client_of, settings):
    settings.WEBHOOK_NETWORKS = ["127.0.0.0/8"]
    client, webhook = client_of(an), Webhook.objects.get()
    here = f"/ket-noi/{webhook.pk}/"
    changed = send(
        client, f"{here}sua/", FORM | {"name": "Trung tâm điều hành", "address": "http://127.0.0.1:9/"}, follow=True
    )
    assert "IOC → Trung tâm điều hành" in changed.content.decode()
    client.post(f"{here}thu/")
    Delivery.objects.create(
        webhook=webhook, event=5, state="failed", error="status", answer=500, next_try_at=webhook.made_at
    )
    shown = client.get(here).content.decode()
    assert "Hệ thống kia không nhận tin. (HTTP 500)" in shown
    assert "Gửi thử" in shown
    assert "1 tin thôi gửi" in client.get("/ket-noi/").content.decode()
    assert "tạm dừng từ" in client.post(f"{here}tam-dung/", follow=True).content.decode()
    assert "whk_" in client.post(f"{here}khoa-moi/").content.decode()
    assert client.post(f"{here}gui-lai/", {"first": "0"}).status_code == 422
    client.post(f"{here}gui-lai/", {"first": "5"})
    assert Delivery.objects.get(event=5).state == "waiting"
    assert "Đã gỡ kết nối." in client.post(f"{here}go/", follow=True).content.decode()
    assert not Webhook.objects.exists()


def test_another_provinces_connection_is_not_found(made, hoa, client_of):
    hoa.appointments.update(role="administrator")
    assert client_of(hoa).get(f"/ket-noi/{Webhook.objects.get().pk}/").status_code == 404


def test_a_province_has_only_so_many(made, an, client_of):
    webhook = Webhook.objects.get()
    Webhook.objects.bulk_create(
        Webhook(province=webhook.province, made_by=an, name=str(number), address=webhook.address)
        for number in range(19)
    )
    assert (
        "nhiều nhất 20 kết nối"
        in client_of(an).post("/ket-noi/them/", FORM | {"address": "https://x.gov.vn/"}).content.decode()
    )


def test_the_pages_cost_the_same_for_few_and_many(made, an, client_of, django_assert_max_num_queries):
    client, webhook = client_of(an), Webhook.objects.get()
    for address, most in (("/ket-noi/", 8), (f"/ket-noi/{webhook.pk}/", 10)):
        counts = []
        for start in (0, 100):
            Delivery.objects.bulk_create(
                [
                    Delivery(webhook=webhook, event=start + number + 1000 * most, next_try_at=webhook.made_at)
                    for number in range(20 + start)
                ]
            )
            with django_assert_max_num_queries(most) as counted:
                assert client.get(address).status_code == 200
            counts.append(len(counted))
        assert counts[0] == counts[1]
