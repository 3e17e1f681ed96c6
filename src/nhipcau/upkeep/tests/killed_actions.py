"""What is done and killed (killing.py). Each function runs in a process of its own and finds its objects anew."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from unittest import mock

from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from openpyxl import load_workbook
from tests.maker import make_plan, render

from nhipcau.accounts.models import User
from nhipcau.exchange.actions.reimport import reimport_apply, reimport_take
from nhipcau.exchange.models import Reimport
from nhipcau.exchange.queries import comparison_of
from nhipcau.organizations.actions import agency_add, appointment_begin, province_add
from nhipcau.organizations.models import Agency, Province
from nhipcau.plans import actions, jobs
from nhipcau.plans.models import Plan, PlanTask, Upload
from nhipcau.plans.queries import review_token
from nhipcau.plans.reading import opening
from nhipcau.plans.tests.factory import upload_with
from nhipcau.plans.tests.test_reread import CORRECTED
from nhipcau.register.actions import task_set_status
from nhipcau.register.export import workbook
from nhipcau.register.queries import with_agencies
from nhipcau.register.rows import Row
from nhipcau.succession.actions import succession_apply, succession_undo
from nhipcau.succession.models import Event
from nhipcau.succession.tests.events import MARCH, move
from vanban.errors import SecretDocument

TODAY = date(2026, 11, 20)


@dataclass(frozen=True)
class Scenario:
    set_up: Callable[[], object]
    act: Callable[[], object]
    then: Callable[[], object] = lambda: None  # what others do afterwards, until all is as it would have been


def office() -> None:
    province = province_add(name="tỉnh Lam Hải", lead_department="Sở Ngoại vụ")
    add = {"province": province, "kind": "department", "by": None}
    trade = agency_add(name="Sở Công Thương", short_name="Sở CT", **add)
    agency_add(name="Sở Thông tin và Truyền thông", short_name="Sở TTTT", **add)
    agency_add(name="Sở Khoa học và Công nghệ", short_name="Sở KHCN", **add)
    agency_add(name="Sở Văn hóa, Thể thao và Du lịch", short_name="Sở VHTTDL", **add)
    tttt = Agency.objects.get(short_name="Sở TTTT")
    for name, agency, role in (("lan", province.lead_department, "specialist"), ("minh", trade, "officer"),
                               ("van", tttt, "officer")):  # fmt: skip
        user = User.objects.create(username=name, last_name="Nguyễn", first_name=name.title())
        appointment_begin(user=user, agency=agency, role=role, post="", begins=date(2021, 1, 1), ends=None, by=None)


def lan() -> User:
    return User.objects.get(username="lan")


def province() -> Province:
    return Province.objects.get()


# ---- A file comes in and is read


def docx(seed: int = 7) -> SimpleUploadedFile:
    return SimpleUploadedFile("Kế hoạch.docx", render(make_plan(seed, rows=3), "docx"))


def receive() -> None:
    try:
        actions.upload_receive(province=province(), file=docx(), by=lan())
    except actions.Duplicate:  # it was kept: the person is led to it
        return


def received() -> None:
    office()
    receive()


def work() -> None:
    """A worker, until nothing is left to do."""
    call_command("db_worker", batch=True, interval=0.01, startup_delay=False, reload=False, verbosity=0)


def take_over() -> None:
    """What a living worker does for dead ones."""
    jobs.queue_what_was_left()
    work()
    left = Upload.objects.exclude(state__in=(Upload.State.READY, Upload.State.FAILED))
    if left:
        raise AssertionError(f"{left.get().state} for ever")


def secret(work: Callable[[], None]) -> Callable[[], None]:
    """The mark of secrecy is seen only by the worker, as in a scan."""

    def done() -> None:
        with mock.patch.object(opening, "open_document", side_effect=SecretDocument(mark="MẬT")):
            work()

    return done


# ---- A plan is confirmed, corrected, undone


def reviewed() -> None:
    office()
    upload_with(province=province(), by=lan())


def confirm() -> None:
    upload = Upload.objects.latest("pk")
    actions.plan_confirm(upload=upload, by=lan(), token=review_token(upload.items.all()), with_open=True)


def confirmed() -> None:
    reviewed()
    confirm()


def corrected() -> None:
    confirmed()
    upload_with(province=province(), by=lan(), rows=CORRECTED, into=Plan.objects.get())


def reconfirmed() -> None:
    corrected()
    confirm()


def undo() -> None:
    actions.plan_unconfirm(plan=Plan.objects.get(), by=lan())


def correction_received() -> None:
    confirmed()
    actions.upload_receive(province=province(), file=docx(), by=lan(), plan=Plan.objects.get())


def read() -> None:
    received()
    work()


def discard() -> None:
    for upload in Upload.objects.all():
        actions.upload_discard(upload=upload, by=lan())


# ---- Work on tasks


def report() -> None:
    task = PlanTask.objects.order_by("pk")[0]
    task_set_status(task=task, status="done", finished_on=TODAY, note="Đã tổ chức", by=lan())


def brought_back() -> None:
    confirmed()
    rows = [Row(task, TODAY) for task in with_agencies(PlanTask.objects.order_by("pk"))]
    book = load_workbook(io.BytesIO(workbook(rows, "Nhiệm vụ", "")))
    for row in (4, 5, 6):
        book.active.cell(row, 15).value = "Đã làm"
    file = io.BytesIO()
    book.save(file)
    file.seek(0)
    reimport_take(user=lan(), name="tasks.xlsx", size=1, file=file)


def apply_workbook() -> None:
    reimport = Reimport.objects.get()
    if not reimport.applied_at:
        reimport_apply(reimport=reimport, token=comparison_of(reimport).token, overwrite=())


# ---- Agencies hand on


def split() -> None:
    tttt, khcn, vhttdl = (Agency.objects.get(short_name=f"Sở {name}") for name in ("TTTT", "KHCN", "VHTTDL"))
    succession_apply(draft=move(province(), "split", MARCH, (tttt, khcn, ""), (tttt, vhttdl, "information")), by=lan())


def was_split() -> None:
    confirmed()
    split()


def unsplit() -> None:
    succession_undo(event=Event.objects.get(), by=lan())


SCENARIOS = {
    "upload": Scenario(office, receive, take_over),
    "reading": Scenario(received, work, take_over),
    "reading-a-correction": Scenario(correction_received, work, take_over),
    "reading-a-secret": Scenario(received, secret(work), secret(take_over)),
    "discarding": Scenario(read, discard),
    "confirming": Scenario(reviewed, confirm),
    "undoing": Scenario(confirmed, undo),
    "confirming-a-correction": Scenario(corrected, confirm),
    "undoing-a-correction": Scenario(reconfirmed, undo),
    "reporting": Scenario(confirmed, report),
    "workbook": Scenario(brought_back, apply_workbook),
    "succession": Scenario(confirmed, split),
    "succession-undo": Scenario(was_split, unsplit),
}
