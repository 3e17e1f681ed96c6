"""The record of a yearly access review: what its hash and its seal stand for, and the workbook that is kept and signed.

The hash of the list is SHA-256 over plain lines: whoever holds the workbook can compute it without this program. The
seal over all decisions is made with a key of the site (HMAC-SHA256): nobody who alters rows can make the one that fits.
The log notes both, and its entries cannot be altered unseen (docs/decisions/011).
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Iterable
from datetime import UTC, datetime
from io import BytesIO

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.styles import Alignment, Font
from openpyxl.worksheet.worksheet import Worksheet

from nhipcau.history.models import Entry
from nhipcau.ui.words import day_words

from .models import AccessReview, AccessReviewItem

WIDTHS = (6, 40, 28, 18, 24, 28, 14, 16, 28, 18)
PLAIN, BOLD = Font(name="Times New Roman", size=12), Font(name="Times New Roman", size=12, bold=True)


def listed(item: AccessReviewItem) -> str:
    """One line of the list as it was opened."""
    since = item.since.isoformat() if item.since else ""
    told = (item.position, item.agency_name, item.person, item.username, item.role, item.post, since)
    return "|".join(map(str, told))


def decided(item: AccessReviewItem) -> str:
    by = item.decided_by.username if item.decided_by else ""
    return "|".join((listed(item), item.decision, by, _moment(item.decided_at)))


def digest_of(items: Iterable[AccessReviewItem]) -> str:
    return _hash(map(listed, items))


def signature_of(review: AccessReview, items: Iterable[AccessReviewItem]) -> str:
    """The seal of a review with who closed it and when."""
    return _seal(settings.SECRET_KEY, review, items)


def faults(review: AccessReview) -> list[str]:
    """What no longer is as it was opened and closed, in words."""
    items, told = list(review.items.select_related("decided_by")), []
    logged = _noted(review)
    opened = logged.get("opened", {}).get("digest", review.digest)
    if digest_of(items) != review.digest or opened != review.digest:
        told.append(_("The list is no longer the one that was opened."))
    if not review.closed_at:
        return told
    keys = (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)
    if not any(hmac.compare_digest(_seal(key, review, items), review.signature) for key in keys):
        told.append(_("The seal does not fit: a decision, who closed the round, or when, is not what it was."))
    if logged.get("closed", {}).get("signature") != review.signature:
        told.append(_("The seal is not the one that the log noted when the round was closed."))
    return told


def _noted(review: AccessReview) -> dict[str, dict[str, str]]:
    """What the log wrote down when the round was opened and closed."""
    prefix = "organizations.access_review_"
    own = Entry.objects.filter(target_type=review._meta.label_lower, target_id=review.pk)
    entries = own.filter(action__in=[f"{prefix}opened", f"{prefix}closed"]).order_by("-pk")
    return {entry.action.removeprefix(prefix): entry.data for entry in entries}  # the first of each kind holds


def _seal(secret: str, review: AccessReview, items: Iterable[AccessReviewItem]) -> str:
    key = hmac.digest(secret.encode(), b"nhipcau.access_record", "sha256")
    closer = review.closed_by.username if review.closed_by else ""
    lines = [review.digest, *map(decided, items), closer, _moment(review.closed_at)]
    return hmac.digest(key, "\n".join(lines).encode(), "sha256").hex()


def _moment(at: datetime | None) -> str:
    return at.astimezone(UTC).isoformat() if at else ""


def _hash(lines: Iterable[str]) -> str:
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


def workbook(review: AccessReview) -> bytes:
    book = Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)  # noqa: S101 - a new book has one; this tells the type checker
    sheet.title = str(review.year)
    for number, width in enumerate(WIDTHS):
        sheet.column_dimensions["ABCDEFGHIJ"[number]].width = width
    for line in _head(review):
        _append(sheet, [line], BOLD)
    _append(sheet, _headings(), BOLD)
    for item in review.items.select_related("decided_by"):
        _append(sheet, _values(item), PLAIN)
    for line in _foot(review):
        _append(sheet, [line], PLAIN)
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = 9
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    file = BytesIO()
    book.save(file)
    return file.getvalue()


def _head(review: AccessReview) -> list[str]:
    opened = {"day": day_words(timezone.localdate(review.opened_at)), "person": review.opened_by}
    return [
        _("Record of the access review of %(year)s – %(province)s")
        % {"year": review.year, "province": review.province},
        _("Opened on %(day)s by %(person)s") % opened,
    ]


def _headings() -> list[str]:
    return [
        _("No."),
        _("Agency"),
        _("Person"),
        _("User name"),
        _("Role"),
        _("Post"),
        _("Since"),
        _("Decision"),
        _("Decided by"),
        _("Decided at"),
    ]


def _values(item: AccessReviewItem) -> list[str]:
    return [
        str(item.position),
        item.agency_name,
        item.person,
        item.username,
        str(item.get_role_display()),
        item.post,
        day_words(item.since) if item.since else "",
        str(item.get_decision_display()),
        str(item.decided_by or ""),
        f"{timezone.localtime(item.decided_at):%d/%m/%Y %H:%M}" if item.decided_at else "",
    ]


def _foot(review: AccessReview) -> list[str]:
    lines = [_("SHA-256 of the list as it was opened: %(hash)s") % {"hash": review.digest}]
    if review.closed_at:
        closed = {"day": day_words(timezone.localdate(review.closed_at)), "person": review.closed_by}
        lines.append(_("Closed on %(day)s by %(person)s") % closed)
        lines.append(_("Seal of the list with all decisions: %(hash)s") % {"hash": review.signature})
        return [*lines, "", _("Signature of the person who closed it:")]
    return [*lines, _("The review is still open.")]


def _append(sheet: Worksheet, values: list[str], font: Font) -> None:
    """Every value is text: nothing that a person is called can become a formula."""
    row = sheet.max_row + 1 if sheet["A1"].value is not None else 1
    for column, value in enumerate(values, start=1):
        cell = sheet.cell(row, column)
        assert isinstance(cell, Cell)  # noqa: S101 - nothing is merged here
        cell.value, cell.font, cell.data_type = value, font, "s"
        cell.alignment = Alignment(vertical="top", wrap_text=len(values) > 1)
