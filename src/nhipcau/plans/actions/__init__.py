"""Every change to uploads, review items and plans: one keyword-only function each, in one transaction, logged."""

from .agencies import agency_add, agency_resolve
from .confirm import plan_close, plan_confirm, plan_unconfirm
from .guard import Refused, Stale
from .items import (
    certain_accept,
    doubt_answer,
    item_accept,
    item_add,
    item_change,
    item_drop,
    item_merge,
    item_move,
    item_restore,
    item_split,
)
from .reading import upload_claim, upload_compare_with, upload_read
from .uploads import Duplicate, upload_discard, upload_receive, upload_retry

__all__ = [
    "Duplicate",
    "Refused",
    "Stale",
    "agency_add",
    "agency_resolve",
    "certain_accept",
    "doubt_answer",
    "item_accept",
    "item_add",
    "item_change",
    "item_drop",
    "item_merge",
    "item_move",
    "item_restore",
    "item_split",
    "plan_close",
    "plan_confirm",
    "plan_unconfirm",
    "upload_claim",
    "upload_compare_with",
    "upload_discard",
    "upload_read",
    "upload_receive",
    "upload_retry",
]
