"""Settings of the test run: SQLite, or the PostgreSQL that TEST_DATABASE_URL names."""

import os

os.environ["NHIPCAU_MODE"] = "development"
os.environ["DATABASE_URL"] = os.environ.get("TEST_DATABASE_URL", "")
os.environ.setdefault("SECRET_KEY", "only-for-tests")

from .settings import *  # noqa: F403

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}
AXES_ENABLED = False
HISTORY_PROTECTED = False  # the database is emptied after many tests; test_tampering.py switches it on
MIDDLEWARE = [name for name in MIDDLEWARE if "whitenoise" not in name]  # noqa: F405
