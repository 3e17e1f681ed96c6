from __future__ import annotations

from django.utils import timezone

from nhipcau.organizations.models import Agency, AgencyVersion

NOTED = ("name", "short_name", "kind", "valid_from", "valid_to")


def version_note(agency: Agency) -> None:
    """Keep what is held true of the agency from now on; what was held true until now stays, with its end."""
    noted = {name: getattr(agency, name) for name in NOTED}
    noted["parent_name"] = agency.parent.name if agency.parent else ""
    now = timezone.now()
    before = AgencyVersion.objects.filter(agency=agency, replaced_at=None).first()
    if before and not agency.withdrawn_at and all(getattr(before, name) == value for name, value in noted.items()):
        return
    if before:
        AgencyVersion.objects.filter(pk=before.pk).update(replaced_at=now)
    if not agency.withdrawn_at:
        AgencyVersion.objects.create(agency=agency, recorded_at=now, **noted)
