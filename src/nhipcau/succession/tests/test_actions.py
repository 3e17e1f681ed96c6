from datetime import date

import pytest
from django.core.exceptions import ValidationError

from nhipcau.history.queries import sentences
from nhipcau.organizations.actions import agency_change, alias_learn, appointment_end, group_add
from nhipcau.organizations.models import Agency, AgencyVersion, Appointment
from nhipcau.organizations.permissions import seats
from nhipcau.succession.actions import Stale, succession_apply, succession_plan, succession_undo
from nhipcau.succession.drafts import Body
from nhipcau.succession.models import Event
from nhipcau.succession.queries import Today, lineage_of

from .events import JULY, MARCH, move


def said(outlook):
    return "\n".join(line for section in outlook.sections for line in (section.title, *section.lines))


def test_the_dry_run_tells_everything_and_changes_nothing(reform, van, province, tttt):
    group = group_add(province=province, name="Tổ giúp việc", named=[tttt], by=None)
    alias_learn(agency=tttt, text="Ngành Thông tin", by=None)
    words = said(succession_plan(reform))
    assert "Thông tin đối ngoại, báo chí, xuất bản, thông tin cơ sở: từ Sở Thông tin và Truyền thông" in words
    assert "Sở Thông tin và Truyền thông, ngày cuối 28/02/2025" in words
    assert "Đặng Thanh Vân" in words
    assert "Ngành Thông tin" in words
    assert group.name in words
    tttt.refresh_from_db()
    assert tttt.valid_to is None
    assert not Event.objects.exists()


def test_a_split_ends_the_agency_and_its_people_follow_the_work(reform, van, tttt, vhttdl, an):
    event = succession_apply(draft=reform, by=an)
    tttt.refresh_from_db()
    assert tttt.valid_to == date(2025, 2, 28)
    assert [(seat.agency, seat.valid_from) for seat in seats(van)] == [(vhttdl, MARCH)]
    assert "ghi nhận" in str(sentences(event)[0])
    assert event.instrument == "Nghị định 45/2025/NĐ-CP"


def test_the_lead_department_follows_too(reform, province, tttt, vhttdl):
    province.lead_department = tttt
    province.save()
    assert "Sở Văn hóa, Thể thao và Du lịch" in said(succession_plan(reform))
    event = succession_apply(draft=reform, by=None)
    province.refresh_from_db()
    assert province.lead_department == vhttdl
    succession_undo(event=event, by=None)
    province.refresh_from_db()
    assert province.lead_department == tttt


def test_a_rename_makes_the_new_name_from_its_day_on(province, tttt):
    body = Body("Sở Thông tin, Truyền thông và Chuyển đổi số", "Sở TTTTCĐS")
    succession_apply(draft=move(province, "rename", MARCH, (tttt, body, "")), by=None)
    new = Agency.objects.get(name=body.name)
    assert (new.valid_from, new.kind) == (MARCH, "department")
    assert Today(province).of(tttt, date(2022, 1, 1)) == new


def test_a_transfer_of_a_function_ends_nobody(province, tttt, vhttdl):
    succession_apply(draft=move(province, "transfer", MARCH, (tttt, vhttdl, "information")), by=None)
    tttt.refresh_from_db()
    today = Today(province)
    assert tttt.valid_to is None
    assert today.of(tttt, date(2022, 1, 1)) == vhttdl
    assert today.of(tttt, date(2026, 1, 1)) is None


def test_an_end_leaves_no_successor(province, tttt):
    succession_apply(draft=move(province, "end", JULY, (tttt, None, "")), by=None)
    assert Today(province).number_of(tttt.pk) is None
    assert Today(province).of(tttt) is None


def test_an_event_that_cannot_be_is_refused_with_a_sentence(province, tttt, khcn):
    agency_change(agency=khcn, by=None, valid_from=JULY)
    with pytest.raises(ValidationError, match="Sở Khoa học và Công nghệ chưa có"):
        succession_apply(draft=move(province, "merge", MARCH, (tttt, khcn, "")), by=None)
    assert not Event.objects.exists()


