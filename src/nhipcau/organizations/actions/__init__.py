"""Every change to agencies, groups, people and posts: one function each, keyword-only, one transaction, logged.

What cannot be done raises ``django.core.exceptions.ValidationError`` with a sentence for the person.
"""

from .agencies import agency_add, agency_change, alias_forget, alias_learn
from .groups import group_add, group_change
from .people import appointment_begin, appointment_end, person_add, person_change
from .provinces import province_add

__all__ = [
    "agency_add",
    "agency_change",
    "alias_forget",
    "alias_learn",
    "appointment_begin",
    "appointment_end",
    "group_add",
    "group_change",
    "person_add",
    "person_change",
    "province_add",
]
