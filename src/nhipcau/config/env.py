"""The environment, read through three typed helpers. A wrong value stops the start with a sentence."""

import hashlib
import os
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

YES, NO = {"1", "true", "yes", "on"}, {"0", "false", "no", "off", ""}


def env_str(name: str, default: str = "") -> str:
    """The variable, or what stands in the file that ``<name>_FILE`` names: secrets need not be in the environment."""
    path = os.environ.get(f"{name}_FILE")
    if not path:
        return os.environ.get(name, default).strip()
    try:
        return Path(path).read_text("utf-8").strip()
    except OSError as error:
        raise ImproperlyConfigured(f"{name}_FILE names {path}, which cannot be read: {error.strerror}.") from error


def env_bool(name: str, default: bool) -> bool:
    value = env_str(name, "yes" if default else "no").lower()
    if value not in YES | NO:
        raise ImproperlyConfigured(f"{name} is “{value}”. Write yes or no.")
    return value in YES


def env_int(name: str, default: int) -> int:
    value = env_str(name, str(default))
    if not value.isdecimal():
        raise ImproperlyConfigured(f"{name} is “{value}”. Write a whole number, such as {default}.")
    return int(value)


def env_list(name: str) -> list[str]:
    return [part.strip() for part in env_str(name).split(",") if part.strip()]


def env_choice(name: str, choices: tuple[str, ...]) -> str:
    """One of these words; the first when nothing is said."""
    value = env_str(name, choices[0])
    if value not in choices:
        raise ImproperlyConfigured(f"{name} is “{value}”. Write {', '.join(choices[:-1])} or {choices[-1]}.")
    return value


def common_sign_in(*, issuer: str, client_id: str, secret: str, name: str, https_only: bool) -> dict[str, Any] | None:
    """The office's OpenID Connect service as allauth describes an app; None when none is named."""
    if not any((issuer, client_id, secret, name)):
        return None
    if not all((issuer, client_id, secret, name)):
        raise ImproperlyConfigured(
            "OIDC_ISSUER, OIDC_CLIENT_ID, OIDC_CLIENT_SECRET and OIDC_NAME belong together. Set all four or none."
        )
    scheme, host = urlsplit(issuer)[:2]
    if not host or scheme not in ({"https"} if https_only else {"https", "http"}):
        raise ImproperlyConfigured(f"OIDC_ISSUER is “{issuer}”. Write its https:// address.")
    # Whom the service calls by which number is remembered under this name: another service starts anew.
    service = "oidc-" + hashlib.sha256(issuer.encode()).hexdigest()[:16]
    app = {"provider_id": service, "name": name, "client_id": client_id, "secret": secret}
    return app | {"settings": {"server_url": issuer.rstrip("/"), "issuer": issuer}}


def database(url: str, sqlite_path: Path) -> dict[str, object]:
    """Django's description of the database at this address; of an SQLite file when there is no address."""
    if not url:
        return _sqlite(sqlite_path)
    parts = urlsplit(url)
    if parts.scheme == "sqlite":
        return _sqlite(Path(parts.path))
    if parts.scheme not in {"postgres", "postgresql"} or not parts.path.strip("/"):
        raise ImproperlyConfigured(
            "DATABASE_URL cannot be read. Write postgresql://user:password@host:5432/name or sqlite:////path/file."
        )
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.strip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": env_str("DATABASE_PASSWORD") or unquote(parts.password or ""),
        # A socket directory stands percent-encoded where the host would be: postgresql://user@%2Frun%2Fpg/name
        "HOST": unquote(parts.hostname or ""),
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
    }


def _sqlite(path: Path) -> dict[str, object]:
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": path,
        "OPTIONS": {
            # The web process and the worker write to one file. A transaction that will write takes the lock at its
            # start and waits for it; one that reads first and asks for the lock later would fail at once.
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
        },
    }
