"""The data of bodies and units, and laying them."""

from collections import Counter
from datetime import date
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from nhipcau.organizations.actions import agency_add, province_add
from nhipcau.organizations.models import AdministrativeUnit, Agency
from nhipcau.succession.actions import bodies_load
from nhipcau.succession.bodies import Locality, bodies, formed_from, goings
from nhipcau.succession.functions import functions, rows
from nhipcau.succession.models import Event
from nhipcau.succession.queries import Today

FILES = ["bodies", "communes_before", "districts_before", "functions", "groups", "handovers", "provinces_before"]


@pytest.mark.parametrize("name", FILES)
def test_every_row_has_a_source_and_says_how_sure_it_is(name):
    for row in rows(f"{name}.csv"):
        assert row["source"]
        assert row.get("certainty", "sure") in ("sure", "unsure")


def test_sixty_three_provinces_became_thirty_four():
    units = rows("provinces_before.csv")
    last = [row for row in units if row["valid_to"] != "2024-12-31"]
    assert len(last) == 63
    assert len({row["new_code"] for row in last}) == 34
    assert sum(not row["valid_to"] for row in last) == 11


def test_every_commune_of_today_was_formed_from_known_ones():
    before = rows("communes_before.csv")
    today = {row["code"] for row in _units() if row["parent"]}
    assert {row["new_code"] for row in before} == today
    assert len(rows("districts_before.csv")) == 696
    assert {row["district"] for row in before} == {row["code"] for row in rows("districts_before.csv")}


def _units():
    import csv

    from nhipcau.organizations.management.commands.load_units import UNITS

    with UNITS.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_a_commune_tells_what_it_was_formed_from():
    assert "phường Trúc Bạch (quận Ba Đình)" in formed_from("00004")
    assert "một phần phường Ngọc Hà (quận Ba Đình)" in formed_from("00004")


def test_events_name_only_bodies_and_functions_that_there_are():
    keys = {row["key"] for row in rows("bodies.csv")}
    for row in rows("handovers.csv"):
        assert row["old"] in keys
        assert row["new"] in keys
        assert row["function"] in {"", *functions()}


@pytest.mark.parametrize("province", ["thành phố Hà Nội", "Thành phố Hồ Chí Minh", "tỉnh Tuyên Quang", "tỉnh Lam Hải"])
def test_a_province_has_each_body_once_and_no_hole_in_a_name(province):
    laid = bodies(Locality.of(province))
    assert max(Counter(body.key for body in laid).values()) == 1
    assert max(Counter(body.name for body in laid).values()) == 1
    assert not any("{" in text for body in laid for text in (body.name, body.short_name, *body.aliases))
    assert next(goings(Locality.of(province))).on == date(2025, 3, 1)


@pytest.fixture
def old_province(db):
    return province_add(name="tỉnh Hà Tĩnh", lead_department="Sở Thông tin và Truyền thông")


def test_laying_moves_a_province_of_then_into_today(old_province):
    laid = bodies_load(province=old_province)
    old_province.refresh_from_db()
    assert not laid.skipped
    assert old_province.lead_department.name == "Sở Văn hóa, Thể thao và Du lịch"
    tttt = Agency.objects.get(province=old_province, name="Sở Thông tin và Truyền thông")
    assert tttt.valid_to == date(2025, 2, 28)
    assert Agency.objects.get(province=old_province, name="Sở Nông nghiệp và Môi trường").valid_from == date(2025, 3, 1)
    assert Agency.objects.filter(province=old_province, kind="district").count() == 12
    labour = Agency.objects.get(province=old_province, name="Sở Lao động - Thương binh và Xã hội")
    assert Today(old_province).of(labour).name == "Sở Nội vụ"


def test_laying_again_changes_nothing(old_province):
    bodies_load(province=old_province)
    counts = (Agency.ever.count(), Event.objects.count())
    again = bodies_load(province=old_province)
    assert (again.agencies, again.events) == (0, 0)
    assert (Agency.ever.count(), Event.objects.count()) == counts


def test_what_the_province_recorded_itself_stands(old_province):
    agency_add(
        province=old_province, name="Sở Kế hoạch và Đầu tư", kind="department", valid_to=date(2024, 12, 31), by=None
    )
    bodies_load(province=old_province)
    kept = Agency.objects.get(province=old_province, name="Sở Kế hoạch và Đầu tư")
    assert kept.valid_to == date(2024, 12, 31)
    assert not kept.handed_on.exists()


def test_what_the_sources_leave_unsure_can_be_left_out(old_province):
    bodies_load(province=old_province, sure_only=True)
    assert not Event.objects.filter(certainty="unsure").exists()
    assert not Agency.objects.filter(name="Ban Dân tộc").exists()
    assert Agency.objects.get(name="Sở Thông tin và Truyền thông").valid_to == date(2025, 2, 28)


def test_the_command_says_what_it_did(old_province):
    out = StringIO()
    call_command("load_bodies", "tỉnh Hà Tĩnh", stdout=out)
    assert "successions were added to tỉnh Hà Tĩnh" in out.getvalue()
    with pytest.raises(CommandError, match="tỉnh Hà Tĩnh"):
        call_command("load_bodies", "tỉnh Không Có")


def test_the_communes_of_today_are_laid_when_their_units_are_known(old_province):
    top = AdministrativeUnit.objects.create(code="42", name="Hà Tĩnh", kind="province")
    AdministrativeUnit.objects.create(code="18073", name="Thành Sen", kind="ward", parent=top)
    bodies_load(province=old_province, communes=True)
    commune = Agency.objects.get(kind="commune")
    assert (commune.name, commune.valid_from) == ("Ủy ban nhân dân phường Thành Sen", date(2025, 7, 1))


def test_a_province_with_a_list_of_its_own_gets_only_what_ended(old_province):
    agency_add(province=old_province, name="Sở Nội vụ", kind="department", valid_to=None, by=None)
    bodies_load(province=old_province, former_only=True)
    standing = set(
        Agency.objects.filter(province=old_province).valid_on(date(2026, 1, 5)).values_list("name", flat=True)
    )
    assert "Sở Nội vụ" in standing and "Sở Văn hóa, Thể thao và Du lịch" in standing
    assert "Hội Nông dân tỉnh" not in standing
    assert not Agency.objects.filter(province=old_province, name="Sở Thông tin và Truyền thông", valid_to=None).exists()


def test_a_body_known_by_another_spelling_is_not_laid_twice(old_province):
    agency_add(province=old_province, name="Tỉnh đoàn Hà Tĩnh", kind="front", short_name="Tỉnh đoàn", by=None)
    bodies_load(province=old_province)
    assert Agency.objects.filter(province=old_province, name__startswith="Tỉnh đoàn").count() == 1


def test_what_ended_by_an_unsure_event_is_not_left_standing(old_province):
    bodies_load(province=old_province, sure_only=True)
    assert not Agency.objects.filter(name="Ban Dân vận Tỉnh ủy").exists()


def test_a_body_of_the_own_list_is_dated_when_only_the_reform_made_it(old_province):
    agency_add(province=old_province, name="Sở Nông nghiệp và Môi trường", kind="department", by=None)
    agency_add(province=old_province, name="Sở Xây dựng", kind="department", by=None)
    bodies_load(province=old_province, former_only=True)
    assert Agency.objects.get(name="Sở Nông nghiệp và Môi trường").valid_from == date(2025, 3, 1)
    assert Agency.objects.get(name="Sở Xây dựng").valid_from is None
