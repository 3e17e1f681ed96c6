"""Plans and their tasks: the file as it came, what was read from it, what a person confirmed."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from nhipcau.organizations.models import Agency, AgencyGroup, Province


def original_path(upload: Upload, name: str) -> str:
    """Originals lie under their hash: two names for one file are one file, and no name from outside is a path."""
    return f"originals/{upload.province_id}/{upload.sha256[:2]}/{upload.sha256}"


class Upload(models.Model):
    """A file as it came in, untouched, with its hash; and what became of reading it."""

    class State(models.TextChoices):
        WAITING = "waiting", _("waiting")
        READING = "reading", _("being read")
        READY = "ready", _("ready for review")
        FAILED = "failed", _("not read")

    province = models.ForeignKey(Province, models.PROTECT, related_name="uploads", verbose_name=_("province"))
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("person")
    )
    uploaded_at = models.DateTimeField(_("uploaded at"), auto_now_add=True)
    name = models.CharField(_("file name"), max_length=255)
    size = models.PositiveBigIntegerField(_("size in bytes"))
    sha256 = models.CharField(max_length=64)
    file = models.FileField(_("file"), upload_to=original_path, max_length=255)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.WAITING)
    step = models.CharField(max_length=40, blank=True, help_text="code of the step under way")
    steps_done = models.PositiveIntegerField(default=0)
    steps_total = models.PositiveIntegerField(default=0)
    claimed_at = models.DateTimeField(null=True, help_text="when a worker took it; taken again when that is long ago")
    error_code = models.CharField(max_length=60, blank=True, help_text="code of vanban's messages")
    error_values = models.JSONField(default=dict, blank=True)
    document = models.JSONField(null=True, help_text="the opened document, for showing it beside the values")
    reading = models.JSONField(null=True, help_text="what vanban understood, in its published schema")
    plan = models.ForeignKey(
        "Plan", models.PROTECT, null=True, blank=True, related_name="uploads", verbose_name=_("plan")
    )

    class Meta:
        verbose_name = _("uploaded file")
        verbose_name_plural = _("uploaded files")
        ordering = ["-uploaded_at"]
        constraints = [models.UniqueConstraint(fields=["province", "sha256"], name="one_upload_per_file")]

    def __str__(self) -> str:
        return self.name


class Plan(models.Model):
    """A plan document. In review until a person confirms what was read; its tasks exist from then on."""

    class State(models.TextChoices):
        REVIEW = "review", _("in review")
        CONFIRMED = "confirmed", _("in force")
        CLOSED = "closed", _("closed")

    province = models.ForeignKey(Province, models.PROTECT, related_name="plans", verbose_name=_("province"))
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.REVIEW)
    type = models.CharField(_("document type"), max_length=60, default="Kế hoạch")
    number = models.CharField(_("number"), max_length=60, blank=True)
    subject = models.TextField(_("subject"), blank=True)
    place = models.CharField(_("place"), max_length=100, blank=True)
    issued_on = models.DateField(_("issued on"), null=True, blank=True)
    issuing_authority = models.CharField(_("issuing body"), max_length=250, blank=True)
    issuer = models.ForeignKey(
        Agency, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("issuing agency")
    )
    year = models.PositiveSmallIntegerField(_("year"), null=True, blank=True)
    period_start = models.DateField(_("from"), null=True, blank=True)
    period_end = models.DateField(_("to"), null=True, blank=True)
    signer = models.CharField(_("signer"), max_length=150, blank=True)
    signer_position = models.CharField(_("position"), max_length=250, blank=True)
    facts = models.JSONField(default=dict, blank=True, help_text="legal bases, sections, recipients, findings: as read")
    created_at = models.DateTimeField(auto_now_add=True)
    confirmed_at = models.DateTimeField(_("confirmed at"), null=True, blank=True)
    confirmed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        verbose_name = _("plan")
        verbose_name_plural = _("plans")
        ordering = ["-year", "-issued_on", "-pk"]

    def __str__(self) -> str:
        return f"{self.type} {self.number}".strip()


class ReviewItem(models.Model):
    """One thing read from a file that a person looks at before it counts: a task, a header value, a duty, a finding.

    ``read`` is what vanban gave and never changes; ``values`` is what the person made of it. ``change`` compares with
    the plan's confirmed tasks when a corrected file was read again.
    """

    class Kind(models.TextChoices):
        TASK = "task", _("task")
        HEADER = "header", _("general information")
        RESPONSIBILITY = "responsibility", _("duty of an agency")
        REPORT = "report", _("report deadline")
        FINDING = "finding", _("check")

    class State(models.TextChoices):
        DOUBT = "doubt", _("to check")
        ACCEPTED = "accepted", _("accepted")
        DROPPED = "dropped", _("left out")

    class Change(models.TextChoices):
        ADDED = "added", _("added")
        CHANGED = "changed", _("changed")
        REMOVED = "removed", _("removed")
        MOVED = "moved", _("moved")
        SAME = "same", _("unchanged")

    upload = models.ForeignKey(Upload, models.CASCADE, related_name="items")
    kind = models.CharField(max_length=20, choices=Kind)
    position = models.PositiveIntegerField()
    state = models.CharField(max_length=10, choices=State, default=State.DOUBT)
    read = models.JSONField(default=dict)
    values = models.JSONField(default=dict)
    doubts = models.JSONField(default=list, help_text="open doubts: field, message code and values, places, choices")
    change = models.CharField(max_length=10, choices=Change, blank=True)
    task = models.ForeignKey("PlanTask", models.SET_NULL, null=True, blank=True, related_name="review_items")
    version = models.PositiveIntegerField(default=0, help_text="grows with each save; a stale form is refused")
    changed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    changed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["kind", "position", "pk"]


class Confirmation(models.Model):
    """One act of confirming an upload: what it made and what it replaced, so that it can be undone whole."""

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="confirmations")
    upload = models.ForeignKey(Upload, models.PROTECT, related_name="confirmations")
    at = models.DateTimeField(auto_now_add=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    made = models.JSONField(default=list, help_text="keys of the tasks that it created")
    before = models.JSONField(default=dict, help_text="what it replaced: plan, tasks, duties, report deadlines")
    undone_at = models.DateTimeField(null=True, blank=True)
    undone_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return f"{self.plan} {self.at:%d/%m/%Y %H:%M}"


class PlanTask(models.Model):
    """A task of a confirmed plan (nhiệm vụ). Its address /nhiem-vu/<pk>/ never changes."""

    class Status(models.TextChoices):
        NOT_STARTED = "not_started", _("not started")
        IN_PROGRESS = "in_progress", _("in progress")
        DONE = "done", _("done")
        STOPPED = "stopped", _("not carried out")

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="tasks", verbose_name=_("plan"))
    position = models.PositiveIntegerField()
    number = models.CharField(_("number"), max_length=30, blank=True)
    source = models.CharField(max_length=20, default="appendix")
    group = models.TextField(_("group"), blank=True)
    title = models.TextField(_("task"))
    sub_items = models.JSONField(_("contents"), default=list, blank=True)
    details = models.JSONField(default=list, blank=True)
    time_text = models.CharField(_("time as printed"), max_length=500, blank=True)
    time_kind = models.CharField(_("kind of time"), max_length=10, default="none")
    starts_on = models.DateField(_("from"), null=True, blank=True)
    due_on = models.DateField(_("deadline"), null=True, blank=True, db_index=True)
    recurrence = models.CharField(_("recurrence"), max_length=12, blank=True)
    time_vague = models.BooleanField(default=False)
    budget_vnd = models.BigIntegerField(_("funds"), null=True, blank=True)
    budget_text = models.CharField(max_length=100, blank=True)
    funding_source = models.CharField(_("source of funds"), max_length=250, blank=True)
    output = models.TextField(_("output"), blank=True)
    indicator = models.TextField(_("indicator"), blank=True)
    note = models.TextField(_("note"), blank=True)
    responsible_person = models.CharField(_("person responsible"), max_length=250, blank=True)
    status = models.CharField(_("status"), max_length=15, choices=Status, default=Status.NOT_STARTED, db_index=True)
    finished_on = models.DateField(_("finished on"), null=True, blank=True)
    quote = models.TextField(blank=True, help_text="the source as printed")
    source_label = models.CharField(max_length=150, blank=True, help_text="as in “Phụ lục, mục III.9, trang 15”")
    places = models.JSONField(default=list, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True, help_text="left the plan; kept for its history")

    class Meta:
        verbose_name = _("task")
        verbose_name_plural = _("tasks")
        ordering = ["plan", "position"]
        indexes = [models.Index(fields=["plan", "position"], name="task_in_plan_order")]

    def __str__(self) -> str:
        return self.title


class TaskAgency(models.Model):
    """An agency's part in a task. ``text`` is the name as printed; ``members`` are the agencies it meant on the plan's
    date: the agency itself, or the members of the group."""

    class Role(models.TextChoices):
        LEAD = "lead", _("lead")
        COORDINATING = "coordinating", _("coordinating")

    task = models.ForeignKey(PlanTask, models.CASCADE, related_name="parts")
    role = models.CharField(_("role"), max_length=15, choices=Role)
    position = models.PositiveSmallIntegerField(default=0)
    text = models.CharField(_("as printed"), max_length=500)
    agency = models.ForeignKey(Agency, models.PROTECT, null=True, blank=True, related_name="parts")
    group = models.ForeignKey(AgencyGroup, models.PROTECT, null=True, blank=True, related_name="parts")
    members = models.ManyToManyField(Agency, blank=True, related_name="memberships")

    class Meta:
        ordering = ["role", "position"]

    def __str__(self) -> str:
        return self.text


class Responsibility(models.Model):
    """What "Tổ chức thực hiện" asks of an agency."""

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="responsibilities")
    position = models.PositiveIntegerField()
    number = models.CharField(max_length=30, blank=True)
    heading = models.TextField(_("agency as printed"))
    members = models.ManyToManyField(Agency, blank=True, related_name="responsibilities")
    items = models.JSONField(default=list)

    class Meta:
        ordering = ["position"]

    def __str__(self) -> str:
        return self.heading


class ReportDeadline(models.Model):
    """A duty to report by a date that the plan states."""

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="report_deadlines")
    what = models.TextField(_("report"))
    due_on = models.DateField(_("deadline"))
    recurrence = models.CharField(max_length=12, blank=True)
    by = models.TextField(_("who reports"), blank=True)
    to = models.TextField(_("to whom"), blank=True)
    text = models.TextField(_("as printed"))
    places = models.JSONField(default=list, blank=True)

    class Meta:
        ordering = ["due_on"]

    def __str__(self) -> str:
        return self.what
