"""Files come in, are read in the background, or are refused and leave nothing."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from unittest import mock

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.utils import timezone

from nhipcau import originals
from nhipcau.accounts.models import User
from nhipcau.history.models import Entry
from nhipcau.organizations.models import Province
from nhipcau.plans import actions, jobs
from nhipcau.plans.actions.reading import ClaimLost
from nhipcau.plans.models import Plan, Upload
from nhipcau.plans.reading.opening import Unreadable, refuse_at_the_door
from vanban.tests.test_opening_hostile import HOSTILE

TEXT = """ỦY BAN NHÂN DÂN TỈNH LAM HẢI

Số: 12/KH-UBND

Lam Hải, ngày 15 tháng 01 năm 2026

KẾ HOẠCH
Công tác thông tin đối ngoại năm 2026

I. NỘI DUNG

1. Tổ chức họp báo công bố thông tin quý
- Cơ quan chủ trì: Sở Ngoại vụ
- Cơ quan phối hợp: Sở Công Thương
- Thời gian: Quý II/2026
"""
State = Upload.State


@pytest.fixture(autouse=True)
def own_folder(settings, tmp_path: Path) -> Path:
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


@pytest.fixture
def receive(province: Province, lan: User) -> Callable[..., Upload]:
    def send(data: bytes = TEXT.encode(), name: str = "ke-hoach.txt") -> Upload:
        return actions.upload_receive(province=province, file=SimpleUploadedFile(name, data), by=lan)

    return send


def files(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


@pytest.mark.django_db
def test_the_original_is_kept_untouched_under_its_hash(receive, own_folder: Path) -> None:
    upload = receive(name="../../etc/Kế hoạch\n2026.txt")
    assert upload.name == "Kế hoạch2026.txt"
    assert [path.name for path in files(own_folder)] == [upload.sha256]
    assert files(own_folder)[0].read_bytes() == TEXT.encode()


@pytest.mark.django_db
def test_the_same_file_is_recognised_whatever_it_is_called(receive) -> None:
    first = receive()
    with pytest.raises(actions.Duplicate) as known:
        receive(name="khác.txt")
    assert known.value.upload == first


@pytest.mark.django_db
def test_reading_leaves_a_review_and_no_task(receive, django_capture_on_commit_callbacks) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        upload = receive()
    upload.refresh_from_db()
    assert (upload.state, upload.claimed_at) == (State.READY, None)
    assert upload.plan and upload.plan.number == "12/KH-UBND"
    assert upload.items.get(kind="task").values["title"] == "Tổ chức họp báo công bố thông tin quý"
    assert not upload.plan.tasks.exists()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "không có chữ"),
        (b"%PDF-1.4 half a file", "hỏng"),
        (b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 4, "tệp"),
        (TEXT.replace("Số: 12", "MẬT\n\nSố: 12").encode(), "độ mật"),
    ],
    ids=["empty", "damaged", "another kind", "secret"],
)
def test_what_cannot_be_taken_is_refused_in_a_sentence_and_leaves_nothing(receive, own_folder, data, words) -> None:
    with pytest.raises(actions.Refused, match=words):
        receive(data)
    assert not Upload.objects.exists() and files(own_folder) == []


@pytest.mark.django_db
def test_that_a_secret_document_was_refused_is_logged_but_not_the_document(receive) -> None:
    with pytest.raises(actions.Refused):
        receive(TEXT.replace("Số: 12", "TỐI MẬT\n\nSố: 12").encode(), "bi-mat.txt")
    entry = Entry.objects.get(action="plans.upload_refused")
    assert (entry.data, entry.target_id) == ({}, None)


@pytest.mark.django_db
def test_a_mark_found_only_by_the_worker_wipes_out_all_that_was_kept(
    receive, own_folder, django_capture_on_commit_callbacks
) -> None:
    data = TEXT.replace("Số: 12", "MẬT\n\nSố: 12").encode()
    with (
        mock.patch("nhipcau.plans.actions.uploads.opening.refuse_at_the_door"),
        django_capture_on_commit_callbacks(execute=True),
    ):
        upload = receive(data, "bi-mat.txt")
    upload.refresh_from_db()
    assert (upload.state, upload.error_code) == (State.FAILED, "secret_document")
    assert (upload.name, upload.size, bool(upload.file), upload.document, upload.reading) == ("", 0, False, None, None)
    assert upload.sha256.startswith("refused-") and files(own_folder) == []


@pytest.mark.django_db
def test_a_file_over_the_limit_is_refused(receive, settings) -> None:
    settings.UPLOAD_MAX_BYTES = 10
    with pytest.raises(actions.Refused, match="MB"):
        receive()


@pytest.mark.django_db
def test_a_file_that_comes_in_twice_at_one_moment_is_one_upload(receive, own_folder) -> None:
    first = receive()
    with mock.patch("nhipcau.plans.actions.uploads.Upload.objects.filter", wraps=Upload.objects.filter) as looked:
        looked.side_effect = [Upload.objects.none(), mock.DEFAULT]  # it was not there yet when it was looked for
        with pytest.raises(actions.Duplicate) as known:
            receive()
    assert known.value.upload == first and len(files(own_folder)) == 1


@pytest.mark.django_db
def test_only_one_worker_gets_an_upload(receive) -> None:
    upload = receive()
    assert actions.upload_claim(pk=upload.pk) == upload
    assert actions.upload_claim(pk=upload.pk) is None


@pytest.mark.django_db
def test_an_upload_whose_worker_fell_silent_is_taken_again(receive) -> None:
    upload = receive()
    actions.upload_claim(pk=upload.pk)
    assert jobs.uploads_left_lying() == []
    Upload.objects.filter(pk=upload.pk).update(claimed_at=timezone.now() - timedelta(minutes=6))
    assert jobs.queue_what_was_left() == 1
    upload.refresh_from_db()
    assert upload.state == State.READY


@pytest.mark.django_db
def test_a_worker_that_lost_its_claim_writes_nothing(receive, on_day) -> None:
    upload = receive()
    slow = actions.upload_claim(pk=upload.pk)
    assert slow
    on_day(date(2026, 11, 21))
    assert actions.upload_claim(pk=upload.pk)
    with pytest.raises(ClaimLost):
        actions.upload_read(upload=slow)
    assert Upload.objects.get(pk=upload.pk).state == State.READING and not Plan.objects.exists()


@pytest.mark.django_db
def test_a_fault_of_ours_is_told_and_can_be_tried_again(receive, lan: User, django_capture_on_commit_callbacks) -> None:
    upload = receive()
    claimed = actions.upload_claim(pk=upload.pk)
    assert claimed
    with mock.patch("nhipcau.plans.reading.opening.read_plan", side_effect=RuntimeError), pytest.raises(RuntimeError):
        actions.upload_read(upload=claimed)
    upload.refresh_from_db()
    assert (upload.state, upload.error_code) == (State.FAILED, "internal")
    with django_capture_on_commit_callbacks(execute=True):
        actions.upload_retry(upload=upload, by=lan)
    upload.refresh_from_db()
    assert upload.state == State.READY


@pytest.mark.django_db
def test_taking_back_leaves_neither_rows_nor_file(
    receive, own_folder, lan: User, django_capture_on_commit_callbacks
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        upload = receive()
    with django_capture_on_commit_callbacks(execute=True):
        actions.upload_discard(upload=upload, by=lan)
    assert not Upload.objects.exists() and not Plan.objects.exists() and files(own_folder) == []
    assert receive().pk


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_of_two_workers_at_one_moment_one_reads(receive) -> None:
    upload = receive_without_reading(receive)
    start, won = threading.Barrier(2), []

    def work() -> None:
        start.wait()
        won.append(actions.upload_claim(pk=upload.pk))
        connection.close()

    workers = [threading.Thread(target=work) for _ in range(2)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert sorted(claimed is not None for claimed in won) == [False, True]


def receive_without_reading(receive: Callable[..., Upload]) -> Upload:
    with mock.patch("nhipcau.plans.jobs.read_upload"):
        return receive()


@pytest.mark.django_db
def test_what_a_killed_upload_left_is_removed_by_its_note_and_nothing_else_is(receive, own_folder, monkeypatch) -> None:
    kept = receive()
    (own_folder / "originals" / "other").write_bytes(b"of another installation")
    for name, text in {"originals/half": "x", ".incoming-1": "x", ".unsettled-1": "originals/half",
                       ".unsettled-2": kept.file.name, ".unsettled-3": ""}.items():  # fmt: skip
        (own_folder / name).write_text(text)
    originals.sweep()
    assert (own_folder / "originals" / "half").exists(), "it may still be under way"
    monkeypatch.setattr(originals, "GRACE", -1)
    originals.sweep()
    left = {path.relative_to(own_folder).as_posix() for path in own_folder.rglob("*") if path.is_file()}
    assert left == {kept.file.name, "originals/other"}


@pytest.mark.django_db
def test_an_original_is_written_whole_or_not_at_all(receive, own_folder) -> None:
    with mock.patch("os.fsync", side_effect=OSError("disk full")), pytest.raises(OSError, match="disk full"):
        receive()
    assert files(own_folder) == []
    assert receive().file.size > 0


def test_the_door_weighs_a_pdf_before_it_is_opened(monkeypatch):
    monkeypatch.setattr("vanban.opening.pdf.pypdfium2", None)
    with pytest.raises(Unreadable) as refused:
        refuse_at_the_door(HOSTILE["a drawing that unpacks to 90 MB"][0], "a.pdf")
    assert refused.value.code.startswith("too_large")
