"""Filters of this app's templates."""

from django import template

from nhipcau.succession import telling
from nhipcau.succession.models import Transfer

register = template.Library()


@register.filter
def what(transfer: Transfer) -> str:
    """The function that goes over, or "everything"."""
    return telling.transfer_words(transfer)
