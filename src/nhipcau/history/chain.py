"""What makes every change to the log show, decided on values alone (docs/decisions/011).

Each entry carries a signature, made with the site's key when it was written, and a seal: a hash over its content, its
number and the seal of the entry before. Whoever alters, removes, inserts or swaps entries breaks a seal; whoever can
compute new seals still lacks the key; and whoever cuts off the end is given away by a seal that somebody noted before.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Protocol

FIRST = "0" * 64  # what stands for the seal before the first entry
KEY_NAME, NONCE = 8, 16  # letters of a signature before the signature proper


class Written(Protocol):
    """The columns that a person or a program wrote."""

    pk: Any
    at: datetime
    province_id: int | None
    user_id: int | None
    action: str
    target_type: str
    target_id: int | None
    data: Any


def canonical(entry: Written) -> str:
    """The content as one line that is the same out of every database.

    The key of the row is no part of it: it is given by the database after the content was signed.
    """
    content = {
        "at": entry.at.astimezone(UTC).isoformat(timespec="microseconds"),
        "province": entry.province_id,
        "user": entry.user_id,
        "action": entry.action,
        "target": [entry.target_type, entry.target_id],
        "data": entry.data,
    }
    return json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def seal(before: str, number: int, entry: Written, signature: str | None) -> str:
    """The seal of an entry that follows the one sealed with ``before``."""
    text = "\n".join((before, str(number), str(entry.pk), signature or "", canonical(entry)))
    return hashlib.sha256(text.encode()).hexdigest()


@dataclass(frozen=True)
class Signer:
    """Signs with the first key and knows the signatures of all of them."""

    secrets: Sequence[str]

    def sign(self, entry: Written) -> str:
        """Key name, nonce and signature. With the nonce no two are alike, so an entry cannot be written twice."""
        key, nonce = _key(self.secrets[0]), secrets.token_hex(NONCE // 2)
        return f"{_name(key)}{nonce}{_signature(key, nonce, entry)}"

    def knows(self, signature: str | None) -> bool:
        return signature is not None and signature[:KEY_NAME] in {_name(_key(secret)) for secret in self.secrets}

    def approves(self, entry: Written, signature: str | None) -> bool:
        """Whether this site wrote this content."""
        if signature is None:
            return False
        name, nonce, given = signature[:KEY_NAME], signature[KEY_NAME:][:NONCE], signature[KEY_NAME + NONCE :]
        keys = [key for secret in self.secrets if _name(key := _key(secret)) == name]
        return any(hmac.compare_digest(_signature(key, nonce, entry), given) for key in keys)


def _key(secret: str) -> bytes:
    return hmac.digest(secret.encode(), b"nhipcau.history", "sha256")


def _name(key: bytes) -> str:
    return hmac.digest(key, b"name", "sha256").hex()[:KEY_NAME]


def _signature(key: bytes, nonce: str, entry: Written) -> str:
    return hmac.digest(key, f"{nonce}\n{canonical(entry)}".encode(), "sha256").hex()[:40]


def storable(value: Any) -> Any:
    """Data as both databases give it back: no NUL and no half letters in texts, large whole numbers as such.

    >>> storable({"n": 1e16, "t": "a\\x00b"})
    {'n': 10000000000000000, 't': 'ab'}
    """
    if isinstance(value, dict):
        return {storable(key): storable(part) for key, part in value.items()}
    if isinstance(value, list):
        return [storable(part) for part in value]
    if isinstance(value, str):
        return value.replace("\0", "").encode("utf-8", "replace").decode()
    if isinstance(value, float):
        return int(value) if value.is_integer() and (abs(value) >= 1e16 or value == 0) else value
    return value
