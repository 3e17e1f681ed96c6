"""The state of a task as one short text, so that whoever changes it can say which state they saw."""

import hashlib
import json

from django.core.serializers.json import DjangoJSONEncoder

from nhipcau.plans.models import PlanTask

# Named one by one: what is only kept for searching or for showing the source makes no other task of it.
FIELDS = (
    *("status", "finished_on", "withdrawn_at", "number", "group", "title", "sub_items", "time_text", "time_kind"),
    *("starts_on", "due_on", "recurrence", "time_vague", "budget_vnd", "budget_text", "funding_source", "output"),
    *("indicator", "note", "responsible_person"),
)


def version_of(task: PlanTask) -> str:
    """Another one after any change of the task itself."""
    values = json.dumps([getattr(task, name) for name in FIELDS], cls=DjangoJSONEncoder)
    return hashlib.sha256(values.encode()).hexdigest()[:16]
