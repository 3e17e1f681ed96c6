"""What the log says of those who read it, and what its filters are called."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from nhipcau.history.actions import register_action, registered_actions, sentence_of

READ, TAKEN = "journal.log_read", "journal.log_taken"

# What the log tells of, by the first part of its codes.
FIELDS: dict[str, str | Promise] = {
    "accounts": _("Signing in and accounts"),
    "organizations": _("Agencies and people"),
    "succession": _("Changes of agencies"),
    "plans": _("Plans"),
    "reviews": _("Looking through plans"),
    "register": _("Tasks"),
    "exchange": _("In and out"),
    "api": _("Programs"),
    "journal": _("The log itself"),
    "upkeep": _("The system"),
}
KINDS: dict[str, str | Promise] = {
    "plans.plan": _("Plan"),
    "plans.plantask": _("Task"),
    "plans.upload": _("File"),
    "organizations.agency": _("Agency"),
    "organizations.agencygroup": _("Group of agencies"),
    "organizations.accessreview": _("Access review"),
    "accounts.user": _("Staff member"),
    "accounts.door": _("Sign-in"),
    "succession.event": _("Change of agencies"),
    "exchange.webhook": _("Connection"),
}
READS: dict[str, str | Promise] = {
    "": _("Only changes"),
    "ca": _("Changes, and who looked"),
    "toi": _("Who looked at my data"),
}


def register() -> None:
    register_action(READ, _("looked into the log"))
    register_action(TAKEN, _("took out the log as a file with %(rows)s rows"))


class _Open(dict[str, str]):
    """Stands where a sentence names something."""

    def __missing__(self, key: str) -> str:
        return "…"


def actions_by_field() -> Mapping[str, list[tuple[str, str]]]:
    """Every action as a choice, under the name of its field: {"Plans": [("plans.closed", "closed the plan"), …]}."""
    found: dict[str, list[tuple[str, str]]] = {str(name): [] for name in FIELDS.values()}
    for code in registered_actions():
        field = code.partition(".")[0]
        found.setdefault(str(FIELDS.get(field, field)), []).append((code, sentence_of(code) % _Open()))
    return {name: sorted(choices, key=lambda choice: choice[1]) for name, choices in found.items() if choices}
