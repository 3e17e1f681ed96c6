"""The real plans of 2022 and 2023, brought into provinces with their standard bodies and opened as of today."""

from __future__ import annotations

from datetime import date

import pytest
from conftest import PLANS
from tests.forms import send

from nhipcau.accounts.models import User
from nhipcau.demo.plans import receive
from nhipcau.organizations.actions import appointment_begin, province_add
from nhipcau.organizations.models import Agency
from nhipcau.plans import actions
from nhipcau.plans.models import TaskAgency
from nhipcau.plans.queries import review_token
from nhipcau.succession.actions import bodies_load

pytestmark = [pytest.mark.plans, pytest.mark.django_db]

TTTT, KHDT = "Sở Thông tin và Truyền thông", "Sở Kế hoạch và Đầu tư"
VHTT, VHTTDL = "Sở Văn hóa và Thể thao", "Sở Văn hóa, Thể thao và Du lịch"
# file, province, lead department, tasks that TTTT led, of those that KHDT led, names of lead agencies left unknown
PLACES = [
    ("hcmc-2022.docx", "Thành phố Hồ Chí Minh", VHTT, 9, 3, 0),
    ("hanoi-2023.docx", "thành phố Hà Nội", VHTT, 9, 4, 3),
    ("tuyenquang-2022.docx", "tỉnh Tuyên Quang", VHTTDL, 3, 0, 0),
]


@pytest.fixture
def place(request, settings, tmp_path):
    """The province of today with the plan of then, confirmed by its specialist Hà."""
    file, name, lead, *expected = request.param
    settings.MEDIA_ROOT = tmp_path
    province = province_add(name=name, lead_department=lead)
    bodies_load(province=province)
    province.refresh_from_db()
    ha = User.objects.create(username="ha", last_name="Mai Thị", first_name="Hà")
    appointment_begin(user=ha, agency=province.lead_department, role="specialist", by=None)
    upload = receive(PLANS / file, province, ha)
    plan = actions.plan_confirm(upload=upload, by=ha, token=review_token(upload.items.all()), with_open=True)
    return province, plan, ha, lead, expected


def text_of(response):
    return response.content.decode()


def led_by(plan, *names):
    """Tasks in whose lead part these agencies stand, by name or in a group."""
    leads = TaskAgency.objects.filter(task__plan=plan, role="lead", members__name__in=names)
    return plan.tasks.filter(pk__in=leads.values("task"))


@pytest.mark.parametrize("place", PLACES, indirect=True, ids=[row[0] for row in PLACES])
def test_departments_of_then_are_known_and_those_of_today_are_shown(place, client_of):
    _province, plan, ha, lead, (by_tttt, by_khdt, unknown) = place
    client = client_of(ha)
    tasks = led_by(plan, TTTT)
    assert (tasks.count(), led_by(plan, KHDT).count()) == (by_tttt, by_khdt)
    leads = TaskAgency.objects.filter(task__plan=plan, role="lead")
    assert leads.filter(agency=None, group=None).count() == unknown
    page = text_of(client.get(f"/nhiem-vu/{tasks.first().pk}/"))
    assert TTTT in page
    assert f"({plan.year}), nay: {lead}" in page
    assert f"nay: {lead}" in text_of(client.get("/nhiem-vu/?nam=tat-ca"))


@pytest.mark.parametrize("place", PLACES, indirect=True, ids=[row[0] for row in PLACES])
def test_the_register_filters_by_the_agency_of_today_over_years(place, client_of):
    province, plan, ha, lead, (by_tttt, by_khdt, _unknown) = place
    today = Agency.objects.get(province=province, name=lead)
    finance = Agency.objects.get(province=province, name="Sở Tài chính")
    client = client_of(ha)

    def found(agency):
        return client.get(f"/nhiem-vu/?nam=tat-ca&chu_tri={agency.pk}").context["page"].paginator.count

    assert found(today) == led_by(plan, TTTT, lead).count() >= by_tttt
    assert found(finance) == led_by(plan, KHDT, "Sở Tài chính").count() >= by_khdt


@pytest.mark.parametrize("place", PLACES[:1], indirect=True, ids=["hcmc-2022.docx"])
def test_an_officer_of_today_reports_on_the_tasks_of_the_department_of_then(place, client_of):
    province, plan, _ha, lead, _expected = place
    officer = User.objects.create(username="tu", last_name="Bùi", first_name="Tú")
    post = Agency.objects.get(province=province, name=lead)
    appointment_begin(user=officer, agency=post, role="officer", by=None, begins=date(2026, 1, 1))
    task = led_by(plan, TTTT).first()
    assert "form" in client_of(officer).get(f"/nhiem-vu/{task.pk}/").context
    typed, page = {"status": "in_progress", "note": "Đang làm"}, f"/nhiem-vu/{task.pk}/"
    answer = send(client_of(officer), page, typed, f"{page}trang-thai/")
    assert answer.status_code == 302


@pytest.mark.parametrize("place", PLACES[2:], indirect=True, ids=["tuyenquang-2022.docx"])
def test_the_districts_of_then_stand_behind_their_group(place):
    province, plan, _ha, _lead, _expected = place
    part = TaskAgency.objects.filter(task__plan=plan, text__startswith="Ủy ban nhân dân huyện").first()
    assert "Ủy ban nhân dân huyện Chiêm Hóa" in {agency.name for agency in part.members.all()}
    assert part.members.count() == 7
    assert Agency.objects.filter(province=province, kind="district", valid_to=None).count() == 0
