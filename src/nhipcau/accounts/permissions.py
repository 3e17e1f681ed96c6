from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from .models import OpenSession, User


def signed_in(request: HttpRequest) -> User:
    """The person behind a request. Django's LoginRequiredMiddleware lets no visitor come this far."""
    user = request.user
    if not isinstance(user, User):
        raise PermissionDenied
    return user


def own_session(user: User, pk: int, besides: str | None) -> OpenSession:
    """A browser in which this person is signed in, besides the one at which they sit: there one signs out."""
    own = OpenSession.objects.filter(user=user).exclude(session=besides or "")
    return get_object_or_404(own, pk=pk)
