"""A small register. Minh's department leads one task, takes part in another by name; the commune of Xuân takes part
in a third through its group; nobody leads a fourth."""

from __future__ import annotations

from datetime import date
from types import SimpleNamespace

import pytest

from nhipcau.accounts.models import User
from nhipcau.organizations.actions import agency_add
from nhipcau.organizations.models import AgencyGroup, Appointment
from nhipcau.register.reader import Reader

from .office import add_group, make_plan, make_task


@pytest.fixture
def commune(province):
    name = "Ủy ban nhân dân xã Vĩnh Hòa"
    return agency_add(province=province, name=name, short_name="", kind="commune", by=None)


@pytest.fixture
def xuan(commune):
    """Officer of a commune."""
    user = User.objects.create(username="xuan", last_name="Hoàng Thị", first_name="Xuân")
    Appointment.objects.create(user=user, agency=commune, role="officer", valid_from=date(2026, 1, 1))
    return user


@pytest.fixture
def plan(province):
    return make_plan(province)


@pytest.fixture
def tasks(plan, province, trade, lead_department, commune):
    group = AgencyGroup.objects.create(province=province, name="UBND các xã, phường", kinds=["commune"])
    fair = make_task(plan, "Tổ chức hội chợ ở vùng biên giới", lead=[trade], due_on=date(2026, 10, 31))
    film = make_task(
        plan, "Sản xuất phóng sự về hòa bình", lead=[lead_department], coordinating=[trade], due_on=date(2026, 11, 30)
    )
    training = make_task(
        plan, "Tập huấn cán bộ", lead=[lead_department], due_on=date(2026, 12, 31), status="in_progress"
    )
    add_group(training, group, [commune])
    orphan = make_task(plan, "Vận động xã hội", time_text="Thường xuyên", time_kind="ongoing")
    return SimpleNamespace(fair=fair, film=film, training=training, orphan=orphan)


@pytest.fixture
def reader_for():
    return lambda user: Reader(User.objects.get(pk=user.pk))
