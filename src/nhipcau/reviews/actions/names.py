"""An unknown name is resolved once, for all rows of this plan and all plans to come."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from nhipcau.accounts.models import User
from nhipcau.history.actions import log
from nhipcau.organizations import actions as organizations
from nhipcau.organizations.models import Agency, AgencyGroup
from nhipcau.plans.actions.guard import Refused, lock_review
from nhipcau.plans.models import ReviewItem, Upload
from nhipcau.plans.reading.phrases import agency_key

MENTIONS = ("lead", "coordinating", "agencies")


@transaction.atomic
def agency_resolve(*, upload: Upload, text: str, meaning: Agency | AgencyGroup | None, by: User) -> None:
    """``text`` means this agency or group from now on; None: it is no agency of ours and stays as words."""
    upload = lock_review(upload)
    if meaning is None:
        _keep_as_words(upload, agency_key(text))
    elif meaning.province_id != upload.province_id:
        raise Refused(_("This agency belongs to another province."))
    elif isinstance(meaning, Agency):
        organizations.alias_learn(agency=meaning, text=text[:250], by=by, learnt_from=upload.name[:250])
    else:
        _learn_group(meaning, text, by)
    answer = meaning.name if meaning else _("no agency of the province")
    log(action="reviews.agency_resolved", user=by, target=upload, data={"text": text, "meaning": answer})


@transaction.atomic
def agency_add(*, upload: Upload, text: str, name: str, kind: str, by: User) -> Agency:
    """An agency that the register of the province did not know; ``text`` is how the plan writes it."""
    upload = lock_review(upload)
    agency: Agency = organizations.agency_add(province=upload.province, by=by, name=name, kind=kind)
    organizations.alias_learn(agency=agency, text=text[:250], by=by, learnt_from=upload.name[:250])
    return agency


def _learn_group(group: AgencyGroup, text: str, by: User) -> None:
    organizations.group_change(
        group=group,
        by=by,
        name=group.name,
        kinds=group.kinds,
        named=group.named.all(),
        open_ended=group.open_ended,
        aliases=[*(alias.text for alias in group.aliases.all()), text[:250]],
    )


def _keep_as_words(upload: Upload, key: str) -> None:
    touched = []
    for item in ReviewItem.objects.filter(upload=upload, kind__in=("task", "responsibility")):
        named = [m for name in MENTIONS for m in item.values.get(name, []) if m["key"] == key]
        for mention in named:
            mention["kind"] = "other"
        if named:
            item.version += 1
            touched.append(item)
    ReviewItem.objects.bulk_update(touched, ["values", "version"], batch_size=200)
