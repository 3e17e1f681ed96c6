"""Reading in the background. Thin: claims, then calls the action."""

from __future__ import annotations

from django.db.models import Q
from django.utils import timezone
from django_tasks import task

from .actions.reading import ClaimLost, upload_claim, upload_read
from .models import Upload
from .rules import LEASE


@task()
def read_upload(pk: int) -> bool:
    """Read one upload; False when another worker has it or it is read already."""
    upload = upload_claim(pk=pk)
    if upload is None:
        return False
    try:
        upload_read(upload=upload)
    except ClaimLost:
        return False
    return True


def uploads_left_lying() -> list[int]:
    """Uploads that nobody reads: the worker that had them is gone (restart, power cut), or their job was lost."""
    long_ago = timezone.now() - LEASE
    lost = Q(state=Upload.State.READING, claimed_at__lt=long_ago)
    never_begun = Q(state=Upload.State.WAITING, uploaded_at__lt=long_ago)
    return list(Upload.objects.filter(lost | never_begun).order_by("uploaded_at").values_list("pk", flat=True))


def queue_what_was_left(*pks: int) -> int:
    """Queue these uploads, of those left lying, once more (all of them when none is named)."""
    left = [pk for pk in uploads_left_lying() if not pks or pk in pks]
    for pk in left:
        read_upload.enqueue(pk)
    return len(left)
