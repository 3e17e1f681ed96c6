"""What would be wrong with an installation's settings, said in sentences before the site starts."""

import os
from collections.abc import Sequence

from django.apps import AppConfig
from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, register


@register()
def data_folder_can_be_written(app_configs: Sequence[AppConfig] | None, **kwargs: object) -> list[CheckMessage]:
    folder = settings.VAR
    while not folder.exists():
        folder = folder.parent
    if os.access(folder, os.W_OK):
        return []
    hint = "Give the user that runs the site the right to write there, or name another folder in DATA_DIR."
    return [Error(f"The data folder {settings.VAR} cannot be written.", hint=hint, id="nhipcau.E001")]


@register(Tags.security)
def production_names_its_hosts(app_configs: Sequence[AppConfig] | None, **kwargs: object) -> list[CheckMessage]:
    if not settings.PRODUCTION or (settings.ALLOWED_HOSTS and "*" not in settings.ALLOWED_HOSTS):
        return []
    hint = "Set ALLOWED_HOSTS to the names of the site, separated by commas: ALLOWED_HOSTS=nhipcau.example.gov.vn"
    return [Error("The site does not know its own host names.", hint=hint, id="nhipcau.E002")]


@register(Tags.security)
def secret_key_is_long(app_configs: Sequence[AppConfig] | None, **kwargs: object) -> list[CheckMessage]:
    if not settings.PRODUCTION or (len(settings.SECRET_KEY) >= 50 and len(set(settings.SECRET_KEY)) >= 5):
        return []
    hint = "Make one: python3 -c 'import secrets; print(secrets.token_urlsafe(60))'"
    return [Error("SECRET_KEY is too short to protect sessions.", hint=hint, id="nhipcau.E003")]


@register()
def limits_are_sensible(app_configs: Sequence[AppConfig] | None, **kwargs: object) -> list[CheckMessage]:
    wrong: list[CheckMessage] = []
    if not 1 <= settings.UPLOAD_MAX_BYTES // 1024 // 1024 <= 500:
        wrong.append(Error("UPLOAD_MAX_MB must lie between 1 and 500.", id="nhipcau.E004"))
    if not 1 <= settings.SESSION_COOKIE_AGE // 3600 <= 168:
        wrong.append(Error("SESSION_HOURS must lie between 1 and 168 (a week).", id="nhipcau.E005"))
    if not 3 <= settings.AXES_FAILURE_LIMIT <= 50:
        wrong.append(Error("LOGIN_ATTEMPTS must lie between 3 and 50.", id="nhipcau.E006"))
    if not settings.AXES_FAILURE_LIMIT <= settings.LOGIN_ATTEMPTS_PER_ADDRESS <= 10_000:
        words = "LOGIN_ATTEMPTS_PER_ADDRESS must lie between LOGIN_ATTEMPTS and 10000."
        wrong.append(Error(words, id="nhipcau.E007"))
    return wrong
