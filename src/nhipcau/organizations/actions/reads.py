"""Looking at personal data changes nothing, and is written down all the same: once a day for each reader and object."""

from __future__ import annotations

from nhipcau.accounts.models import User
from nhipcau.history.actions import log, log_read
from nhipcau.organizations.models import AccessReview, Agency, Province


def people_read(*, province: Province, by: User) -> None:
    log_read(action="organizations.people_read", user=by, province=province)


def person_read(*, person: User, province: Province, by: User) -> None:
    log_read(action="organizations.person_read", user=by, target=person, province=province, name=str(person))


def posts_read(*, agency: Agency, by: User) -> None:
    """Who held a post at the agency before; who holds one today is everybody's to know."""
    log_read(action="organizations.posts_read", user=by, target=agency, name=agency.name)


def access_review_read(*, review: AccessReview, by: User) -> None:
    log_read(action="organizations.access_review_read", user=by, target=review, year=review.year)


def access_record_taken(*, review: AccessReview, by: User) -> None:
    """The list of posts left the site as a file: each time is told."""
    log(action="organizations.access_record_read", user=by, target=review, data={"year": review.year})
