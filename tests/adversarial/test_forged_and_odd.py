"""Forged fields, files with active content, headers that lie, and markup in every field that is printed."""

from __future__ import annotations

import csv
from io import BytesIO, StringIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from openpyxl import load_workbook

from nhipcau.accounts.models import User
from nhipcau.demo.plans import plan_of_the_year
from nhipcau.organizations.models import Agency, AgencyGroup, Province
from nhipcau.plans.models import Plan, PlanTask, TaskAgency, Upload
from tests.test_who_may_do_what import PEOPLE, TABLE

from .conftest import is_broken, text_of

MARKUP = "<script>alert(1)</script>\"onmouseover='x'"
SIGNS = ("=", "+", "-", "@", "\t", "\r")
MIMETYPE = "application/octet-stream"


@pytest.fixture
def theirs(other_province, hoa) -> dict[str, int]:
    """Numbers of rows of the other province."""
    plan = plan_of_the_year(other_province, hoa)
    group = AgencyGroup.objects.create(province=other_province, name="Nhóm Vân Khê")
    return {"agency": other_province.lead_department_id, "plan": plan.pk, "user": hoa.pk, "group": group.pk}


# Who sends what to which address; {agency} and the like stand for rows of another province.
FORGED = [
    ("lan", "organizations:agency_edit", {"name": "Sở X", "kind": "department", "parent": "{agency}"}),
    ("lan", "organizations:agency_add", {"name": "Sở X", "kind": "department", "parent": "{agency}"}),
    ("lan", "organizations:group_edit", {"name": "Nhóm X", "named": "{agency}"}),
    ("an", "organizations:appoint", {"agency": "{agency}", "role": "administrator"}),
    ("an", "organizations:delegate", {"user": "{user}", "valid_to": "31/12/2026", "decided_by": "x"}),
    ("lan", "plans:review_agency", {"ten": "Sở X", "nghia": "a{agency}"}),
    ("lan", "plans:review_agency", {"ten": "Sở X", "nghia": "g{group}"}),
    ("lan", "plans:review_compare", {"plan": "{plan}"}),
    ("lan", "exchange:feeds", {"agency": "{agency}"}),
    ("minh", "exchange:feeds", {"agency": "tat-ca-x"}),
    ("an", "succession:record", {"kind": "rename", "old": "{agency}", "effective_on": "01/12/2026", "buoc": "ap-dung"}),
]


@pytest.mark.parametrize(("person", "name", "fields"), FORGED)
def test_a_row_of_another_province_in_a_form_is_refused(
    person, name, fields, rows, everyone, theirs, attacker, untouched
):
    values = {key: value.format(**theirs) for key, value in fields.items()}
    answer = attacker(everyone[person]).post(reverse(name, kwargs=rows[name]), values)
    assert answer.status_code < 500
    assert "Vân Khê" not in text_of(answer)
    untouched()


ACTIVE = {
    "page.docx": b"<html><script>alert(1)</script></html>",
    "picture.docx": b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>',
    "page.html": "<html><body><p>KẾ HOẠCH</p><script>alert(1)</script></body></html>".encode(),
    "program.pdf": b"MZ\x90\x00",
    "empty.docx": b"",
    "archive.docx": b"PK\x05\x06" + b"\0" * 18,
}
NAMES = [
    "../../../../tmp/x.txt",
    "..\\..\\x.txt",
    "/etc/passwd.txt",
    "a\x00b.txt",
    "b\u202etxt.exe.txt",
    "ầ" * 400 + ".txt",
    "CON.txt",
    'x"; filename="y.html',
    "x\r\nSet-Cookie: a=b.txt",
    "<img src=x onerror=alert(1)>.txt",
    ".txt",
]


def send(client, name: str, data: bytes):
    file = SimpleUploadedFile("x", data, content_type="text/html")
    file._name = name  # as it came over the wire, whatever Django makes of it
    return client.post(reverse("plans:upload"), {"files": file}, follow=True)


