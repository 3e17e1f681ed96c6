"""What keeps an installation well leaves here when it ran, and workers that they are alive."""

from __future__ import annotations

from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _


class RunQuerySet(models.QuerySet["Run"]):
    def latest_of_each(self) -> Self:
        """The newest run of each kind."""
        newest = self.filter(kind=models.OuterRef("kind")).order_by("-finished_at", "-pk").values("pk")[:1]
        return self.filter(pk=models.Subquery(newest))


class Run(models.Model):
    """A backup, a drill, a restore, a move or a check of the log, with its outcome."""

    class Kind(models.TextChoices):
        BACKUP = "backup", _("backup")
        DRILL = "drill", _("restore drill")
        RESTORE = "restore", _("restore")
        MOVE = "move", _("move to another database")
        LOG = "log", _("check of the log")

    kind = models.CharField(_("kind"), max_length=10, choices=Kind)
    finished_at = models.DateTimeField(_("finished at"))
    seconds = models.FloatField(_("seconds"), default=0)
    good = models.BooleanField(_("went well"))
    data = models.JSONField(
        default=dict, help_text="figures: rows, files, bytes, archive; or the sentence of a failure"
    )

    objects = RunQuerySet.as_manager()

    class Meta:
        verbose_name = _("run")
        verbose_name_plural = _("runs")
        ordering = ["-finished_at", "-pk"]
        indexes = [models.Index(fields=["kind", "-finished_at"], name="newest_run_of_a_kind")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.finished_at:%d/%m/%Y %H:%M}"


class Heartbeat(models.Model):
    """A worker says every few seconds that it is alive, and what its machine can open."""

    worker = models.CharField(max_length=64, unique=True)
    machine = models.CharField(max_length=100)
    since = models.DateTimeField()
    seen_at = models.DateTimeField(db_index=True)
    tools = models.JSONField(default=dict, help_text="name of a tool of nhipcau.upkeep.tools: whether it is there")

    def __str__(self) -> str:
        return f"{self.machine} {self.worker}"
