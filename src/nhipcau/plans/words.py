"""What the log says about plans; the words follow the name of the person who did it."""

from django.utils.translation import gettext_lazy as _

from nhipcau.history.actions import register_action

SENTENCES = {
    "plans.upload_received": _("uploaded the file %(name)s"),
    "plans.upload_refused": _("uploaded a file that carries a secrecy mark; it was refused and nothing of it was kept"),
    "plans.upload_retried": _("had the file %(name)s read once more"),
    "plans.upload_discarded": _("took back the file %(name)s"),
    "plans.upload_compared": _("had the file compared with %(plan)s"),
    "plans.confirmed": _("confirmed the plan with %(made)s tasks"),
    "plans.reconfirmed": _(
        "took over a corrected file: %(made)s tasks new, %(changed)s changed, %(withdrawn)s taken out"
    ),
    "plans.unconfirmed": _("undid the confirmation: %(count)s tasks taken back, %(kept)s of them kept aside"),
    "plans.closed": _("closed the plan"),
    "plans.reopened": _("opened the plan again"),
    "plans.task_made": _("confirmed the task from %(plan)s"),
    "plans.task_changed": _("took over the corrected file of %(plan)s"),
    "plans.task_withdrawn": _("took the task out of %(plan)s, as the corrected file does"),
}


def register() -> None:
    for code, sentence in SENTENCES.items():
        register_action(code, sentence)
