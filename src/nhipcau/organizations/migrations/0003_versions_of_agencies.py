"""What is held true of each agency today becomes its first version: what was known before, nobody noted."""

from django.db import migrations
from django.utils import timezone


def note_agencies(apps, schema_editor):
    agency_model = apps.get_model("organizations", "Agency")
    version_model = apps.get_model("organizations", "AgencyVersion")
    now = timezone.now()
    versions = [
        version_model(
            agency=agency,
            name=agency.name,
            short_name=agency.short_name,
            kind=agency.kind,
            parent_name=agency.parent.name if agency.parent else "",
            valid_from=agency.valid_from,
            valid_to=agency.valid_to,
            recorded_at=now,
        )
        for agency in agency_model._base_manager.select_related("parent")
    ]
    version_model.objects.bulk_create(versions, batch_size=500)


class Migration(migrations.Migration):
    dependencies = [("organizations", "0002_agencies_through_time")]
    operations = [migrations.RunPython(note_agencies, migrations.RunPython.noop)]
