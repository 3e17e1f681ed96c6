"""Whoever is shown personal data of somebody else leaves an entry that tells of it.

Unmistakable data of one person are put into the database; each address is opened by each person; where such data stand
in the answer, the log has a new entry of a read. What is excepted is named here, with the reason.
"""

from __future__ import annotations

from datetime import date
from io import BytesIO
from zipfile import ZipFile, is_zipfile

import pytest
from django.db import transaction
from django.urls import reverse

from nhipcau.accounts.models import User
from nhipcau.history.actions import READ_SUFFIX
from nhipcau.history.models import Entry
from nhipcau.organizations.actions import access_review_open, appointment_begin, delegation_begin, person_change
from nhipcau.organizations.models import AccessReview, Agency, Appointment
from nhipcau.plans.models import PlanTask
from nhipcau.register.actions import task_set_status
from tests.rows_to_try import browser_or_program
from tests.test_who_may_do_what import PEOPLE, TABLE, Rows, everyone, office, rows  # noqa: F401 - fixtures

MAIL, PHONE, NAME, FORMER = "mat.tin@example.gov.vn", "0987 600 123", "Mật Thị Tín", "Kín Văn Đáo"
FILES = ("journal.log_taken",)  # a file of the log leaves the site: told each time, though it is no read of one page

# Where the name of a person alone stands without a read: what the person does or holds in the name of the office. An
# e-mail address, a telephone number or somebody who has left is excepted nowhere.
NAMED = {
    "organizations:agency": "who holds a post at an agency today is for everybody to know who works with it",
    "register:task": "who reported on a task answers for it, and colleagues ask there",
    "v1:task_history": "as register:task",
    "v1:events": "as register:task",
    "journal:log": "who did what is what the log is for; its filter offers who holds a post today",
}


@pytest.fixture
def known(rows: Rows, everyone, trade: Agency, lan: User, an: User) -> None:  # noqa: F811
    """Tín works at the agency of the table's rows and reports on its task; Đáo worked there and left."""
    tin = User.objects.create(username="tin", password="!", last_name="Mật Thị", first_name="Tín")
    appointment_begin(user=tin, agency=trade, role="officer", post="Chuyên viên", by=None)
    person_change(person=tin, email=MAIL, phone=PHONE, by=an)
    dao = User.objects.create(username="dao", last_name="Kín Văn", first_name="Đáo")
    Appointment.objects.create(user=dao, agency=trade, role="officer", valid_to=date(2026, 1, 31))
    minh = everyone["minh"]
    assert minh
    for post, who in ((minh.appointments.get(), tin), (tin.appointments.get(), lan)):
        delegation_begin(appointment=post, user=who, decided_by="QĐ 12", ends=date(2026, 12, 31), by=None)
    AccessReview.objects.get(pk=rows["organizations:access_review"]["pk"]).items.all().delete()
    AccessReview.objects.all().delete()
    review = access_review_open(province=trade.province, year=2026, by=an)
    for name in rows:
        if name.startswith("organizations:access_") and "pk" in rows[name]:
            rows[name]["pk"] = review.pk
    task = PlanTask.objects.get(pk=rows["register:task"]["pk"])
    task_set_status(task=task, status="in_progress", finished_on=None, note="x", by=tin)


def shown(response: object) -> str:
    data = response.getvalue()  # type: ignore[attr-defined]
    if is_zipfile(BytesIO(data)):
        with ZipFile(BytesIO(data)) as file:
            data = b"".join(file.read(name) for name in file.namelist() if name.endswith(".xml"))
    text: str = data.decode("utf-8", "replace")
    return text


def reads() -> int:
    told = Entry.objects.filter(action__endswith=READ_SUFFIX) | Entry.objects.filter(action__in=FILES)
    return told.count()


def looks(name: str, person: User | None, at: Rows) -> tuple[set[str], bool]:
    """What of it the answers show to this person, and whether the log tells that they were looked at."""
    address, before = reverse(name, kwargs=at[name]), reads()
    with transaction.atomic():
        text = shown(browser_or_program(person, address).get(address))
        told = reads() > before
        transaction.set_rollback(True)
    return {what for what in (MAIL, PHONE, NAME, FORMER) if what in text}, told


def test_whoever_is_shown_data_of_another_person_leaves_an_entry(known, rows, everyone):  # noqa: F811
    silent, told, named = [], set(), set()
    for name in TABLE:
        for person in PEOPLE:
            found, logged = looks(name, everyone[person], rows)
            if found and logged:
                told.add(name)
            if found == {NAME} and name in NAMED and not logged:
                named.add(name)
            elif found and not logged:
                silent.append(f"{name}: {person} is shown {sorted(found)}")
    assert not silent, "\n".join(silent)
    assert named == set(NAMED)
    assert told >= {"organizations:people", "organizations:person", "organizations:agency", "journal:log"}
