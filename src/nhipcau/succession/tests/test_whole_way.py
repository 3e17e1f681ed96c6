"""A real plan of then from the file to the register of today, through the addresses that a specialist uses."""

from __future__ import annotations

import re
from html import unescape

import pytest
from conftest import PLANS
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.timezone import localdate

from nhipcau.accounts.models import User
from nhipcau.organizations.actions import appointment_begin, province_add
from nhipcau.organizations.models import Agency
from nhipcau.plans.jobs import read_upload
from nhipcau.plans.models import Plan, Upload
from nhipcau.succession.actions import bodies_load, succession_apply
from nhipcau.succession.drafts import Body

from .events import move

pytestmark = [pytest.mark.plans, pytest.mark.django_db]

VHTT, VHTTDL = "Sở Văn hóa và Thể thao", "Sở Văn hóa, Thể thao và Du lịch"
# province, its lead department, files with the year of each, what the plans call others: by today's name
PLACES = {
    "hcmc": (
        ("Thành phố Hồ Chí Minh", VHTT, [("hcmc-2022.docx", 2022)]),
        {
            "Sở Thông tin và Truyền thông": VHTT,
            "Sở Kế hoạch và Đầu tư": "Sở Tài chính",
            "Đài Truyền hình Thành phố Hồ Chí Minh": "Đài Phát thanh và Truyền hình Thành phố Hồ Chí Minh",
        },
    ),
    "hanoi": (
        ("thành phố Hà Nội", VHTT, [("hanoi-2023.docx", 2023)]),
        {"Sở Thông tin và Truyền thông": VHTT, "Sở Kế hoạch và Đầu tư": "Sở Tài chính"},
    ),
    "tuyenquang": (
        ("tỉnh Tuyên Quang", VHTTDL, [("tuyenquang-2022.docx", 2022)]),
        {"Sở Thông tin và Truyền thông": VHTTDL},
    ),
    "both years": (
        ("thành phố Hà Nội", VHTT, [("hcmc-2022.docx", 2022), ("hanoi-2023.docx", 2023)]),
        {"Sở Thông tin và Truyền thông": VHTT, "Sở Kế hoạch và Đầu tư": "Sở Tài chính"},
    ),
}


def text_of(response):
    assert response.status_code == 200
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", "", response.content.decode())))


@pytest.fixture
def brought(request, settings, tmp_path, client_of):
    """Uploaded, read, reviewed and confirmed by the specialist Hà in a browser."""
    (name, lead, files), now = PLACES[request.param]
    settings.MEDIA_ROOT = tmp_path
    province = province_add(name=name, lead_department=lead)
    bodies_load(province=province)
    province.refresh_from_db()
    ha = User.objects.create(username="ha", last_name="Mai Thị", first_name="Hà")
    appointment_begin(user=ha, agency=province.lead_department, role="specialist", by=None)
    client = client_of(ha)
    plans = [_bring(client, file) for file, _year in files]
    return province, client, plans, [year for _file, year in files], now


def _bring(client, file):
    sent = SimpleUploadedFile(file, (PLANS / file).read_bytes())
    answer = client.post("/ke-hoach/nhap/", {"files": sent})
    upload = Upload.objects.latest("pk")
    assert answer["Location"] == f"/ke-hoach/nhap/{upload.pk}/"
    if upload.state == Upload.State.WAITING:
        assert read_upload.func(upload.pk)
    page = client.get(f"/ke-hoach/nhap/{upload.pk}/xem-lai/").content.decode()
    token = re.search(r'name="token" value="([^"]+)"', page).group(1)
    answer = client.post(f"/ke-hoach/nhap/{upload.pk}/xem-lai/xac-nhan/", {"token": token, "with_open": "1"})
    plan = Plan.objects.latest("pk")
    assert answer["Location"] == f"/ke-hoach/{plan.pk}/"
    return plan


def in_register(client, agency):
    """The tasks that the register finds with this agency in the lead, over all years."""
    page = client.get(f"/nhiem-vu/?nam=tat-ca&chu_tri={agency.pk}").context["page"]
    return {task.pk for number in page.paginator.page_range for task in page.paginator.page(number)}


def meant(plan, name):
    """Tasks of a plan with an agency of this name in the lead."""
    parts = [part for task in plan.tasks.all() for part in task.parts.filter(role="lead")]
    return {part.task_id for part in parts if part.members.filter(name=name).exists()}


@pytest.mark.parametrize("brought", PLACES, indirect=True)
def test_a_plan_of_then_is_worked_on_by_the_agencies_of_today(brought):
    province, client, plans, years, now = brought
    valid = Agency.objects.filter(province=province).valid_on(localdate())
    for old, new in now.items():
        today = valid.get(name=new)
        for plan, year in zip(plans, years, strict=True):
            tasks = meant(plan, old)
            assert tasks <= in_register(client, today), (old, year)
            for task in sorted(tasks)[:2]:
                page = text_of(client.get(f"/nhiem-vu/{task}/"))
                assert old in page
                assert f"nay: {new}" in page
        assert any(meant(plan, old) for plan in plans), old
    listed = text_of(client.get("/nhiem-vu/?nam=tat-ca"))
    assert f"nay: {next(iter(now.values()))}" in listed


@pytest.mark.parametrize("brought", ["both years"], indirect=True)
def test_the_register_of_todays_agency_holds_the_tasks_of_both_years(brought):
    province, client, plans, _years, now = brought
    today = Agency.objects.filter(province=province).valid_on(localdate()).get(name=VHTT)
    found = in_register(client, today)
    for plan in plans:
        assert found & set(plan.tasks.values_list("pk", flat=True))
    assert found == {
        task for plan in plans for old in (*now, VHTT) if now.get(old, VHTT) == VHTT for task in meant(plan, old)
    }


@pytest.mark.parametrize("brought", ["tuyenquang"], indirect=True)
def test_a_name_of_tomorrow_is_not_shown_before_its_day(brought):
    province, client, (plan,), _years, _now = brought
    today = Agency.objects.filter(province=province).valid_on(localdate()).get(name=VHTTDL)
    ahead = localdate().replace(year=localdate().year + 1)
    succession_apply(draft=move(province, "rename", ahead, (today, Body("Sở Văn hóa và Truyền thông"), "")), by=None)
    task = min(meant(plan, "Sở Thông tin và Truyền thông"))
    assert f"nay: {VHTTDL}" in text_of(client.get(f"/nhiem-vu/{task}/"))
