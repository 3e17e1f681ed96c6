"""The small register of the register's own tests, and programs that ask with a token."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client

from nhipcau.api.actions import token_make
from nhipcau.api.models import Token
from nhipcau.register.tests.conftest import commune, plan, reader_for, tasks, xuan

__all__ = ["commune", "plan", "reader_for", "tasks", "xuan"]


@pytest.fixture
def token_of():
    def make(user, scope="write", expires_on=date(2026, 12, 31)):
        post, count = user.appointments.get(), Token.objects.filter(user=user).count()
        name = f"Bảng điều hành {count}" if count else "Bảng điều hành"  # one live token has a name
        return token_make(user=user, appointment=post, name=name, scope=scope, expires_on=expires_on)

    return make


@pytest.fixture
def program_of(token_of):
    """A program that asks in a person's name: program_of(minh).get("/api/v1/tasks")."""

    def make(user, scope="write", **headers):
        _token, secret = token_of(user, scope)
        return Client(headers={"Authorization": f"Bearer {secret}", **headers})

    return make
