"""A file comes in and waits to be read; or is refused and leaves nothing."""

from __future__ import annotations

import hashlib

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import UploadedFile
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from nhipcau import originals
from nhipcau.accounts.models import User
from nhipcau.history.actions import log
from nhipcau.organizations.models import Province
from nhipcau.plans.models import Plan, Upload, original_path
from nhipcau.plans.reading import opening
from nhipcau.search.index import index

from .guard import Refused, is_confirmed, refuse_second_correction

State = Upload.State


class Duplicate(Exception):
    """This very file is already here."""

    def __init__(self, upload: Upload) -> None:
        self.upload = upload
        super().__init__(upload.name)


def upload_receive(*, province: Province, file: UploadedFile[bytes], by: User, plan: Plan | None = None) -> Upload:
    """Keep the file under its hash and queue it for reading. ``plan``: it is a corrected file of that plan.

    A secret document is refused before anything of it is written.
    """
    name = _plain_name(file.name or "")
    if not file.size:
        raise Refused(opening.sentence("empty"))
    if file.size > settings.UPLOAD_MAX_BYTES:
        limit = settings.UPLOAD_MAX_BYTES // 1024**2
        raise Refused(_("The file is larger than %(limit)s MB. Upload a smaller copy.") % {"limit": limit})
    data = file.read()
    try:
        opening.refuse_at_the_door(data, name)
    except opening.Unreadable as error:
        if error.is_secret:
            log(action="plans.upload_refused", user=by, province=province)
        raise Refused(opening.sentence(error.code, error.values)) from error
    sha256 = hashlib.sha256(data).hexdigest()
    if known := Upload.objects.filter(province=province, sha256=sha256).first():
        raise Duplicate(known)
    if plan:
        refuse_second_correction(plan)
    upload = Upload(province=province, uploaded_by=by, name=name, size=file.size, sha256=sha256, plan=plan)
    return _store(upload, data, by)


def _store(upload: Upload, data: bytes, by: User) -> Upload:
    path = original_path(upload, upload.name)
    note = originals.unsettled(path)
    try:
        upload.file.name = default_storage.save(path, ContentFile(data))
        with transaction.atomic():
            upload.save()
            log(action="plans.upload_received", user=by, target=upload, data={"name": upload.name})
            upload_queue(upload=upload)
    except IntegrityError as error:  # the same file came in twice at one moment
        raise Duplicate(Upload.objects.get(province=upload.province, sha256=upload.sha256)) from error
    finally:
        originals.settle(note)
    return upload


def upload_queue(*, upload: Upload) -> None:
    """Have it read (again) in the background, once the transaction is through."""
    from nhipcau.plans.jobs import read_upload

    transaction.on_commit(lambda: read_upload.enqueue(upload.pk))


@transaction.atomic
def upload_retry(*, upload: Upload, by: User) -> None:
    """Read a file again that could not be read: text recognition may have been installed since."""
    if not Upload.objects.filter(pk=upload.pk, state=State.FAILED).update(state=State.WAITING, error_code=""):
        raise Refused(_("This file is not waiting for a new attempt."))
    log(action="plans.upload_retried", user=by, target=upload, data={"name": upload.name})
    upload_queue(upload=upload)


@transaction.atomic
def upload_discard(*, upload: Upload, by: User) -> None:
    """Take back a file that was uploaded by mistake, with its rows and its stored original."""
    upload = Upload.objects.select_for_update().get(pk=upload.pk)
    if is_confirmed(upload):
        raise Refused(_("A plan was confirmed from this file. Undo the confirmation first."))
    log(action="plans.upload_discarded", user=by, province=upload.province, data={"name": upload.name})
    plan, note = upload.plan, originals.unsettled(upload.file.name or "")
    upload.confirmations.all().delete()
    upload.delete()
    if plan and plan.state == Plan.State.REVIEW and not plan.uploads.exists():
        index.remove(Plan, [plan.pk])
        plan.delete()
    transaction.on_commit(lambda: originals.settle(note))


def _plain_name(name: str) -> str:
    """A file name from outside as words: without folders and control characters, at most 255 letters."""
    last = name.replace("\\", "/").rsplit("/", 1)[-1]
    return "".join(c for c in last if c.isprintable()).strip()[-255:] or _("unnamed file")
