"""Reads for the screens of plans and reviews."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Self

from django.db.models import Count, Q, QuerySet
from django.http import QueryDict

from nhipcau.history.models import Entry
from nhipcau.history.queries import Line, lines
from nhipcau.organizations.models import Province

from .agencies import Directory
from .models import Confirmation, Plan, PlanTask, ReviewItem, Upload

State, Kind, Change = ReviewItem.State, ReviewItem.Kind, ReviewItem.Change


def review_token(items: Iterable[ReviewItem]) -> str:
    """Stands for exactly this state of a review: any saved change makes another one."""
    seen = ";".join(sorted(f"{item.pk}.{item.version}" for item in items))
    return hashlib.sha256(seen.encode()).hexdigest()[:16]


def unknown_names(items: Iterable[ReviewItem], directory: Directory) -> dict[str, Counter[str]]:
    """Names that nobody has explained yet: by key, how often each spelling stands in rows that count."""
    found: dict[str, Counter[str]] = {}
    for item in items:
        if item.state == State.DROPPED or item.change == Change.REMOVED:
            continue
        for name in ("lead", "coordinating"):
            for part in directory.parts(item.values.get(name, [])):
                if part.state == "unknown":
                    found.setdefault(part.key, Counter())[part.text] += 1
    return found


def open_count(items: Iterable[ReviewItem], directory: Directory) -> int:
    """How many places someone still has to look at: rows with doubts, findings, and unknown names once each."""
    items = list(items)
    doubtful = sum(item.state == State.DOUBT for item in items)
    return doubtful + len(unknown_names(items, directory))


def tasks_with_work(tasks: QuerySet[PlanTask]) -> list[int]:
    """Those of these tasks on which people recorded something after the plan was confirmed."""
    begun = tasks.filter(~Q(status=PlanTask.Status.NOT_STARTED) | Q(finished_on__isnull=False))
    told = Entry.objects.filter(target_type="plans.plantask", target_id__in=tasks.values("pk"))
    reported = told.exclude(action__startswith="plans.").values_list("target_id", flat=True)
    return sorted(set(begun.values_list("pk", flat=True)) | {pk for pk in reported if pk})


def with_counts(plans: QuerySet[Plan]) -> QuerySet[Plan]:
    """Plans with the number of their tasks by state."""
    counted = Q(tasks__withdrawn_at=None)
    return (
        plans.select_related("issuer")
        .annotate(
            task_count=Count("tasks", filter=counted),
            done_count=Count("tasks", filter=counted & Q(tasks__status=PlanTask.Status.DONE)),
        )
        .order_by("-year", "-issued_on", "-pk")
    )  # Django drops the model's order where it groups


def task_states(plan: Plan) -> list[tuple[str, str, int]]:
    """State of work, its word, how many tasks; those that there are."""
    rows = plan.tasks.filter(withdrawn_at=None).order_by().values_list("status").annotate(count=Count("pk"))
    counts = dict(rows)
    return [(status.value, str(status.label), counts[status]) for status in PlanTask.Status if counts.get(status)]


def uploads_under_way(province: Province) -> QuerySet[Upload]:
    """Files that still ask for something: to be read, looked through, or taken back."""
    done = Confirmation.objects.filter(undone_at=None).values("upload")
    waiting = Upload.objects.filter(province=province).exclude(pk__in=done)
    return waiting.defer("document", "reading").select_related("plan", "uploaded_by")


def with_outcomes(uploads: Iterable[Upload], directory: Directory) -> list[Upload]:
    """The same uploads, each read one with how many tasks it holds and how many places ask for a look."""
    uploads = list(uploads)
    rows: dict[int, list[ReviewItem]] = {upload.pk: [] for upload in uploads}
    for item in ReviewItem.objects.filter(upload__in=uploads).defer("read"):
        rows[item.upload_id].append(item)
    for upload in uploads:
        items = rows[upload.pk]
        upload.task_count = sum(item.kind == Kind.TASK for item in items)  # type: ignore[attr-defined]
        upload.open_count = open_count(items, directory)  # type: ignore[attr-defined]
    return uploads


def upload_in_review(plan: Plan) -> Upload | None:
    """A file of this plan that waits for somebody to look it through."""
    return uploads_under_way(plan.province).filter(plan=plan).first()


def last_confirmation(plan: Plan) -> Confirmation | None:
    return plan.confirmations.filter(undone_at=None).select_related("upload", "by").first()


def worked_since(confirmation: Confirmation) -> list[PlanTask]:
    """The tasks of a confirmation on which work was recorded since."""
    made = PlanTask.objects.filter(pk__in=confirmation.made)
    return list(made.filter(pk__in=tasks_with_work(made)))


def versions(plan: Plan) -> QuerySet[Confirmation]:
    """The files from which the plan was confirmed, the newest first."""
    kept = plan.confirmations.filter(undone_at=None).select_related("upload", "by")
    return kept.defer("before", "upload__document", "upload__reading")


def history_of(plan: Plan, limit: int = 50) -> list[Line]:
    """What happened to the plan and to its files, newest first."""
    of_plan = Q(target_type="plans.plan", target_id=plan.pk)
    of_files = Q(target_type="plans.upload", target_id__in=plan.uploads.values("pk"))
    return lines(Entry.objects.filter(of_plan | of_files).select_related("user")[:limit])


@dataclass(frozen=True)
class PlanFilter:
    """The state of the list of plans, as it stands in its address; what cannot be read there is left out."""

    year: int | None = None
    authority: str = ""
    state: str = ""

    @classmethod
    def read(cls, query: QueryDict) -> Self:
        year, state = query.get("nam", ""), query.get("tinh_trang", "")
        return cls(
            year=int(year) if year.isdecimal() and len(year) == 4 else None,
            authority=query.get("co_quan", "").replace("\0", "")[:250],
            state=state if state in Plan.State.values else "",
        )

    def apply(self, plans: QuerySet[Plan]) -> QuerySet[Plan]:
        wanted: dict[str, Any] = {"year": self.year, "issuing_authority": self.authority, "state": self.state}
        return plans.filter(**{name: value for name, value in wanted.items() if value})

    @property
    def is_set(self) -> bool:
        return self != PlanFilter()


def filter_choices(plans: QuerySet[Plan]) -> dict[str, list[Any]]:
    """What the lists of the filter offer: only what there is."""
    rows = set(plans.order_by().values_list("year", "issuing_authority", "state"))
    return {
        "years": sorted({year for year, _authority, _state in rows if year}, reverse=True),
        "authorities": sorted({authority for _year, authority, _state in rows if authority}),
        "states": [(state.value, state.label) for state in Plan.State if any(row[2] == state for row in rows)],
    }


def names_file(name: str) -> bool:
    """Whether an upload has its original there."""
    return Upload.objects.filter(file=name).exists()
