import pytest
from django.core.management import CommandError, call_command

from nhipcau.accounts.models import User
from nhipcau.demo import province
from nhipcau.history.actions import registered_actions
from nhipcau.history.models import Entry
from nhipcau.organizations.models import Agency, Appointment, Province
from nhipcau.organizations.queries import Names
from nhipcau.plans.models import Plan, PlanTask, ReviewItem, Upload
from vanban.text import name_key

pytestmark = pytest.mark.django_db
Status = PlanTask.Status


def test_the_demo_shows_life_on_every_screen_and_loads_once(capsys):
    call_command("load_demo")
    call_command("load_demo")
    assert Province.objects.count() == 1
    assert Plan.objects.filter(state=Plan.State.CONFIRMED).count() == 1
    assert {task.status for task in PlanTask.objects.all()} == {Status.NOT_STARTED, Status.IN_PROGRESS, Status.DONE}
    assert PlanTask.objects.exclude(status=Status.DONE).filter(due_on__lt="2026-11-20").exists(), "none is late"
    in_review = Upload.objects.get(plan__state=Plan.State.REVIEW)
    assert in_review.items.filter(state=ReviewItem.State.DOUBT).exists()
    assert capsys.readouterr().out.count(province.PASSWORD) == 2


def test_every_line_of_the_demo_s_history_can_be_told(capsys):
    call_command("load_demo")
    assert set(Entry.objects.values_list("action", flat=True)) <= set(registered_actions())


def test_the_province_has_departments_communes_and_a_person_of_each_role():
    built = province.build()
    kinds = list(Agency.objects.filter(province=built).values_list("kind", flat=True))
    assert kinds.count("department") >= 12
    assert kinds.count("commune") == 20
    assert {"party", "front", "force", "press", "committee"} <= set(kinds)
    assert set(Appointment.objects.values_list("role", flat=True)) == set(Appointment.Role.values)
    assert User.objects.get(username="lan").check_password(province.PASSWORD)


def test_every_name_of_the_demo_s_agencies_means_one_agency():
    names = Names(province.build())
    for row in province.rows("agencies.csv"):
        for text in filter(None, [row["name"], row["short_name"], *row["aliases"].split("|")]):
            agency = names.agency(name_key(text))
            assert agency, text
            assert agency.name == row["name"], text


def test_the_demo_does_not_load_in_production(settings):
    settings.DEMO = False
    with pytest.raises(CommandError, match="does not load in production"):
        call_command("load_demo")
    assert not Province.objects.exists()


def test_a_given_file_is_read_and_its_review_named(capsys, tmp_path):
    from nhipcau.demo.plans import IN_REVIEW
    from nhipcau.demo.sample import sample_plan
    from vanban.writing import write_docx

    province.build()
    path = tmp_path / "plan.docx"
    path.write_bytes(write_docx(sample_plan(IN_REVIEW)))
    for _time in range(2):
        call_command("import_plan", str(path), site="http://127.0.0.1:8123")
        out = capsys.readouterr().out
        assert "plan.docx: 6 tasks" in out
        assert f"http://127.0.0.1:8123/ke-hoach/nhap/{Upload.objects.get().pk}/xem-lai/" in out


@pytest.mark.parametrize("content", [b"", b"\x00\x01\x02"])
def test_a_file_that_is_no_plan_is_told(tmp_path, content):
    province.build()
    path = tmp_path / "plan.docx"
    path.write_bytes(content)
    with pytest.raises(CommandError):
        call_command("import_plan", str(path))


def test_a_path_without_a_file_is_told():
    with pytest.raises(CommandError, match="There is no file"):
        call_command("import_plan", "/nowhere/plan.docx")
