"""The log as a numbered stream: complete, in order, trimmed to what its reader may see."""

from __future__ import annotations

from nhipcau.demo.plans import plan_of_the_year
from nhipcau.exchange.events import TYPES, WORDS
from nhipcau.history.actions import registered_actions
from nhipcau.plans.actions import plan_close
from nhipcau.register.actions import task_set_status


def events(program, query=""):
    return program.get(f"/api/v1/events{query}").json()


def report(task, by, note=""):
    task_set_status(task=task, status="in_progress", finished_on=None, note=note, by=by)


def test_an_event_tells_what_happened(tasks, lan, program_of):
    report(tasks.film, lan, note="Đang quay")
    [event] = events(program_of(lan))["items"]
    assert (event["type"], event["task"], event["plan"]) == ("task.status_changed", tasks.film.pk, tasks.film.plan_id)
    assert (event["status"], event["note"], event["who"]) == ("in_progress", "Đang quay", "Nguyễn Thị Lan")
    assert event["text"].endswith(": Đang quay") and event["at"].startswith("2026-11-20T")


def test_everybody_is_told_of_what_they_may_see(tasks, plan, lan, minh, son, hoa, program_of):
    report(tasks.fair, lan)  # Minh's department leads
    report(tasks.training, lan, note="x")  # and has no part
    plan_close(plan=plan, by=lan, closed=True)
    seen = {
        person: [(e["type"], e["task"]) for e in events(program_of(person))["items"]]
        for person in (lan, minh, son, hoa)
    }
    everything = [
        ("task.status_changed", tasks.fair.pk), ("task.status_changed", tasks.training.pk), ("plan.closed", None)
    ]  # fmt: skip
    assert seen[lan] == seen[son] == everything
    assert seen[minh] == [everything[0], everything[2]]
    assert seen[hoa] == []


def test_the_stream_can_be_followed_without_a_gap(tasks, lan, program_of):
    for number in range(7):
        report(tasks.film, lan, note=str(number))
    program, after, notes, more = program_of(lan), 0, [], True
    while more:
        part = events(program, f"?after={after}&limit=3")
        notes += [event["note"] for event in part["items"]]
        assert part["last"] > after
        after, more = part["last"], part["more"]
    assert notes == [str(number) for number in range(7)]
    assert events(program, f"?after={after}") == {"items": [], "last": after, "more": False}


def test_one_kind_can_be_asked_for(tasks, plan, lan, program_of):
    report(tasks.film, lan)
    plan_close(plan=plan, by=lan, closed=True)
    assert [event["type"] for event in events(program_of(lan), "?type=plan.closed")["items"]] == ["plan.closed"]


def test_a_confirmed_plan_tells_of_itself_and_of_each_task(province, lan, program_of):
    plan = plan_of_the_year(province, lan)
    kinds = [event["type"] for event in events(program_of(lan), "?limit=500")["items"]]
    assert kinds.count("task.made") == plan.tasks.count() and "plan.confirmed" in kinds


def test_every_kind_has_words_and_stands_for_an_action_of_the_log():
    assert set(TYPES) <= set(registered_actions())
    assert set(TYPES.values()) == set(WORDS)
