"""A row as a line: every kind of column, every value, on the database of this run."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from uuid import UUID

import pytest
from django.db import connection, models
from django.test.utils import isolate_apps
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from nhipcau.upkeep.archive.rows import Table
from nhipcau.upkeep.archive.tables import LEFT_OUT, next_number, set_next_number, tables, work_tables


@pytest.fixture(scope="module")
def everything(django_db_setup, django_db_blocker):
    """A table with a column of every kind that a model may have."""
    with isolate_apps("nhipcau.history"), django_db_blocker.unblock():

        class Everything(models.Model):
            yes = models.BooleanField(null=True)
            small = models.SmallIntegerField(null=True)
            big = models.BigIntegerField(null=True)
            number = models.FloatField(null=True)
            price = models.DecimalField(max_digits=12, decimal_places=2, null=True)
            text = models.TextField(null=True)
            day = models.DateField(null=True)
            hour = models.TimeField(null=True)
            at = models.DateTimeField(null=True)
            span = models.DurationField(null=True)
            uuid = models.UUIDField(null=True)
            raw = models.BinaryField(null=True)
            data = models.JSONField(null=True)
            file = models.FileField(null=True)
            address = models.GenericIPAddressField(null=True)
            added = models.DateTimeField(auto_now_add=True)

            class Meta:
                app_label = "upkeep"

        with connection.schema_editor() as editor:
            editor.create_model(Everything)
        yield Everything
        with connection.schema_editor() as editor:
            editor.delete_model(Everything)


# PostgreSQL stores no NUL and no half of a pair; such a row is refused with a sentence (test_restore).
TEXT = st.text(st.characters(exclude_categories=("Cs",), exclude_characters="\0"))
JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53), 2**53) | st.floats(allow_nan=False, allow_infinity=False) | TEXT,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXT, inner, max_size=3),
    max_leaves=8,
)
MOMENTS = st.datetimes(datetime(1900, 1, 1), datetime(2200, 1, 1), timezones=st.just(UTC))
VALUES = st.fixed_dictionaries(
    {
        "yes": st.none() | st.booleans(),
        "small": st.none() | st.integers(-(2**15), 2**15 - 1),
        "big": st.none() | st.integers(-(2**63), 2**63 - 1),
        "number": st.none() | st.floats(allow_nan=False, allow_infinity=False, allow_subnormal=False),
        "price": st.none() | st.decimals(-(10**9), 10**9, places=2),
        "text": st.none() | TEXT,
        "day": st.none() | st.dates(date(1900, 1, 1)),
        "hour": st.none() | st.times(),
        "at": st.none() | MOMENTS,
        "span": st.none() | st.timedeltas(timedelta(days=-9999), timedelta(days=9999)),
        "uuid": st.none() | st.uuids(),
        "raw": st.none() | st.binary(max_size=50),
        "data": JSON,
        "address": st.none() | st.ip_addresses().map(str),
    }
)


def moved(model):
    """Out as lines, gone, and in again: the lines on both ways, and the fingerprints."""
    table = Table(model, connection)
    lines = [table.line(row) for row in table.read()]
    model.objects.all().delete()
    loaded = Table(model, connection)
    loaded.write([line.rstrip(b"\n") for line in lines])
    again = Table(model, connection)
    return lines, [again.line(row) for row in again.read()], table, loaded, again


@pytest.mark.django_db
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rows=st.lists(VALUES, min_size=1, max_size=3))
def test_every_value_comes_back_as_it_was(everything, rows):
    everything.objects.all().delete()
    everything.objects.bulk_create(everything(**row) for row in rows)
    before = list(everything.objects.order_by("pk").values())
    _out, _back, table, loaded, again = moved(everything)
    assert list(everything.objects.order_by("pk").values()) == before
    assert table.fingerprint() == loaded.fingerprint() == again.fingerprint()


@pytest.mark.django_db
def test_the_json_value_null_and_an_empty_column_stay_two_things(everything):
    everything.objects.create(data=None)
    everything.objects.create(data=models.Value(None, models.JSONField()))
    out, back, *_ = moved(everything)
    assert back == out
    assert [everything.objects.filter(data__isnull=empty).count() for empty in (True, False)] == [1, 1]


@pytest.mark.django_db
def test_a_line_is_the_same_whichever_database_wrote_it(everything):
    """The very bytes of a fingerprint: a change here makes older backups unreadable."""
    everything.objects.create(
        pk=7,
        yes=True,
        number=0.1,
        price=Decimal("12.50"),
        text="Kế hoạch “38/KH-UBND”",
        day=date(2026, 11, 20),
        hour=time(7, 5),
        at=datetime(2026, 11, 20, 3, 0, 0, 5, tzinfo=UTC),
        span=timedelta(days=1, microseconds=1),
        uuid=UUID(int=5),
        raw=b"\0\xff",
        data={"b": [1e16, None], "a": "đ"},
    )
    table = Table(everything, connection)
    (row,) = table.read()
    found = json.loads(table.line(row))
    assert found[:-1] == [
        7, True, None, None, 0.1, "12.50", "Kế hoạch “38/KH-UBND”", "2026-11-20", "07:05:00.000000",
        "2026-11-20T03:00:00.000005+00:00", "P1DT00H00M00.000001S", "00000000-0000-0000-0000-000000000005",
        "AP8=", [{"b": [1e16, None], "a": "đ"}], "", None,
    ]  # fmt: skip


@pytest.mark.django_db
def test_a_number_of_a_deleted_row_is_not_given_out_again(everything):
    everything.objects.create(pk=41).delete()
    set_next_number(connection, everything, 41)
    assert next_number(connection, everything) == 41
    assert everything.objects.create().pk == 42


def test_every_table_is_kept_or_left_out_on_purpose_and_what_it_points_to_comes_first():
    order = [model._meta.label_lower for model in tables()]
    assert LEFT_OUT.isdisjoint(order)
    assert order.index("plans.plan") < order.index("plans.plantask") < order.index("plans.taskagency_members")
    work = {model._meta.label_lower for model in work_tables(tables())}
    assert {"accounts.user", "history.entry", "plans.taskagency_members", "organizations.appointment"} <= work
    assert not {"organizations.administrativeunit", "contenttypes.contenttype", "upkeep.run"} & work
