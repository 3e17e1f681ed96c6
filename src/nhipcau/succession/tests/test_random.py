"""Any sequence of events: at each date a function has at most one holder, nothing runs in circles, undo restores."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from nhipcau.organizations.actions import agency_add
from nhipcau.organizations.models import Agency, AgencyGroup, Appointment, Province
from nhipcau.succession.actions import succession_apply, succession_undo
from nhipcau.succession.drafts import Body, Draft, Handover
from nhipcau.succession.models import Transfer
from nhipcau.succession.queries import lineage_of
from nhipcau.succession.rules import ENDING, ONE_DAY, WHOLE, Life, Lineage, Step, faults

START = date(2020, 1, 1)
FUNCTIONS = ["information", "digital", "culture"]
DAYS = st.integers(1, 8).map(lambda months: START + timedelta(days=30 * months))


@st.composite
def proposals(draw):
    """An event as somebody might enter it, sensible or not. Agencies are numbers; 9 stands for a new one."""
    kind = draw(st.sampled_from(["rename", "merge", "split", "transfer", "end"]))
    on, number = draw(DAYS), st.integers(0, 5)
    if kind == "rename":
        return kind, on, [(draw(number), 9, WHOLE)]
    if kind == "split":
        named = draw(st.lists(st.sampled_from(FUNCTIONS), min_size=1, max_size=2, unique=True))
        old = draw(number)
        return kind, on, [(old, draw(st.integers(0, 9)), function) for function in [WHOLE, *named]]
    if kind == "transfer":
        return kind, on, [(draw(number), draw(st.integers(0, 9)), draw(st.sampled_from(FUNCTIONS)))]
    olds = draw(st.lists(number, min_size=1, max_size=3, unique=True))
    new = None if kind == "end" else draw(st.integers(0, 9))
    return kind, on, [(old, new, WHOLE) for old in olds]


class World:
    """Agencies by number with their lives, and the steps that the rules let pass."""

    def __init__(self, size=6):
        self.lives = {number: Life() for number in range(size)}
        self.steps: list[Step] = []

    def try_event(self, kind, on, rows):
        numbers = list(self.lives)
        made = -1
        steps = []
        for old, new, function in rows:
            target = None if new is None else made if new >= 6 else numbers[new % len(numbers)]
            steps.append(Step(numbers[old % len(numbers)], target, function, on))
        if faults(kind, steps, self.lives, self.steps):
            return False
        fresh = max(self.lives) + 1
        if any(step.new == made for step in steps):
            self.lives[fresh] = Life(on, None)
        self.steps += [Step(s.old, fresh if s.new == made else s.new, s.function, on) for s in steps]
        for step in steps if kind in ENDING else ():
            self.lives[step.old] = Life(self.lives[step.old].valid_from, on - ONE_DAY)
        return True


@given(st.lists(proposals(), max_size=14))
@settings(max_examples=300, deadline=None)
def test_whatever_is_recorded_each_function_has_one_living_holder_on_each_day(events):
    world = World()
    for event in events:
        world.try_event(*event)
    lineage = Lineage(world.steps)
    for agency, life in world.lives.items():
        since = life.valid_from or START
        for function in [WHOLE, *FUNCTIONS]:
            for day in sorted({START + timedelta(days=30 * months) for months in range(10)}):
                path = lineage.path(agency, function, since, day)
                assert [step.on for step in path] == sorted({step.on for step in path}), "time runs forward"
                holder = lineage.holder(agency, function, since, day)
                if holder is not None and day >= since:
                    assert world.lives[holder].on(day), "who holds it exists"


@given(st.lists(proposals(), max_size=14))
@settings(max_examples=200, deadline=None)
def test_what_is_inherited_is_what_the_paths_say(events):
    world = World()
    for event in events:
        world.try_event(*event)
    lineage = Lineage(world.steps)
    end = START + timedelta(days=300)
    for target in world.lives:
        inherited = lineage.inherited([target], "information", end)
        for agency in world.lives:
            for day in (START + timedelta(days=15 * turn) for turn in range(20)):
                told = any(
                    one.agency == agency
                    and (not one.since or one.since <= day)
                    and (not one.before or day < one.before)
                    for one in inherited
                )
                assert told == (agency != target and lineage.holder(agency, "information", day, end) == target)


def state(province):
    """Everything that an event may change, as it is seen."""
    return (
        list(Agency.objects.filter(province=province).order_by("pk").values("pk", "name", "valid_to", "parent")),
        list(Appointment.objects.order_by("pk").values("user", "agency", "role", "valid_from", "valid_to")),
        [list(group.named.order_by("pk").values_list("pk", flat=True)) for group in AgencyGroup.objects.all()],
        Province.objects.get(pk=province.pk).lead_department_id,
        set(Transfer.objects.filter(withdrawn=False).values_list("old", "new", "function", "effective_on")),
    )


@pytest.fixture
def office(province, minh, lan):
    """Six departments, one under another, one in a group."""
    agencies = [
        agency_add(province=province, name=f"Sở số {number}", kind="department", by=None) for number in range(5)
    ]
    agency_add(province=province, name="Trung tâm số 9", kind="public_unit", parent=agencies[0], by=None)
    AgencyGroup.objects.create(province=province, name="Tổ").named.set(agencies[:2])
    for agency in agencies:
        Appointment.objects.create(user=minh, agency=agency, role="officer", valid_from=date(2019, 1, 1))
    return [province.lead_department, *agencies]


def as_draft(province, agencies, kind, on, rows, turn):
    new_body = Body(f"Sở mới {turn}")
    known = [Agency.objects.get(pk=agency.pk) for agency in agencies]
    handovers = [
        Handover(known[old], None if new is None else new_body if new >= 6 else known[new], function)
        for old, new, function in rows
    ]
    return Draft(Province.objects.get(pk=province.pk), kind, on, tuple(handovers))


@given(events=st.lists(proposals(), min_size=1, max_size=6))
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_undoing_in_turn_puts_every_step_back_exactly(office, province, events):
    with transaction.atomic():
        before, done = [], []
        for turn, event in enumerate(events):
            seen = state(province)
            try:
                done.append(succession_apply(draft=as_draft(province, office, *event, turn), by=None))
            except ValidationError:
                assert state(province) == seen, "what is refused changes nothing"
            else:
                before.append(seen)
        assert lineage_of(Province.objects.get(pk=province.pk)) or not done
        for event, seen in zip(reversed(done), reversed(before), strict=True):
            succession_undo(event=event, by=None)
            assert state(province) == seen
        transaction.set_rollback(True)
