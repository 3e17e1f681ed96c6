"""English is read in a Vietnamese office: the same dates, English numbers."""

from nhipcau.config.formats.vi.formats import *  # noqa: F403

DECIMAL_SEPARATOR = "."
THOUSAND_SEPARATOR = ","
