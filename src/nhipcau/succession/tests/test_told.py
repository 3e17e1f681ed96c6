"""What applying an event tells in the log, person by person and agency by agency, its undoing tells the other way."""

from __future__ import annotations

from collections import Counter
from datetime import date

import pytest

from nhipcau.history.models import Entry
from nhipcau.history.queries import lines, sentences
from nhipcau.organizations.actions import agency_add, delegation_begin, group_add
from nhipcau.succession.actions import succession_apply, succession_undo
from nhipcau.succession.drafts import Body

from .events import MARCH, move

MIRROR = {
    "succession.applied": "succession.undone",
    "succession.post_moved": "succession.post_returned",
    "succession.post_ended": "succession.post_returned",
    "organizations.agency_added": "organizations.agency_withdrawn",
}


@pytest.fixture
def much(province, tttt, van, lan):
    """A department that leads, is named in a group, stands over a centre, and has somebody acting for its officer."""
    province.lead_department = tttt
    province.save()
    group_add(province=province, name="Tổ giúp việc", named=[tttt], by=None)
    agency_add(province=province, name="Trung tâm Truyền thông", kind="other", parent=tttt, by=None)
    post = van.appointments.get()
    delegation_begin(appointment=post, user=lan, decided_by="QĐ 12", ends=date(2026, 12, 31), by=None)
    return province


def told(first: int) -> list[Entry]:
    return list(Entry.objects.filter(pk__gt=first).select_related("user").order_by("pk"))


def newest() -> int:
    return Entry.objects.order_by("-pk").values_list("pk", flat=True)[0]


def changes(entry: Entry) -> tuple[tuple[str, str, str], ...]:
    return tuple((change.label, change.before, change.after) for change in lines([entry])[0].changes)


@pytest.mark.parametrize("kind", ["rename", "end"])
def test_undoing_tells_for_each_person_and_agency_the_other_way_what_applying_told(much, tttt, an, kind):
    start = newest()
    new = Body("Sở Truyền thông") if kind == "rename" else None
    event = succession_apply(draft=move(much, kind, MARCH, (tttt, new, "")), by=an)
    applied, between = told(start), newest()
    succession_undo(event=event, by=an)
    undone = told(between)
    expected = Counter(
        (MIRROR.get(entry.action, entry.action), entry.target_type, entry.target_id, turned(entry)) for entry in applied
    )
    assert Counter((entry.action, entry.target_type, entry.target_id, changes(entry)) for entry in undone) == expected
    assert {entry.user for entry in (*applied, *undone)} == {an}


def turned(entry: Entry) -> tuple[tuple[str, str, str], ...]:
    return tuple((label, after, before) for label, before, after in changes(entry))


def test_everything_that_an_event_moves_is_told(much, tttt, van, lan, an):
    start = newest()
    event = succession_apply(draft=move(much, "rename", MARCH, (tttt, Body("Sở Truyền thông"), "")), by=an)
    old, new = "Sở Thông tin và Truyền thông", "Sở Truyền thông"
    assert {(entry.action, *change) for entry in told(start) for change in changes(entry)} == {
        ("organizations.agency_changed", "đến ngày", "(trống)", "28/02/2025"),
        ("organizations.agency_changed", "cơ quan cấp trên", old, new),
        ("organizations.group_changed", "thành viên nêu tên", old, f"{old}, {new}"),
        ("succession.post_moved", "đến ngày", "(trống)", "28/02/2025"),
        ("succession.delegation_moved", "vị trí ủy quyền", old, new),
        ("succession.lead_changed", "cơ quan đầu mối", old, new),
    }
    succession_undo(event=event, by=an)
    assert "trả lại" in str(sentences(van)[0])
    assert "ủy quyền" in str(sentences(lan)[0])
    assert any("cơ quan đầu mối" in str(line) for line in sentences(event))
