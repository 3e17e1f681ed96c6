"""OpenSearch trims to the rights of a reader as they do: the tests of the databases once more."""

import pytest

from .test_rights import *  # noqa: F403

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("server")]
