"""Every change while a plan is looked through: one keyword-only function each, in one transaction, logged."""

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
from .names import agency_add, agency_resolve

__all__ = [
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
]
