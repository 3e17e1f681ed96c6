"""Every change to uploads and plans: one keyword-only function each, in one transaction, logged."""

from .confirm import plan_close, plan_confirm, plan_unconfirm
from .guard import Refused, Stale
from .reading import upload_claim, upload_compare_with, upload_read
from .uploads import Duplicate, upload_discard, upload_receive, upload_retry

__all__ = [
    "Duplicate",
    "Refused",
    "Stale",
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
