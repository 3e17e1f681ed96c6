from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from nhipcau.accounts.models import User
from nhipcau.history.actions import labelled, log
from nhipcau.organizations.access_record import digest_of, signature_of
from nhipcau.organizations.models import AccessReview, AccessReviewItem, Appointment, Province
from vanban.text import sort_key

from .people import appointment_end

Decision = AccessReviewItem.Decision


@transaction.atomic
def access_review_open(*, province: Province, year: int, by: User) -> AccessReview:
    """Write down who holds which post today, for the heads to confirm or remove."""
    if AccessReview.objects.filter(province=province, year=year).exists():
        raise ValidationError(_("The review of %(year)s exists already."), params={"year": year})
    if AccessReview.objects.filter(province=province, closed_at=None).exists():
        raise ValidationError(_("An earlier review is still open. Close it first."))
    review = AccessReview.objects.create(province=province, year=year, opened_at=timezone.now(), opened_by=by)
    held = Appointment.objects.valid_on(timezone.localdate()).filter(agency__province=province)
    order = sorted(
        held.select_related("user", "agency"),
        key=lambda post: (sort_key(post.agency.name), sort_key(post.user.first_name)),
    )
    items = [_item(review, position, post) for position, post in enumerate(order, start=1)]
    AccessReviewItem.objects.bulk_create(items)
    review.digest = digest_of(items)
    review.save(update_fields=["digest"])
    data = {"year": year, "count": len(items), "digest": review.digest}
    log(action="organizations.access_review_opened", user=by, target=review, province=province, data=data)
    return review


def _item(review: AccessReview, position: int, post: Appointment) -> AccessReviewItem:
    return AccessReviewItem(
        review=review,
        position=position,
        appointment=post,
        agency=post.agency,
        agency_name=post.agency.name,
        person=str(post.user),
        username=post.user.username,
        role=post.role,
        post=post.post,
        since=post.valid_from,
    )


@transaction.atomic
def access_decide(*, item: AccessReviewItem, decision: str, by: User, seen: str | None = None) -> AccessReviewItem:
    """Confirm a post, or remove it: then its rights end at once. ``seen`` is the decision that the person saw there."""
    item = AccessReviewItem.objects.select_for_update().select_related("review__province").get(pk=item.pk)
    if item.review.closed_at:
        raise ValidationError(_("The review is closed."))
    if item.decision in (Decision.REMOVED, Decision.ENDED):
        raise ValidationError(_("This post has ended already."))
    if seen is not None and seen != item.decision:
        told = {"person": item.decided_by, "words": item.get_decision_display(), "post": item}
        words = _("%(person)s has decided on “%(post)s” meanwhile: %(words)s. Look at it again, then decide.")
        if item.decided_by is None:
            words = _("Look at “%(post)s” as it stands now, then decide.")
        raise ValidationError(words, params=told)
    post = Appointment.objects.select_related("user", "agency__province").get(pk=item.appointment_id)
    if not post.is_valid_on(timezone.localdate()):
        decision = Decision.ENDED
    elif decision == Decision.REMOVED:
        appointment_end(appointment=post, by=by)
    elif decision != Decision.CONFIRMED:
        raise ValidationError(_("Confirm the post or remove it."))
    before = labelled(AccessReviewItem, decision=item.get_decision_display())
    item.decision, item.decided_by, item.decided_at = decision, by, timezone.now()
    item.save(update_fields=["decision", "decided_by", "decided_at"])
    told = {"person": item.person, "agency": item.agency_name, "decision": item.get_decision_display()}
    data = told | {"before": before, "after": labelled(AccessReviewItem, decision=item.get_decision_display())}
    log(action="organizations.access_decided", user=by, target=item.review, province=item.review.province, data=data)
    return item


@transaction.atomic
def access_review_close(*, review: AccessReview, by: User) -> AccessReview:
    """Seal the round. Every post must have been looked at; one that ended meanwhile is noted as such."""
    review = AccessReview.objects.select_for_update().get(pk=review.pk)
    if review.closed_at:
        raise ValidationError(_("The review is closed."))
    for item in review.items.filter(decision=Decision.OPEN).select_related("appointment"):
        if not item.appointment.is_valid_on(timezone.localdate()):
            access_decide(item=item, decision=Decision.ENDED, by=by)
    if left := review.items.filter(decision=Decision.OPEN).count():
        raise ValidationError(_("Posts that nobody has looked at yet: %(count)s."), params={"count": left})
    review.closed_at, review.closed_by = timezone.now(), by
    review.signature = signature_of(review, review.items.select_related("decided_by"))
    review.save(update_fields=["closed_at", "closed_by", "signature"])
    data = {"year": review.year, "signature": review.signature}
    log(action="organizations.access_review_closed", user=by, target=review, province=review.province, data=data)
    return review
