"""What a plan says: frozen values, each with the place it came from and the reason it was read so.

Reading never fails. A field that the document does not fill is None or empty; what is there but unclear comes back
with a Doubt; what no rule understood stands in ``Plan.unread``. Names follow the field's glossary; the shape of the
JSON (``vanban.schema``) is the one of these classes.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date as Day
from typing import Generic, Literal, TypeVar

from .document import Place
from .messages import Message

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Found(Generic[T]):
    """A value, where it stood, and why it was taken for what it is."""

    value: T
    places: tuple[Place, ...] = ()
    because: Message | None = None


Text = Found[str]


@dataclass(frozen=True, slots=True)
class Doubt:
    """Something a person should look at. ``field`` is the attribute it is about, "" for the whole item;
    ``choices`` are likely answers, written as one would type them, the one that the reader took first."""

    field: str
    message: Message
    places: tuple[Place, ...] = ()
    choices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Finding:
    """A check over the whole plan that did not come out well: something in the plan itself, not in our reading."""

    message: Message
    places: tuple[Place, ...] = ()
    severity: Literal["error", "warning", "note"] = "warning"


@dataclass(frozen=True, slots=True)
class AgencyMention:
    """An agency as a plan names it. ``text`` is as printed; ``key`` is the folded name with abbreviations spelled
    out and without "và", for comparing ("so thong tin truyen thong" for "Sở TT&TT" too). ``parent`` is the larger body
    when the name carries it ("Trung tâm Báo chí – Sở TT&TT"). A ``group`` stands for many ("các sở, ban, ngành");
    ``open_ended`` says that who belongs to it is left to judgement ("các đơn vị liên quan")."""

    text: str
    places: tuple[Place, ...] = ()
    key: str = ""
    kind: Literal["agency", "group", "other"] = "agency"
    parent: str = ""
    open_ended: bool = False


TimeKind = Literal["year", "quarter", "month", "range", "recurring", "ongoing", "adhoc", "none"]
Recurrence = Literal["weekly", "monthly", "bimonthly", "quarterly", "semiannual", "annual", "periodic"]


@dataclass(frozen=True, slots=True)
class TaskTime:
    """When a task is done. Days are inclusive. ``deadline`` says that only the end is given ("trước ngày 15/11":
    start None, end that day, ``exclusive`` because the words say "before"). ``vague`` marks an end that the words leave
    soft ("cuối tháng 10"). ``parts`` are the separate times of a phrase that names several ("Quý I và Quý III"); the
    whole then spans from the first start to the last end. ``also_kinds`` are kinds the words support equally."""

    text: str = ""
    kind: TimeKind = "none"
    start: Day | None = None
    end: Day | None = None
    recurrence: Recurrence | None = None
    also_kinds: tuple[TimeKind, ...] = ()
    deadline: bool = False
    exclusive: bool = False
    vague: bool = False
    parts: tuple[TaskTime, ...] = ()


@dataclass(frozen=True, slots=True)
class Money:
    """``amount_vnd`` in đồng, ``text`` as printed, ``unit`` as declared near it or above the table ("triệu đồng")."""

    amount_vnd: int
    text: str
    unit: str = ""
    places: tuple[Place, ...] = ()


@dataclass(frozen=True, slots=True)
class Citation:
    """A document that the plan names. ``number`` without spaces ("72/2015/NĐ-CP"), "" where it is cited without."""

    number: str = ""
    type: str = ""
    date: Day | None = None
    issuer: str = ""
    subject: str = ""
    text: str = ""
    places: tuple[Place, ...] = ()


@dataclass(frozen=True, slots=True)
class Signer:
    """``on_behalf_of`` holds the lines above the position in order ("TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH")."""

    name: Text | None = None
    position: Text | None = None
    on_behalf_of: tuple[Text, ...] = ()


@dataclass(frozen=True, slots=True)
class Header:
    """The first page (Nghị định 30/2020, annex I). ``type`` is the document type by name ("Kế hoạch"), ``subject`` the
    trích yếu. ``promulgated_by`` is the decision that promulgates the plan, where there is one."""

    number: Text | None = None
    number_from: Literal["header", "annex_caption"] | None = None
    number_variants: tuple[Text, ...] = ()
    place: Text | None = None
    date: Found[Day] | None = None
    issuing_authority: Text | None = None
    parent_authority: Text | None = None
    type: Text | None = None
    subject: Text | None = None
    year: Found[int] | None = None
    period: tuple[Day, Day] | None = None
    signer: Signer = Signer()
    promulgated_by: Citation | None = None


@dataclass(frozen=True, slots=True)
class Section:
    """A numbered heading of the body. ``path`` is "II.3.1.a"; ``level`` 1 = Roman, 2 = "1", 3 = "1.1", 4 = "a)"."""

    path: str
    label: str
    heading: Text
    level: int
    paragraphs: tuple[Text, ...] = ()


@dataclass(frozen=True, slots=True)
class Annex:
    """An annex and its table. ``block`` is the table's block, None when the annex has none."""

    title: str
    label: str = ""
    caption: str = ""
    kind: Literal["tasks", "comments", "other"] = "other"
    columns: tuple[str, ...] = ()
    unit: str = ""
    task_rows: int = 0
    group_rows: int = 0
    total_rows: int = 0
    comment_rows: int = 0
    block: int | None = None
    places: tuple[Place, ...] = ()


