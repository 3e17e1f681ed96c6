"""Every change to agencies, groups, people and posts: one function each, keyword-only, one transaction, logged.

What cannot be done raises ``django.core.exceptions.ValidationError`` with a sentence for the person.
"""

from .access import access_decide, access_review_close, access_review_open
from .agencies import agency_add, agency_change, agency_put_back, alias_forget, alias_learn
from .delegations import delegation_begin, delegation_end
from .groups import group_add, group_change, group_name
from .people import (
    appointment_begin,
    appointment_end,
    email_confirm,
    password_give,
    person_add,
    person_change,
    person_close,
)
from .provinces import province_add
from .reads import access_record_taken, access_review_read, people_read, person_read, posts_read

__all__ = [
    "access_decide",
    "access_record_taken",
    "access_review_close",
    "access_review_open",
    "access_review_read",
    "agency_add",
    "agency_change",
    "agency_put_back",
    "alias_forget",
    "alias_learn",
    "appointment_begin",
    "appointment_end",
    "delegation_begin",
    "delegation_end",
    "email_confirm",
    "group_add",
    "group_change",
    "group_name",
    "password_give",
    "people_read",
    "person_add",
    "person_change",
    "person_close",
    "person_read",
    "posts_read",
    "province_add",
]
