from django.db import migrations, models

import nhipcau.history.models


def seal_what_is_there(apps, schema_editor):
    """From here on entries are signed; those of before get their place in the chain as they stand."""
    from nhipcau.history.chain import FIRST, seal

    Entry = apps.get_model("history", "Entry")
    number, before = 0, FIRST
    rows = []
    for entry in Entry.objects.order_by("pk").iterator(chunk_size=1000):
        number += 1
        before = seal(before, number, entry, None)
        rows.append((number, before, entry.pk))
    with schema_editor.connection.cursor() as cursor:
        cursor.executemany("UPDATE history_entry SET number = %s, seal = %s WHERE id = %s", rows)


class Migration(migrations.Migration):
    dependencies = [("history", "0001_initial")]

    operations = [
        migrations.AlterField(
            model_name="entry",
            name="at",
            field=models.DateTimeField(
                db_index=True, default=nhipcau.history.models._now, editable=False, verbose_name="time"
            ),
        ),
        migrations.AddField(
            model_name="entry",
            name="signature",
            field=models.CharField(editable=False, max_length=64, null=True, unique=True),
        ),
        migrations.AddField(
            model_name="entry",
            name="number",
            field=models.BigIntegerField(editable=False, null=True, unique=True, verbose_name="number"),
        ),
        migrations.AddField(
            model_name="entry",
            name="seal",
            field=models.CharField(blank=True, default="", editable=False, max_length=64),
            preserve_default=False,
        ),
        migrations.RunPython(seal_what_is_there, migrations.RunPython.noop),
    ]