@dataclass(frozen=True, slots=True)
class Detail:
    """A labelled line of a task that has no field of its own ("Địa điểm: ...")."""

    label: str
    text: str
    items: tuple[str, ...] = ()
    places: tuple[Place, ...] = ()


@dataclass(frozen=True, slots=True)
class Task:
    """A task (nhiệm vụ). ``id`` is unique in the plan ("A:III.2" annex, "B:2.2.a" body, "R:4.1" responsibility list);
    ``number`` is the printed path; ``key`` is equal for the annex row and the body block of the same work.
    ``places`` cover the whole item."""

    id: str
    source: Literal["appendix", "body", "responsibility"]
    title: Text
    number: str = ""
    key: str = ""
    group: Text | None = None
    lead_text: Text | None = None
    lead_agencies: tuple[AgencyMention, ...] = ()
    coordinating_text: Text | None = None
    coordinating_agencies: tuple[AgencyMention, ...] = ()
    time_text: Text | None = None
    time: TaskTime = TaskTime()
    budget: Money | None = None
    funding_source: Text | None = None
    output: Text | None = None
    indicator: Text | None = None
    note: Text | None = None
    responsible_person: Text | None = None
    sub_items: tuple[Text, ...] = ()
    details: tuple[Detail, ...] = ()
    places: tuple[Place, ...] = ()
    doubts: tuple[Doubt, ...] = ()


@dataclass(frozen=True, slots=True)
class Responsibility:
    """One numbered entry of "Tổ chức thực hiện": what an agency is to do."""

    number: str
    heading: Text
    agency: str
    agencies: tuple[AgencyMention, ...] = ()
    items: tuple[Text, ...] = ()


@dataclass(frozen=True, slots=True)
class ReportingDuty:
    """A duty to report. ``due`` is None where no date is stated. ``to`` receives it, ``for_whom`` in the end."""

    what: str
    text: str
    due: Day | None = None
    due_text: str = ""
    by: str = ""
    to: str = ""
    also_to: tuple[str, ...] = ()
    for_whom: str = ""
    recurrence: Literal["monthly", "quarterly", "semiannual", "annual", "periodic", "adhoc"] | None = None
    where: str = ""
    places: tuple[Place, ...] = ()


@dataclass(frozen=True, slots=True)
class CommentRow:
    """A row of a consolidated comments table: what an agency answered when it was asked about the draft."""

    no: int | None
    agency: str
    letter_number: str = ""
    letter_date: Day | None = None
    opinion_items: tuple[Text, ...] = ()
    disposition: str | None = None
    places: tuple[Place, ...] = ()


@dataclass(frozen=True, slots=True)
class Plan:
    """All that was understood. ``why_no_tasks`` says in one sentence why ``tasks`` is empty, when it is."""

    header: Header = Header()
    preamble: tuple[Text, ...] = ()
    legal_bases: tuple[Citation, ...] = ()
    citations: tuple[Citation, ...] = ()
    sections: tuple[Section, ...] = ()
    annexes: tuple[Annex, ...] = ()
    tasks: tuple[Task, ...] = ()
    budget_total: Money | None = None
    responsibilities: tuple[Responsibility, ...] = ()
    reporting_deadlines: tuple[ReportingDuty, ...] = ()
    reporting_duties: tuple[ReportingDuty, ...] = ()
    closing: tuple[Text, ...] = ()
    recipients: tuple[Text, ...] = ()
    comments: tuple[CommentRow, ...] = ()
    findings: tuple[Finding, ...] = ()
    unread: tuple[Text, ...] = ()
    why_no_tasks: Message | None = None
