"""Every change about signing in: what people change about themselves, and what closes or opens a door."""

from .account import account_close, account_open, binding_drop, password_change, profile_change
from .second_factor import (
    recovery_codes_renew,
    second_factor_reset,
    second_factor_set_up,
    second_factor_take,
    second_factor_turn_off,
)
from .sessions import session_revoke, sessions_end, sign_in_note, sign_out_note

__all__ = [
    "account_close",
    "account_open",
    "binding_drop",
    "password_change",
    "profile_change",
    "recovery_codes_renew",
    "second_factor_reset",
    "second_factor_set_up",
    "second_factor_take",
    "second_factor_turn_off",
    "session_revoke",
    "sessions_end",
    "sign_in_note",
    "sign_out_note",
]
