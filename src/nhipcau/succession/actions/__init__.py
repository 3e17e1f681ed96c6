"""Applying a succession and taking it back: one function each, keyword-only, one transaction, logged."""

from nhipcau.succession.outlook import succession_plan

from .apply import Stale, succession_apply
from .bodies import bodies_load
from .undo import obstacles, succession_undo

__all__ = ["Stale", "bodies_load", "obstacles", "succession_apply", "succession_plan", "succession_undo"]
