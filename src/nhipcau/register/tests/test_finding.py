"""The search index stays true to plans, tasks and agencies through every change, and to what the rights say."""

from __future__ import annotations

from datetime import date

import pytest
from django.core.management import CommandError, call_command

from nhipcau.accounts.models import User
from nhipcau.organizations.actions import agency_add, agency_change, alias_forget, alias_learn, appointment_begin
from nhipcau.organizations.models import Agency, Appointment, Delegation, Province
from nhipcau.plans import actions
from nhipcau.plans.models import Plan, PlanTask, TaskAgency
from nhipcau.plans.permissions import plans_visible_to, tasks_visible_to
from nhipcau.plans.tests.factory import ROWS, upload_with
from nhipcau.plans.tests.test_reread import CORRECTED, confirm
from nhipcau.register.finding import PLAN, TASK, readable_by
from nhipcau.search.index import index
from nhipcau.search.models import Entry
from nhipcau.search.rights import Readable
from nhipcau.succession.actions.apply import succession_apply
from nhipcau.succession.actions.undo import succession_undo
from nhipcau.succession.drafts import Body, Draft, Handover

pytestmark = pytest.mark.django_db


def found(text: str, user: User, kind: str = TASK) -> set[int]:
    result = index.search(text, readable=readable_by(user), kinds=[kind])
    return set() if result.query.loose else {hit.object_id for hit in result.hits(kind, limit=1000)}


def titles(text: str, user: User) -> list[str]:
    return sorted(PlanTask.objects.filter(pk__in=found(text, user)).values_list("title", flat=True))


class TestThroughTheLifeOfAPlan:
    def test_a_plan_is_found_from_its_reading_on_and_its_tasks_from_its_confirmation_on(
        self, province: Province, lan: User, minh: User, trade: Agency
    ) -> None:
        upload = upload_with(province=province, by=lan)
        assert found("12/KH-UBND", lan, PLAN) == {upload.plan_id}
        assert (found("12/KH-UBND", minh, PLAN), found("họp báo", lan)) == (set(), set())
        plan = confirm(upload, lan)
        assert found("12/KH-UBND", minh, PLAN) == found("Nghị định 72/2015/NĐ-CP", lan, PLAN) == {plan.pk}
        assert (titles("họp báo", lan), titles("hop bao", minh)) == ([ROWS[0][1]], [ROWS[0][1]])
        assert (titles("chuyên trang", lan), titles("chuyên trang", minh)) == ([ROWS[2][1]], [])
        assert index.faults() == []

    def test_undoing_takes_back_and_confirming_again_brings_back(
        self, province: Province, lan: User, trade: Agency
    ) -> None:
        upload = upload_with(province=province, by=lan)
        plan = confirm(upload, lan)
        actions.plan_unconfirm(plan=plan, by=lan)
        assert (titles("họp báo", lan), index.faults()) == ([], [])
        confirm(upload, lan)
        assert (titles("họp báo", lan), index.faults()) == ([ROWS[0][1]], [])

    def test_a_corrected_file_changes_what_is_found_when_it_is_confirmed_and_back_when_it_is_undone(
        self, province: Province, lan: User, trade: Agency
    ) -> None:
        plan = confirm(upload_with(province=province, by=lan), lan)
        again = upload_with(province=province, by=lan, rows=CORRECTED, into=plan)
        assert (titles("cẩm nang", lan), titles("song ngữ", lan)) == ([], [ROWS[1][1]])
        confirm(again, lan)
        assert (titles("cẩm nang", lan), titles("song ngữ", lan)) == ([CORRECTED[2][1]], [])
        assert index.faults() == []
        actions.plan_unconfirm(plan=plan, by=lan)
        assert (titles("cẩm nang", lan), titles("song ngữ", lan)) == ([], [ROWS[1][1]])
        assert index.faults() == []

    def test_a_task_with_work_that_is_set_aside_is_not_found(
        self, province: Province, lan: User, trade: Agency
    ) -> None:
        plan = confirm(upload_with(province=province, by=lan), lan)
        PlanTask.objects.filter(plan=plan).update(status=PlanTask.Status.DONE)
        actions.plan_unconfirm(plan=plan, by=lan, force=True)
        assert (titles("họp báo", lan), index.faults()) == ([], [])

    def test_closing_changes_nothing_and_taking_a_file_back_leaves_nothing(
        self, province: Province, lan: User, trade: Agency
    ) -> None:
        plan = confirm(upload_with(province=province, by=lan), lan)
        actions.plan_close(plan=plan, by=lan, closed=True)
        assert (titles("họp báo", lan), index.faults()) == ([ROWS[0][1]], [])
        other = upload_with(province=province, by=lan)
        actions.upload_discard(upload=other, by=lan)
        assert (found("12/KH-UBND", lan, PLAN), index.faults()) == ({plan.pk}, [])

    def test_a_draft_that_turns_out_to_be_a_correction_is_not_found_any_more(
        self, province: Province, lan: User, trade: Agency
    ) -> None:
        plan = confirm(upload_with(province=province, by=lan), lan)
        draft = upload_with(province=province, by=lan, rows=CORRECTED)
        assert len(found("12/KH-UBND", lan, PLAN)) == 2
        actions.upload_compare_with(upload=draft, plan=plan, by=lan)
        assert (found("12/KH-UBND", lan, PLAN), index.faults()) == ({plan.pk}, [])