@pytest.mark.parametrize("name", ACTIVE)
def test_a_file_with_active_content_is_refused_or_only_ever_a_download(name, rows, lan, attacker):
    client = attacker(lan)
    answer = send(client, name, ACTIVE[name])
    assert answer.status_code < 500
    assert "<script>alert" not in text_of(answer)
    for upload in Upload.objects.filter(name=name):
        given = client.get(reverse("plans:original", args=[upload.pk]))
        assert given["Content-Disposition"].startswith("attachment")
        assert given["Content-Type"] == MIMETYPE
        assert given["X-Content-Type-Options"] == "nosniff"
        assert "sandbox" in given["Content-Security-Policy"]
        given.getvalue()


@pytest.mark.parametrize("name", NAMES)
def test_a_file_name_leads_nowhere_and_is_shown_as_words(name, rows, lan, attacker, settings, tmp_path):
    client = attacker(lan)
    answer = send(client, name, "KẾ HOẠCH Triển khai công tác năm 2026\nSố: 1/KH-UBND".encode())
    assert answer.status_code < 500
    assert "<img src=x" not in text_of(answer)
    inside = {path.resolve().is_relative_to(tmp_path) for path in tmp_path.rglob("*")}
    assert inside == {True}
    for upload in Upload.objects.exclude(pk=rows["plans:upload_status"]["pk"]):
        assert len(upload.name) <= 255
        assert not set(upload.name) & set("/\\\r\n\0\u202e")
        given = client.get(reverse("plans:original", args=[upload.pk]))
        assert "\r" not in given["Content-Disposition"]
        given.getvalue()


HEADERS = {
    "another host behind a proxy": {"X-Forwarded-Host": "evil.example", "X-Forwarded-Proto": "https"},
    "a hundred addresses": {"X-Forwarded-For": ", ".join(["10.0.0.1"] * 100) + ", <script>"},
    "100 kB of languages": {"Accept-Language": "vi;q=0.1," * 11_000},
    "odd language": {"Accept-Language": "../../x, \x01;q=z"},
    "odd range": {"Range": "bytes=9999999999999999999999-"},
    "odd cookie": {"Cookie": "nhipcau_language=../../etc; nhipcau_session=" + "x" * 4000},
    "odd etag": {"If-None-Match": '"' + "x" * 5000, "If-Modified-Since": "yesterday", "If-Match": "'"},
    "htmx": {"HX-Request": "true", "HX-Current-URL": "javascript:alert(1)", "HX-Target": "<b>"},
    "odd accept": {"Accept": "*/*;q=x, text/" + "y" * 3000},
}


@pytest.mark.parametrize("headers", HEADERS.values(), ids=HEADERS)
def test_headers_that_lie_break_nothing_and_are_not_believed(headers, insider):
    wrong = []
    for name in TABLE:
        client, address = insider(name)
        answer = client.get(address, headers=headers)
        if is_broken(name, answer) or "evil.example" in text_of(answer) + str(answer.headers):
            wrong.append(f"{name}: {answer.status_code}")
    assert wrong == []


def test_a_host_that_is_not_ours_is_refused(settings, client):
    settings.ALLOWED_HOSTS = ["nhipcau.example.gov.vn"]
    assert client.get("/dang-nhap/", headers={"Host": "evil.example"}).status_code == 400


@pytest.mark.parametrize(
    "target", ["https://evil.example/", "//evil.example/", "/\\evil.example", "javascript:alert(1)", "/\r\nX: y"]
)
def test_nobody_is_sent_elsewhere(target, client, lan, client_of):
    wanted = {"language": "en", "next": target}
    for browser in (client, client_of(lan)):
        answer = browser.post(reverse("set_language"), wanted)
        assert "evil" not in answer["Location"]
        assert "\n" not in answer["Location"]
    signed = client.post(f"/dang-nhap/?next={target}", {"username": "lan", "password": "lan-mật-khẩu", "next": target})
    assert "evil" not in signed.headers.get("Location", "")


