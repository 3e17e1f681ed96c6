from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class RegisterConfig(AppConfig):
    name = "nhipcau.register"

    def ready(self) -> None:
        from nhipcau.history.actions import register_action
        from nhipcau.succession import touching
        from nhipcau.ui.menu import Entry, register

        from . import finding, successors

        finding.register_sources()
        touching.register(successors.tell_touched)

        register(Entry("register:home", _("My work"), "home", 10))
        register(
            Entry(
                "register:tasks",
                _("Tasks"),
                "tasks",
                30,
                within=("register:task", "register:source", "register:timeline", "exchange:reimport"),
            )
        )
        register(Entry("register:calendar", _("Calendar"), "calendar", 40, within=("exchange:feed",)))

        for code, words in {
            "register.task_not_started": _("set the task back to “not started”"),
            "register.task_in_progress": _("reported that the task is in progress"),
            "register.task_done": _("reported the task as done on %(finished_on)s"),
            "register.task_stopped": _("reported that the task is not carried out"),
            "register.task_not_started_with_note": _("set the task back to “not started”: %(note)s"),
            "register.task_in_progress_with_note": _("reported that the task is in progress: %(note)s"),
            "register.task_done_with_note": _("reported the task as done on %(finished_on)s: %(note)s"),
            "register.task_stopped_with_note": _("reported that the task is not carried out: %(note)s"),
        }.items():
            register_action(code, words)
