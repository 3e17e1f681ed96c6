"""The log as a numbered stream, and who one is."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router

from nhipcau.api import schemas
from nhipcau.api.auth import person, token_of
from nhipcau.api.replies import reply
from nhipcau.exchange.events import WORDS, as_data, events_for
from nhipcau.organizations.permissions import province_of, seats

from .paging import refuse_unclear

router = Router()


@router.get(
    "/events", response={200: schemas.Events}, url_name="events", summary="What happened since", tags=["events"]
)
def event_list(request: HttpRequest, wanted: Query[schemas.EventQuery]) -> HttpResponse:
    """Events of what you may see today, the oldest first. Ask again with ``after`` set to ``last``."""
    refuse_unclear(request, schemas.EventQuery)
    types = [wanted.type] if wanted.type else list(WORDS)
    entries = list(events_for(person(request), after=wanted.after, types=types)[: wanted.limit + 1])
    here = entries[: wanted.limit]
    items = [schemas.Event(**data) for data in as_data(here)]
    last = here[-1].pk if here else wanted.after
    return reply(request, schemas.Events(items=items, last=last, more=len(entries) > len(here)))


@router.get("/me", response={200: schemas.Me}, url_name="me", summary="Whose token this is", tags=["me"])
def me(request: HttpRequest) -> HttpResponse:
    user, token = person(request), token_of(request)
    posts = [
        schemas.Post(
            agency=schemas.Named(id=seat.agency_id, name=seat.agency.name), role=seat.role, until=seat.valid_to
        )
        for seat in seats(user)
    ]
    province = province_of(user)
    values = {"name": str(user), "province": province.name if province else None, "posts": posts}
    return reply(
        request,
        schemas.Me(**values, token=token.name, scope=token.scope, expires_on=token.expires_on),  # type: ignore[arg-type]
    )
