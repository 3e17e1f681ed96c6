"""What every test has: no network, a clock that stands still, and people with names.

Lan is a specialist of the lead department, Minh an officer of another one, Sơn a leader, An the administrator of the
province; Tâm left Minh's department yesterday; Hoa is a specialist of another province and must never see anything.
"""

from __future__ import annotations

import os
import shutil
import socket
from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

if TYPE_CHECKING:
    from django.test import Client

    from nhipcau.accounts.models import User
    from nhipcau.organizations.models import Agency, Province

TODAY = date(2026, 11, 20)
PLANS = Path(os.environ.get("PLANS_DIR") or Path(__file__).parent.parent / "shared" / "plans")
OWN_MACHINE = {"127.0.0.1", "::1", "localhost"}


# What a mark needs, and the sentence when it is not here; scripts/suite.py names the same at the end of a run.
NEEDS = {
    "browser": (bool(shutil.which("chromium") or shutil.which("chromium-browser")), "needs Chromium"),
    "office": (bool(shutil.which("soffice") or shutil.which("libreoffice")), "needs LibreOffice"),
    "ocr": (bool(shutil.which("tesseract") and shutil.which("ocrmypdf")), "needs Tesseract and OCRmyPDF"),
    "opensearch": (bool(os.environ.get("TEST_OPENSEARCH_URL")), "needs an OpenSearch server (TEST_OPENSEARCH_URL)"),
    "plans": (PLANS.is_dir(), "needs the real plans (../shared/plans, or PLANS_DIR)"),
    "postgres": (bool(os.environ.get("TEST_DATABASE_URL")), "needs PostgreSQL (TEST_DATABASE_URL)"),
}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        for mark, (here, reason) in NEEDS.items():
            if not here and item.get_closest_marker(mark):
                item.add_marker(pytest.mark.skip(reason=reason))


@pytest.fixture(autouse=True, scope="session")
def no_network() -> Iterator[None]:
    """Only this machine may be reached: its database, and the server of the browser tests."""
    connect = socket.socket.connect

    def guarded(self: socket.socket, address: object) -> None:
        if isinstance(address, tuple) and address[0] not in OWN_MACHINE:
            raise RuntimeError(f"A test tried to reach {address[0]}.")
        connect(self, address)  # type: ignore[arg-type]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(socket.socket, "connect", guarded)
        yield


@pytest.fixture(autouse=True)
def on_day(monkeypatch: pytest.MonkeyPatch) -> Callable[[date], None]:
    """It is 10:00 on 20/11/2026; call it with another day to travel there."""

    def travel(day: date) -> None:
        moment = datetime(day.year, day.month, day.day, 10, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))
        monkeypatch.setattr(timezone, "now", lambda: moment)

    travel(TODAY)
    return travel


def _province(name: str, lead_department: str) -> Province:
    from nhipcau.organizations.actions import province_add

    return province_add(name=name, lead_department=lead_department)


@pytest.fixture
def province(db: None) -> Province:
    return _province("tỉnh Lam Hải", "Sở Ngoại vụ")


@pytest.fixture
def other_province(db: None) -> Province:
    return _province("tỉnh Vân Khê", "Sở Văn hóa, Thể thao và Du lịch")


@pytest.fixture
def lead_department(province: Province) -> Agency:
    assert province.lead_department
    return province.lead_department


@pytest.fixture
def trade(province: Province) -> Agency:
    """Minh's department."""
    from nhipcau.organizations.actions import agency_add

    return agency_add(province=province, name="Sở Công Thương", short_name="Sở CT", kind="department", by=None)


@pytest.fixture
def committee(province: Province) -> Agency:
    from nhipcau.organizations.actions import agency_add

    name = "Ủy ban nhân dân tỉnh Lam Hải"
    return agency_add(province=province, name=name, short_name="UBND tỉnh", kind="committee", by=None)


def _person(username: str, full_name: str, agency: Agency, role: str, last_day: date | None = None) -> User:
    from nhipcau.accounts.models import User
    from nhipcau.organizations.models import Appointment

    family, given = full_name.rsplit(" ", 1)
    user = User.objects.create(username=username, last_name=family, first_name=given)
    user.set_password(f"{username}-mật-khẩu")
    user.save()
    Appointment.objects.create(user=user, agency=agency, role=role, valid_from=date(2026, 1, 1), valid_to=last_day)
    return user


@pytest.fixture
def lan(lead_department: Agency) -> User:
    """Specialist of the lead department."""
    return _person("lan", "Nguyễn Thị Lan", lead_department, "specialist")


@pytest.fixture
def minh(trade: Agency) -> User:
    """Officer of Sở Công Thương."""
    return _person("minh", "Trần Văn Minh", trade, "officer")


@pytest.fixture
def son(committee: Agency) -> User:
    """Leader: reads everything of the province."""
    return _person("son", "Lê Hồng Sơn", committee, "leader")


@pytest.fixture
def an(lead_department: Agency) -> User:
    """Administrator of the province."""
    return _person("an", "Phạm Quốc An", lead_department, "administrator")


@pytest.fixture
def tam(trade: Agency) -> User:
    """Was an officer of Sở Công Thương until yesterday."""
    return _person("tam", "Đỗ Minh Tâm", trade, "officer", last_day=TODAY - timedelta(days=1))


@pytest.fixture
def hoa(other_province: Province) -> User:
    """Specialist in another province: must never see anything of this one."""
    assert other_province.lead_department
    return _person("hoa", "Vũ Thị Hoa", other_province.lead_department, "specialist")


@pytest.fixture
def client_of() -> Callable[[User], Client]:
    """A browser in which this person is signed in."""
    from django.test import Client

    def signed_in(user: User) -> Client:
        client = Client()
        client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
        return client

    return signed_in
