"""Applying a succession and taking it back: one function each, keyword-only, one transaction, logged."""

from nhipcau.succession.outlook import succession_plan

from .apply import Stale, succession_apply
from .undo import obstacles, succession_undo

__all__ = ["Stale", "obstacles", "succession_apply", "succession_plan", "succession_undo"]
