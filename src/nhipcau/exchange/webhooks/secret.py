"""The key that a connection's messages are signed with: derived, so that no copy of the database holds it."""

from __future__ import annotations

import hashlib
import hmac
import secrets

from django.conf import settings

from nhipcau.exchange.models import Webhook


def new_salt() -> str:
    return secrets.token_hex(32)


def derived(salt: str, secret_key: str) -> str:
    made = hmac.new(secret_key.encode(), f"nhipcau.webhook:{salt}".encode(), hashlib.sha256)
    return f"whk_{made.hexdigest()}"


def hash_of(key: str) -> str:
    return hashlib.sha256(key.encode()).hexdigest()


def key_of(webhook: Webhook) -> str | None:
    """The key, as long as the site's secret key of that time is still among SECRET_KEY and SECRET_KEY_FALLBACKS."""
    for secret_key in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS):
        key = derived(webhook.salt, secret_key)
        if hmac.compare_digest(hash_of(key), webhook.key_hash):
            return key
    return None
