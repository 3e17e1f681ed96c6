from django import template

from nhipcau.accounts.models import User
from nhipcau.organizations.permissions import ADMINISTRATORS, has_role, province_of
from nhipcau.organizations.permissions import reviews_access as may_review

register = template.Library()


@register.filter
def administers(user: User) -> bool:
    """Whether the person is an administrator of the own province."""
    return has_role(user, province_of(user), *ADMINISTRATORS)


@register.filter
def reviews_access(user: User) -> bool:
    """Whether the person decides on posts in a yearly access review."""
    return may_review(user)
