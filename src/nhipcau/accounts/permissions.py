from django.core.exceptions import PermissionDenied
from django.http import HttpRequest

from .models import User


def signed_in(request: HttpRequest) -> User:
    """The person behind a request. Django's LoginRequiredMiddleware lets no visitor come this far."""
    user = request.user
    if not isinstance(user, User):
        raise PermissionDenied
    return user
