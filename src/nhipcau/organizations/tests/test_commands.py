from collections import Counter

import pytest
from django.core.management import CommandError, call_command

from nhipcau.accounts.models import User
from nhipcau.organizations.models import AdministrativeUnit, Province
from nhipcau.organizations.permissions import ADMINISTRATORS, has_role

NEW = {"province": "tỉnh Lam Hải", "department": "Sở Ngoại vụ", "name": "Phạm Quốc An", "username": "an"}
Kind = AdministrativeUnit.Kind


@pytest.fixture
def units(db):
    call_command("load_units")


@pytest.mark.django_db
def test_the_first_administrator_comes_with_the_province(monkeypatch, capsys):
    monkeypatch.setenv("NHIPCAU_PASSWORD", "sông dài biển rộng")
    call_command("create_administrator", **NEW)
    an = User.objects.get(username="an")
    assert an.check_password("sông dài biển rộng")
    assert has_role(an, Province.objects.get(), *ADMINISTRATORS)
    assert "can sign in as an" in capsys.readouterr().out


@pytest.mark.django_db
def test_a_weak_password_leaves_nothing_behind(monkeypatch):
    monkeypatch.setenv("NHIPCAU_PASSWORD", "123")
    with pytest.raises(CommandError, match="ngắn"):
        call_command("create_administrator", **NEW)
    assert not Province.objects.exists()


@pytest.mark.django_db
def test_a_province_that_is_not_here_needs_its_department(monkeypatch):
    monkeypatch.setenv("NHIPCAU_PASSWORD", "sông dài biển rộng")
    with pytest.raises(CommandError, match="lead department"):
        call_command("create_administrator", **NEW | {"department": ""})


def test_a_second_administrator_joins_the_province_that_is_here(province, monkeypatch):
    monkeypatch.setenv("NHIPCAU_PASSWORD", "sông dài biển rộng")
    call_command("create_administrator", **NEW | {"department": ""})
    assert Province.objects.count() == 1


# Counts of Nghị quyết 202/2025/QH15 and of the resolutions that reorganised each province, with the ten wards that
# became such on 30/4/2026.
@pytest.mark.parametrize(
    ("code", "wards", "communes", "zones"),
    [("79", 113, 54, 1), ("01", 51, 75, 0), ("31", 45, 67, 2), ("08", 7, 117, 0), ("82", 20, 82, 0), ("75", 33, 62, 0)],
    ids=["Hồ Chí Minh", "Hà Nội", "Hải Phòng", "Tuyên Quang", "Đồng Tháp", "Đồng Nai"],
)
def test_a_province_has_the_units_that_its_resolution_counts(units, code, wards, communes, zones):
    counts = Counter(AdministrativeUnit.objects.filter(parent__code=code).values_list("kind", flat=True))
    assert (counts[Kind.WARD], counts[Kind.COMMUNE], counts[Kind.SPECIAL_ZONE]) == (wards, communes, zones)


def test_there_are_34_provinces_and_3321_units_below_them(units):
    assert AdministrativeUnit.objects.filter(parent=None).count() == 34
    assert AdministrativeUnit.objects.filter(parent=None, kind=Kind.CITY).count() == 7
    assert AdministrativeUnit.objects.exclude(parent=None).count() == 3321


def test_loading_twice_changes_nothing(units):
    before = list(AdministrativeUnit.objects.values_list("pk", "code", "name", "parent"))
    call_command("load_units", verbosity=0)
    assert list(AdministrativeUnit.objects.values_list("pk", "code", "name", "parent")) == before
