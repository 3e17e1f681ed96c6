"""Two that come at the same moment."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from nhipcau.accounts import second_factor
from nhipcau.accounts.actions import second_factor_take
from nhipcau.accounts.models import User


def take_apart(user: User, code: str) -> str:
    try:
        return second_factor_take(user=user, code=code).value
    finally:
        connection.close()


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("recovery", [False, True])
def test_a_code_that_comes_four_times_at_once_opens_once(lan, phone, recovery):
    code = second_factor.recovery_codes(lan)[0] if recovery else phone.code()
    with ThreadPoolExecutor(4) as pool:
        taken = list(pool.map(lambda _turn: take_apart(lan, code), range(4)))
    assert sorted(taken) == sorted(["recovery" if recovery else "right", "wrong", "wrong", "wrong"])
