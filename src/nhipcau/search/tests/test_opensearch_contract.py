"""OpenSearch answers what each of them must: the tests of the databases once more."""

import pytest

from .test_contract import *  # noqa: F403

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("server")]
