"""What the views of this app share."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django_htmx.middleware import HtmxDetails

from nhipcau.accounts.models import User
from nhipcau.plans.actions import Refused


class Request(HttpRequest):
    """A request of someone who is signed in (LoginRequiredMiddleware sees to that)."""

    user: User
    htmx: HtmxDetails


def sentence_of(error: Refused | ValidationError) -> str:
    return " ".join(error.messages) if isinstance(error, ValidationError) else str(error)


@contextmanager
def refusals_as_messages(request: HttpRequest) -> Iterator[None]:
    """What cannot be done is told on the next page."""
    try:
        yield
    except (Refused, ValidationError) as error:
        messages.error(request, sentence_of(error))
