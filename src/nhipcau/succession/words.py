"""Sentences of this app: what the log says, and why an event cannot be."""

from django.utils.translation import gettext_lazy as _

from nhipcau.history.actions import register_action

SENTENCES = {
    "succession.applied": _("recorded: %(what)s, from %(on)s"),
    "succession.undone": _("took back: %(what)s, from %(on)s"),
    "succession.post_moved": _("moved the post of %(person)s from %(old)s to %(new)s from %(on)s"),
    "succession.post_ended": _("ended the post of %(person)s at %(old)s, which ended on %(on)s"),
    "succession.post_returned": _("gave back the post of %(person)s at %(old)s as it was before %(on)s"),
    "succession.delegation_moved": _("moved what %(person)s does for %(holder)s by delegation from %(old)s to %(new)s"),
    "succession.lead_changed": _("made %(new)s the lead department"),
    "succession.bodies_loaded": _(
        "laid the standard bodies of %(name)s: %(agencies)s agencies, %(events)s successions"
    ),
}

FAULTS = {
    "no_old": _("Choose the agency that changes."),
    "one_old": _("Only one agency changes in an event of this kind."),
    "no_new": _("Say which agency comes after it."),
    "one_new": _("In an event of this kind, one agency comes after."),
    "rest": _("Say once who takes over everything else."),
    "two_new": _("A split needs at least two successors."),
    "function": _("Say which function is handed on. When everything is, it is a merger or a new name."),
    "new_body": _("Write the new name. When an agency of that name exists already, it is a merger."),
    "function_twice": _("A function can go to one agency only."),
    "old_not_there": _("%(agency)s does not exist on the day before."),
    "new_not_there": _("%(agency)s does not exist on that day."),
    "elsewhere": _("%(agency)s belongs to another province."),
    "old_and_new": _("%(agency)s cannot be its own successor. An agency that stays is chosen only as the new one."),
    "later": _("A later or equal event already says what became of %(agency)s. Undo that one first."),
    "same_day": _("Another event of the same day concerns %(agency)s. Put both into one event, or change the day."),
}


def register() -> None:
    for code, sentence in SENTENCES.items():
        register_action(code, sentence)