@pytest.fixture
def poisoned(rows, province, trade, lan, minh) -> None:
    """Markup in every field of every row that a page prints."""
    for model in (Province, Agency, AgencyGroup, User, Plan, PlanTask, TaskAgency, Upload):
        for field in model._meta.fields:
            texts = field.get_internal_type() in ("CharField", "TextField")
            free = (
                texts
                and not field.choices
                and not field.unique
                and field.name not in ("key", "password", "sha256", "email")
            )
            if free and field.name not in ("recurrence", "time_kind", "source", "error_code"):
                length = field.max_length or 1000
                model._base_manager.update(**{field.name: MARKUP[:length]})
    PlanTask.objects.update(sub_items=[MARKUP], details=[MARKUP])
    for number in User.objects.values_list("pk", flat=True):  # an address is one person's
        User.objects.filter(pk=number).update(email=f"{MARKUP}{number}")


@pytest.mark.parametrize("person", ["lan", "an", "son", "minh"])
def test_no_page_prints_what_somebody_typed_as_markup(person, poisoned, rows, everyone, attacker):
    wrong = []
    for name in TABLE:
        if TABLE[name].split()[PEOPLE.index(person)] != "in":
            continue
        address = reverse(name, kwargs=rows[name])
        answer = attacker(everyone[person], address).get(address, {"nam": "tat-ca", "q": "script", "ten": MARKUP})
        text = text_of(answer)
        if answer.status_code >= 500:
            wrong.append(f"{name}: {answer.status_code}")
        html = answer.headers.get("Content-Type", "").startswith("text/html")
        if html and ("<script>alert" in text or "\"onmouseover='" in text):
            wrong.append(f"{name}: {text[max(0, text.find('<script>alert') - 80) :][:200]}")
    assert wrong == []


@pytest.mark.parametrize("sign", SIGNS)
def test_no_file_for_a_spreadsheet_holds_a_formula(sign, rows, lan, attacker):
    words = f"{sign}HYPERLINK(1)"
    PlanTask.objects.update(title=words, number=words[:30], group=words, time_text=words, output=words)
    Agency.objects.update(name=words)
    client = attacker(lan)
    text = text_of(client.get(reverse("register:export_csv"), {"nam": "tat-ca"}))
    cells = [cell for line in csv.reader(StringIO(text.removeprefix("\ufeff"))) for cell in line]
    assert any("HYPERLINK" in cell for cell in cells)
    assert not [cell for cell in cells if cell.startswith(sign)]
    book = load_workbook(BytesIO(client.get(reverse("register:export_xlsx"), {"nam": "tat-ca"}).getvalue()))
    assert "f" not in {cell.data_type for line in book.active.iter_rows() for cell in line}


def test_a_calendar_keeps_a_title_on_its_line(rows, client, lan):
    PlanTask.objects.update(title="x\r\nATTACH:http://evil.example/\r\nBEGIN:VALARM")
    text = text_of(client.get(reverse("exchange:calendar", kwargs=rows["exchange:calendar"])))
    lines = text.split("\r\n")
    assert not [line for line in lines if line.startswith(("ATTACH", "BEGIN:VALARM"))]
    assert "\n" not in "".join(lines)


INSIDE = ["https://127.0.0.1/", "https://[::1]/", "https://10.0.0.1/", "https://169.254.169.254/latest/", "https://0/"]
SCHEMES = ["http://example.gov.vn/", "file:///etc/passwd", "https://a@example.gov.vn/", "gopher://x/", "https://x:22/"]


@pytest.mark.parametrize("address", [*INSIDE, *SCHEMES])
def test_a_connection_into_our_own_network_is_never_made(address):
    from nhipcau.exchange.webhooks.guard import NotAllowed, resolve

    with pytest.raises(NotAllowed):
        resolve(address)
