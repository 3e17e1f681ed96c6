"""A province before the reform of 2025: Sở Thông tin và Truyền thông led the work, Minh's colleague Vân was there."""

from __future__ import annotations

from datetime import date

import pytest

from nhipcau.accounts.models import User
from nhipcau.organizations.actions import agency_add
from nhipcau.organizations.models import Appointment

from .events import MARCH, move


@pytest.fixture
def make(province):
    def agency(name, **values):
        return agency_add(province=province, by=None, name=name, kind="department", **values)

    return agency


@pytest.fixture
def tttt(make):
    return make("Sở Thông tin và Truyền thông", short_name="Sở TTTT")


@pytest.fixture
def khcn(make):
    return make("Sở Khoa học và Công nghệ", short_name="Sở KHCN")


@pytest.fixture
def vhttdl(make):
    return make("Sở Văn hóa, Thể thao và Du lịch", short_name="Sở VHTTDL")


@pytest.fixture
def van(tttt):
    """Officer of Sở Thông tin và Truyền thông since 2021."""
    user = User.objects.create(username="van", last_name="Đặng Thanh", first_name="Vân")
    Appointment.objects.create(user=user, agency=tttt, role="officer", valid_from=date(2021, 1, 1))
    return user


@pytest.fixture
def bich(vhttdl):
    """Officer of Sở Văn hóa, Thể thao và Du lịch."""
    user = User.objects.create(username="bich", last_name="Lý Ngọc", first_name="Bích")
    Appointment.objects.create(user=user, agency=vhttdl, role="officer", valid_from=date(2021, 1, 1))
    return user


@pytest.fixture
def reform(province, tttt, khcn, vhttdl):
    """The split of 1/3/2025, not applied: press and external information to culture, the rest to science."""
    return move(province, "split", MARCH, (tttt, khcn, ""), (tttt, vhttdl, "information"))
