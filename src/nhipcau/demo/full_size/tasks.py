"""One task of a plan: its words, its time as the library reads it, how far it is."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random

from django.utils import timezone

from nhipcau.demo.vocabulary import Sentence, lines, lists
from nhipcau.plans.models import Plan, PlanTask
from vanban.reading.deadlines import read_time

from .offices import Offices

ROMANS = ("I", "II", "III", "IV", "V")
HEADINGS = (
    "Công tác chỉ đạo, điều hành", "Công tác tuyên truyền, tập huấn", "Phát triển hạ tầng, nguồn lực",
    "Hợp tác, giao lưu", "Kiểm tra, giám sát, sơ kết, tổng kết",
)  # fmt: skip
BEFORE = ("", "", "", "Tiếp tục", "Phối hợp", "Tham mưu")
AFTER = ("", "", "tại {place}", "trên địa bàn {place}", "(đợt {n})", "tại {place} (đợt {n})")
A_GROUP = 20  # tasks under a heading
Status = PlanTask.Status


def write_task(luck: Random, plan: Plan, field: str, place: int, offices: Offices) -> PlanTask:
    year = plan.year or 0
    sentence = luck.choice(lists("tasks")[field])
    time = read_time(_time_words(luck, year), year=year)
    group = min((place - 1) // A_GROUP, len(ROMANS) - 1)
    money = luck.randrange(10, 900) * 1_000_000 if luck.random() < 0.6 else None
    task = PlanTask(
        plan=plan,
        position=place,
        number=str(place),
        group=f"{ROMANS[group]}. {HEADINGS[group]}",
        title=_title(luck, sentence, year, place, offices),
        sub_items=list(sentence.points),
        time_text=time.text,
        time_kind=time.kind,
        starts_on=time.start,
        due_on=time.end,
        recurrence=time.recurrence or "",
        time_vague=time.vague,
        budget_vnd=money,
        budget_text=f"{money // 1_000_000} triệu đồng" if money else "",
        output=luck.choice(lines("outputs")),
        source_label=f"Phụ lục, mục {ROMANS[group]}.{place}",
    )
    task.status = _status(luck, task)
    if task.status == Status.DONE:
        task.finished_on = _finished(luck, task, year)
    return task


def _title(luck: Random, sentence: Sentence, year: int, number: int, offices: Offices) -> str:
    before, after = luck.choice(BEFORE), luck.choice(AFTER)
    commune = luck.choice(offices.communes or offices.departments).name.removeprefix("UBND ")
    text = f"{before} {sentence.text[0].lower()}{sentence.text[1:]}" if before else sentence.text
    cited = f"Kế hoạch số {luck.randrange(1, 400)}/KH-UBND ngày {luck.randrange(1, 29)}/3/{year - 1} của UBND tỉnh"
    words = f"{text} {after}".strip()
    return words.format(y=year, cite=cited, c=commune, place=commune, n=number)


def _time_words(luck: Random, year: int) -> str:
    day = luck.randrange(1, 20)
    return luck.choice(lines("times")).format(
        y=year, q=luck.choice(ROMANS[:4]), m=luck.randrange(1, 13), d=f"{day:02}", e=f"{day + luck.randrange(1, 9):02}"
    )


def _status(luck: Random, task: PlanTask) -> str:
    """What is due is mostly done, what is near is under way."""
    today, chance = timezone.localdate(), luck.random()
    due = task.due_on or date(task.plan.year or today.year, 12, 31)
    if due < today:
        return Status.DONE if chance < 0.85 else Status.STOPPED if chance < 0.88 else Status.IN_PROGRESS
    if due < today + timedelta(days=60):
        return Status.IN_PROGRESS if chance < 0.6 else Status.NOT_STARTED
    return Status.IN_PROGRESS if chance < 0.2 else Status.NOT_STARTED


def _finished(luck: Random, task: PlanTask, year: int) -> date:
    due = task.due_on or date(year, 12, 31)
    return max(date(year, 1, 1), min(timezone.localdate(), due - timedelta(days=luck.randrange(-5, 20))))
