from __future__ import annotations

from django.db import transaction

from nhipcau.accounts.models import User
from nhipcau.history.actions import log
from nhipcau.organizations.models import Agency, Province
from vanban.text import clean

from .agencies import agency_add


@transaction.atomic
def province_add(*, name: str, lead_department: str, by: User | None = None) -> Province:
    """A province begins to work here, with the department that leads its external information."""
    province = Province(name=clean(name))
    province.full_clean()
    province.save()
    log(action="organizations.province_added", user=by, target=province, province=province, data={"name": name})
    department = agency_add(province=province, name=lead_department, kind=Agency.Kind.DEPARTMENT, by=by)
    province.lead_department = department
    province.save(update_fields=["lead_department"])
    return province
