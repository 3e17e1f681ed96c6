"""What every page carries, and what is shown when something goes wrong."""

import pytest
from django.test import Client, RequestFactory
from django.urls import include, path

from nhipcau.config import views


def test_scripts_and_styles_come_only_from_the_site_itself(client, db):
    policy = client.get("/dang-nhap/").headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "script-src 'self'" in policy
    assert "unsafe" not in policy


def test_the_site_is_not_shown_within_another_and_tells_others_nothing(client, db):
    headers = client.get("/dang-nhap/").headers
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["X-Content-Type-Options"] == "nosniff"


def test_a_page_that_is_not_there_says_what_to_do(client_of, lan):
    answer = client_of(lan).get("/khong-co/")
    assert answer.status_code == 404
    assert "Không tìm thấy trang" in answer.content.decode()
    assert "tìm kiếm" in answer.content.decode()


def test_an_expired_form_says_what_to_do(lan):
    client = Client(enforce_csrf_checks=True)
    answer = client.post("/dang-nhap/", {"username": "lan"})
    assert answer.status_code == 403
    assert "Biểu mẫu đã hết hạn" in answer.content.decode()


def broken(request):
    raise RuntimeError("a secret detail")


def refused(request):
    return views.permission_denied(request, Exception())


urlpatterns = [path("hong/", broken), path("cam/", refused), path("", include("nhipcau.config.urls"))]
handler500 = views.server_error


@pytest.mark.urls(__name__)
def test_a_fault_is_told_without_its_details(client_of, lan):
    client = client_of(lan)
    client.raise_request_exception = False
    answer = client.get("/hong/")
    assert answer.status_code == 500
    assert "Chưa có gì bị thay đổi" in answer.content.decode()
    assert "secret detail" not in answer.content.decode()


@pytest.mark.urls(__name__)
def test_a_refusal_says_whom_to_ask(client_of, lan):
    answer = client_of(lan).get("/cam/")
    assert answer.status_code == 403
    assert "người quản trị của tỉnh" in answer.content.decode()


def test_an_unreadable_request_says_to_try_again(rf: RequestFactory, lan):
    request = rf.get("/")
    request.user = lan
    answer = views.bad_request(request, Exception())
    assert answer.status_code == 400
    assert "Hãy quay lại" in answer.content.decode()
