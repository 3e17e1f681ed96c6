"""What the log says about looking through a plan; the words follow the name of the person who did it."""

from django.utils.translation import gettext_lazy as _

from nhipcau.history.actions import register_action

SENTENCES = {
    "reviews.item_changed": _("corrected “%(title)s”"),
    "reviews.item_accepted": _("accepted “%(title)s” as it stands"),
    "reviews.item_kept": _("kept “%(field)s” of “%(title)s” as it was read"),
    "reviews.item_moved_up": _("moved “%(title)s” up, above “%(other)s”"),
    "reviews.item_moved_down": _("moved “%(title)s” down, below “%(other)s”"),
    "reviews.item_dropped": _("left out “%(title)s”"),
    "reviews.item_restored": _("took “%(title)s” back in"),
    "reviews.item_added": _("added “%(title)s”"),
    "reviews.item_split": _("split “%(title)s” into %(count)s tasks"),
    "reviews.item_merged": _("merged “%(title)s” into “%(into)s”"),
    "reviews.certain_accepted": _("accepted %(count)s certain rows at once"),
    "reviews.agency_resolved": _("said that “%(text)s” means %(meaning)s"),
}


def register() -> None:
    for code, sentence in SENTENCES.items():
        register_action(code, sentence)