def test_what_changed_since_the_dry_run_is_looked_at_again(reform, tttt, minh):
    token = succession_plan(reform).token
    Appointment.objects.create(user=minh, agency=tttt, role="officer", valid_from=date(2024, 1, 1))
    with pytest.raises(Stale):
        succession_apply(draft=reform, by=None, seen=token)
    assert succession_apply(draft=reform, by=None, seen=succession_plan(reform).token)


def test_undo_puts_everything_back(reform, van, province, tttt, vhttdl):
    group = group_add(province=province, name="Tổ giúp việc", named=[tttt], by=None)
    event = succession_apply(draft=reform, by=None)
    succession_undo(event=event, by=None)
    tttt.refresh_from_db()
    province.refresh_from_db()
    assert tttt.valid_to is None
    assert [seat.agency for seat in seats(van)] == [tttt]
    assert list(group.named.all()) == [tttt]
    assert Today(province).of(tttt, date(2022, 1, 1)) is None
    assert van.appointments.count() == 1


def test_an_undone_event_can_be_recorded_again(province, tttt):
    draft = move(province, "rename", MARCH, (tttt, Body("Sở Truyền thông"), ""))
    succession_undo(event=succession_apply(draft=draft, by=None), by=None)
    tttt.refresh_from_db()
    again = move(province, "rename", MARCH, (tttt, Body("Sở Truyền thông"), ""))
    succession_apply(draft=again, by=None)
    assert Agency.objects.filter(name="Sở Truyền thông").count() == 1
    assert Agency.ever.filter(name="Sở Truyền thông").count() == 2


@pytest.fixture
def renamed(province, tttt, van):
    event = succession_apply(draft=move(province, "rename", MARCH, (tttt, Body("Sở Truyền thông"), "")), by=None)
    return event, Agency.objects.get(name="Sở Truyền thông")


def test_what_a_later_event_builds_on_is_not_undone(renamed, province, khcn):
    event, new = renamed
    later = succession_apply(draft=move(province, "merge", JULY, (new, khcn, "")), by=None)
    with pytest.raises(ValidationError, match="Sở Truyền thông → Sở Khoa học và Công nghệ"):
        succession_undo(event=event, by=None)
    succession_undo(event=later, by=None)
    succession_undo(event=event, by=None)


def test_an_agency_that_is_in_use_is_not_taken_away(renamed, minh):
    event, new = renamed
    Appointment.objects.create(user=minh, agency=new, role="officer", valid_from=JULY)
    with pytest.raises(ValidationError, match="đã được sử dụng"):
        succession_undo(event=event, by=None)


def test_a_post_that_ended_since_does_not_come_back(renamed, van):
    event, new = renamed
    appointment_end(appointment=van.appointments.get(agency=new), by=None)
    with pytest.raises(ValidationError, match="Đặng Thanh Vân"):
        succession_undo(event=event, by=None)


def test_no_event_is_undone_twice(renamed):
    event, _new = renamed
    succession_undo(event=event, by=None)
    with pytest.raises(ValidationError, match="đã được hoàn tác"):
        succession_undo(event=event, by=None)


def test_what_was_known_on_a_day_stays_known(on_day, reform, province, tttt, vhttdl):
    on_day(date(2026, 3, 10))
    event = succession_apply(draft=reform, by=None)
    on_day(date(2026, 5, 20))
    succession_undo(event=event, by=None)
    assert not lineage_of(province)
    province.refresh_from_db()
    then = lineage_of(province, known_on=date(2026, 4, 1))
    assert then.holder(tttt.pk, "information", date(2022, 1, 1)) == vhttdl.pk
    assert not lineage_of(province, known_on=date(2026, 3, 9))
    assert not lineage_of(province, known_on=date(2026, 5, 20))
    known = AgencyVersion.objects.filter(agency=tttt)
    assert known.as_known_on(date(2026, 4, 1)).get().valid_to == date(2025, 2, 28)
    assert known.as_known_on(date(2026, 5, 21)).get().valid_to is None


def test_a_province_without_successions_asks_nothing(province, tttt, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert Today(province).of(tttt) is None
