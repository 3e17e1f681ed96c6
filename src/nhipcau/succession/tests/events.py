"""Short ways to write events."""

from datetime import date

from nhipcau.succession.drafts import Draft, Handover, Instrument

MARCH, JULY = date(2025, 3, 1), date(2025, 7, 1)
DECREE = Instrument("Nghị định", "45/2025/NĐ-CP", date(2025, 2, 28), "Chính phủ")


def move(province, kind, on, *handovers):
    """Handovers as (old, new, function)."""
    return Draft(province, kind, on, tuple(Handover(*handover) for handover in handovers), DECREE)
