"""What the log says about upkeep, and spans of time and space in words."""

from datetime import timedelta

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from nhipcau.history.actions import register_action

# Nobody stands before these sentences but the system.
SENTENCES = {
    "upkeep.backup": gettext_lazy("made a backup of %(rows)s rows and %(files)s files"),
    "upkeep.drill": gettext_lazy("restored a backup as a drill: %(rows)s rows and %(files)s files, all as they were"),
    "upkeep.restore": gettext_lazy("restored a backup of %(rows)s rows and %(files)s files, made at %(made_at)s"),
    "upkeep.move": gettext_lazy("took over %(rows)s rows from another database"),
    "upkeep.log": gettext_lazy("checked the log: it is unbroken"),
    "upkeep.backup_failed": gettext_lazy("could not make a backup"),
    "upkeep.drill_failed": gettext_lazy("could not restore a backup as a drill"),
    "upkeep.restore_failed": gettext_lazy("could not restore a backup"),
    "upkeep.move_failed": gettext_lazy("could not take over another database"),
    "upkeep.log_failed": gettext_lazy("found the log broken"),
}


def register() -> None:
    for code, sentence in SENTENCES.items():
        register_action(code, sentence)


def ago(age: timedelta) -> str:
    """How long ago, in the largest unit that is still exact enough."""
    minutes = int(age.total_seconds() // 60)
    if minutes < 2:
        return _("just now")
    if minutes < 120:
        return ngettext("%(count)s minute ago", "%(count)s minutes ago", minutes) % {"count": minutes}
    if minutes < 48 * 60:
        hours = minutes // 60
        return ngettext("%(count)s hour ago", "%(count)s hours ago", hours) % {"count": hours}
    return ngettext("%(count)s day ago", "%(count)s days ago", age.days) % {"count": age.days}


def space(size: int) -> str:
    """1,5 GB in Vietnamese, 1.5 GB in English; as makers of disks count."""
    for unit, letters in ((10**12, "TB"), (10**9, "GB"), (10**6, "MB")):
        if size >= unit:
            return f"{number_format(size / unit, 1)} {letters}"
    return f"{number_format(size / 1000, 0)} kB"