class TestNamesOfAgencies:
    @pytest.fixture(autouse=True)
    def plan(self, province: Province, lan: User, trade: Agency) -> Plan:
        return confirm(upload_with(province=province, by=lan), lan)

    def test_a_renamed_agency_is_found_by_its_new_name_and_its_tasks_by_both(self, lan: User, trade: Agency) -> None:
        agency_change(agency=trade, by=lan, name="Sở Công nghiệp và Thương mại", short_name="")
        assert found("công nghiệp và thương mại", lan, "agency") == {trade.pk}
        for name in ("Sở Công nghiệp và Thương mại", "sở công thương", "so ct"):
            assert titles(f'{name} "song ngữ"', lan) == [ROWS[1][1]]
        assert index.faults() == []

    def test_another_spelling_is_found_from_when_it_is_learnt_until_it_is_forgotten(
        self, lan: User, trade: Agency
    ) -> None:
        assert titles("ngành thương nghiệp", lan) == []
        alias = alias_learn(agency=trade, text="Ngành thương nghiệp", by=lan)
        assert len(titles("ngành thương nghiệp", lan)) == len(titles("nganh thuong nghiep", lan)) == 2
        assert found("thương nghiệp", lan, "agency") == {trade.pk}
        assert alias
        alias_forget(alias=alias, by=lan)
        assert (titles("ngành thương nghiệp", lan), found("thương nghiệp", lan, "agency")) == ([], set())
        assert index.faults() == []

    def test_names_of_another_province_mean_nothing_here(self, lan: User, other_province: Province) -> None:
        agency_add(province=other_province, by=None, name="Sở Công Thương", short_name="Ngành Y")
        assert titles("ngành y", lan) == []


class TestSuccessors:
    """The plan of 2026 names Sở Công Thương; on 1 July it became Sở Kinh tế."""

    @pytest.fixture
    def plan(self, province: Province, lan: User, trade: Agency) -> Plan:
        return confirm(upload_with(province=province, by=lan), lan)

    def rename(self, province: Province, trade: Agency, by: User) -> tuple[object, User]:
        draft = Draft(province, "rename", date(2026, 7, 1), (Handover(trade, Body("Sở Kinh tế", "Sở KT")),))
        event = succession_apply(draft=draft, by=by)
        user = User.objects.create(username="nam", last_name="Hồ Văn", first_name="Nam")
        agency = Agency.objects.get(name="Sở Kinh tế")
        appointment_begin(user=user, agency=agency, role="officer", by=by, begins=date(2026, 7, 1))
        return event, user

    def test_either_name_finds_the_tasks_and_whoever_took_over_finds_them_too(
        self, plan: Plan, province: Province, lan: User, trade: Agency
    ) -> None:
        _event, nam = self.rename(province, trade, lan)
        for name in ("Sở Công Thương", "Sở Kinh tế", "so kinh te", "Sở KT"):
            assert titles(f'{name} "song ngữ"', lan) == titles(f'{name} "song ngữ"', nam) == [ROWS[1][1]]
            assert len(found(name, lan, "agency")) == 2
        assert index.faults() == []

    def test_an_undone_succession_leaves_neither_name_nor_agency(
        self, plan: Plan, province: Province, lan: User, trade: Agency
    ) -> None:
        draft = Draft(province, "rename", date(2026, 7, 1), (Handover(trade, Body("Sở Kinh tế", "Sở KT")),))
        event = succession_apply(draft=draft, by=lan)
        succession_undo(event=event, by=lan)
        assert (titles("Sở Kinh tế song ngữ", lan), found("kinh tế", lan, "agency")) == ([], set())
        assert titles("Sở Công Thương song ngữ", lan) == [ROWS[1][1]]
        assert index.faults() == []


