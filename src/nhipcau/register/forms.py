from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from nhipcau.plans.models import PlanTask

DAY_FORMATS = ["%d/%m/%Y", "%d-%m-%Y", "%d.%m.%Y", "%Y-%m-%d"]
Status = PlanTask.Status


class StatusForm(forms.Form):
    """How far a task is."""

    status = forms.ChoiceField(
        label=_("How far is this task?"),
        choices=[
            (Status.NOT_STARTED, _("Not started")),
            (Status.IN_PROGRESS, _("In progress")),
            (Status.DONE, _("Finished")),
            (Status.STOPPED, _("Not carried out")),
        ],
        widget=forms.RadioSelect,
    )
    finished_on = forms.DateField(
        label=_("Finished on"),
        help_text=_("When it is done: day, month and year, as in 25/11/2026."),
        required=False,
        input_formats=DAY_FORMATS,
        widget=forms.DateInput(format="%d/%m/%Y", attrs={"size": 12, "inputmode": "numeric", "autocomplete": "off"}),
        error_messages={"invalid": _("This is not a day. Write day, month and year, as in 25/11/2026.")},
    )
    note = forms.CharField(
        label=_("Result or reason"),
        help_text=_("Stands in the history of the task."),
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def clean_note(self) -> str:
        return str(self.cleaned_data["note"]).strip()

    @classmethod
    def of(cls, task: PlanTask) -> "StatusForm":
        finished_on = task.finished_on or (timezone.localdate() if task.status != Status.DONE else None)
        return cls(initial={"status": task.status, "finished_on": finished_on})
