from django import template

from nhipcau.accounts.models import User
from nhipcau.organizations.permissions import ADMINISTRATORS, has_role, province_of

register = template.Library()


@register.filter
def administers(user: User) -> bool:
    """Whether the person is an administrator of the own province."""
    return has_role(user, province_of(user), *ADMINISTRATORS)