def test_the_index_and_the_rights_agree_on_everybody(
    province: Province, other_province: Province, trade: Agency, lan: User, an: User, son: User, minh: User,
    tam: User, hoa: User,
) -> None:  # fmt: skip
    """Each way in which a right comes about: own part, group, whole province, delegation, succession before a day."""
    press = agency_add(province=province, by=None, name="Báo Lam Hải", kind="press")
    people = [lan, an, son, minh, tam, hoa]
    for name, agency in (("thu", press), ("mai", province.lead_department), ("bao", other_province.lead_department)):
        person = User.objects.create(username=name, last_name="Lê", first_name=name)
        Appointment.objects.create(user=person, agency=agency, role="officer", valid_from=date(2026, 1, 1))
        people.append(person)
    post = Appointment.objects.get(user=minh)
    Delegation.objects.create(appointment=post, user=people[-2], valid_from=date(2026, 11, 1), decided_by="Giám đốc")
    draft = Draft(province, "transfer", date(2026, 7, 1), (Handover(trade, press, "information"),))
    succession_apply(draft=draft, by=an)
    for number, (where, state, issued_on) in enumerate([
        (province, "confirmed", date(2026, 1, 15)), (province, "closed", date(2026, 9, 1)), (province, "review", None),
        (province, "confirmed", None), (other_province, "confirmed", date(2026, 2, 2)),
    ]):  # fmt: skip
        plan = Plan.objects.create(
            province=where, state=state, issued_on=issued_on, year=2026, subject=f"Việc {number}"
        )
        ours = ([trade], [press], [trade, press], [])
        for members in ours if where == province else ([other_province.lead_department], []):
            task = PlanTask.objects.create(plan=plan, position=1, title="Một việc")
            TaskAgency.objects.create(task=task, role="lead", text="x").members.set(members)
    index.rebuild()
    for person in people:
        tasks = set(tasks_visible_to(person).values_list("pk", flat=True))
        plans = set(plans_visible_to(person).values_list("pk", flat=True))
        assert (found("việc", person), found("việc", person, PLAN)) == (tasks, plans), person.username


class TestCommands:
    def test_rebuilding_mends_what_checking_finds(self, province: Province, lan: User, trade: Agency, capsys) -> None:
        confirm(upload_with(province=province, by=lan), lan)
        call_command("search_check")
        assert "true to its rows" in capsys.readouterr().out
        entry, gone = Entry.objects.filter(kind=TASK)[:2]
        Entry.objects.filter(pk=entry.pk).update(marks="")
        gone.delete()
        Entry.objects.create(province=province, kind=TASK, object_id=999_999, title="x")
        with pytest.raises(CommandError, match="3 faults"):
            call_command("search_check")
        call_command("search_rebuild")
        call_command("search_check")

    def test_rebuilding_only_when_it_is_needed(self, province: Province, capsys) -> None:
        call_command("search_rebuild", "--if-empty")
        assert capsys.readouterr().out == ""
        Entry.objects.all().delete()
        call_command("search_rebuild", "--if-empty")
        assert "1 entries" in capsys.readouterr().out


def test_a_reader_of_nothing_has_no_marks(tam: User) -> None:
    assert readable_by(tam) == Readable()
    assert readable_by(tam).marks([TASK]) == {TASK: ()}
