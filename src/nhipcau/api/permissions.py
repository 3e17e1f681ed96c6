from django.shortcuts import get_object_or_404

from nhipcau.accounts.models import User
from nhipcau.exchange.permissions import own_keys

from .models import Token


def token_for(user: User, pk: int) -> Token:
    """Tokens are their person's own."""
    return get_object_or_404(own_keys(Token.objects.all(), user), pk=pk)
