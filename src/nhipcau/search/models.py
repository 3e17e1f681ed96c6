"""The index: one row for everything that can be found, in the same database as what it tells of.

The full-text tables and columns beside it are made by SQL of each database (``backends``); SQLite's follow by
triggers, PostgreSQL's are computed columns, so that no change of a row can pass them by.
"""

from __future__ import annotations

from django.db import models


class Entry(models.Model):
    """What is found, in the words of both channels. ``marks`` are words that nobody can type: rights (``rights.py``),
    kind, years and document numbers (``numbers.py``), matched exactly."""

    province = models.ForeignKey("organizations.Province", models.CASCADE, related_name="+")
    kind = models.CharField(max_length=20)
    object_id = models.BigIntegerField()
    title = models.TextField()
    body = models.TextField(blank=True)
    exact_title = models.TextField(blank=True)
    exact_body = models.TextField(blank=True)
    folded_title = models.TextField(blank=True)
    folded_body = models.TextField(blank=True)
    marks = models.TextField(blank=True)

    class Meta:
        verbose_name_plural = "entries"
        constraints = [models.UniqueConstraint(fields=["kind", "object_id"], name="one_entry_per_object")]

    def __str__(self) -> str:
        return f"{self.kind} {self.object_id}"


class Circle(models.Model):
    """A set of agencies that may read entries together; named by a hash, so that an entry needs one mark for it."""

    name = models.CharField(max_length=20)
    member = models.BigIntegerField(db_index=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["name", "member"], name="once_in_a_circle")]

    def __str__(self) -> str:
        return f"{self.name}: {self.member}"
