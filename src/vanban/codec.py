"""Frozen dataclasses to JSON and back, driven by their type hints, so that a new field needs no second definition.

A ``Found`` becomes its bare value; its places and its reason go to "evidence" beside it, under the field's name:
readers of the JSON see plain values first, and ``decode`` still gets everything back.
"""

from __future__ import annotations

import dataclasses
import types
import typing
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import cache, singledispatch

from .document import Place
from .messages import Language, Message
from .plan import AgencyMention, Found

Json: typing.TypeAlias = "bool | int | float | str | Sequence[Json] | Mapping[str, Json] | None"

# Names that Python or the published schema want otherwise: (in Python, in JSON).
RENAMED = (("for_whom", "for"),)
TO_JSON = dict(RENAMED)
EVIDENCE = "evidence"


def place_json(place: Place) -> Json:
    """[block, row, column, start, end]; row and column are null in a paragraph.

    >>> place_json(Place(3, (1, 2), 0, 5))
    [3, 1, 2, 0, 5]
    """
    row, column = place.cell if place.cell else (None, None)
    return [place.block, row, column, place.start, place.end]


@singledispatch
def encode(value: object, language: Language) -> Json:
    """A dataclass as an object, its evidence apart; None for an empty string, ISO for a date.

    >>> encode(date(2026, 11, 15), "vi")
    '2026-11-15'
    """
    plain: dict[str, Json] = {}
    evidence: dict[str, Json] = {}
    for field in dataclasses.fields(value):  # type: ignore[arg-type]
        name, item = TO_JSON.get(field.name, field.name), getattr(value, field.name)
        bare = bare_value(item)
        plain[name] = encode(bare, language)
        if bare is not item:
            evidence[name] = _evidence(item, language)
    if evidence:
        plain[EVIDENCE] = evidence
    return plain


@encode.register(type(None))
@encode.register(bool)
@encode.register(int)
def _as_it_is(value: bool | int | None, language: Language) -> Json:
    return value


@encode.register
def _text(value: str, language: Language) -> Json:
    return value or None


@encode.register
def _date(value: date, language: Language) -> Json:
    return value.isoformat()


@encode.register
def _tuple(value: tuple, language: Language) -> Json:  # type: ignore[type-arg]
    return [encode(item, language) for item in value]


@encode.register
def _place(value: Place, language: Language) -> Json:
    return place_json(value)


@encode.register
def _message(value: Message, language: Language) -> Json:
    return {"code": value.code, "values": dict(value.values), "text": value.text(language)}


def bare_value(item: object) -> object:
    """What stands in the field itself: the value of a Found, the text of a mention; anything else as it is."""
    if isinstance(item, Found):
        return typing.cast(object, item.value)
    if isinstance(item, AgencyMention):
        return item.text
    if isinstance(item, tuple) and item and isinstance(item[0], (Found, AgencyMention)):
        return tuple(bare_value(part) for part in item)
    return item


def _evidence(item: object, language: Language) -> Json:
    if isinstance(item, tuple):
        return [_evidence(part, language) for part in item]
    kept = {f.name: getattr(item, f.name) for f in dataclasses.fields(item)}  # type: ignore[arg-type]
    return {name: encode(part, language) for name, part in kept.items() if name not in ("value", "text") and part}


@cache
def hints(cls: type) -> dict[str, object]:
    """The resolved type hint of each field."""
    return typing.get_type_hints(cls)


def decode(hint: object, data: Json, evidence: Json = None) -> object:
    """The reverse of ``encode`` for a value of this type."""
    origin, args = typing.get_origin(hint), typing.get_args(hint)
    if origin in (typing.Union, types.UnionType):
        return None if data is None else decode(next(a for a in args if a is not type(None)), data, evidence)
    if origin is Found:
        return Found(decode(args[0], data), *_found_evidence(evidence))
    if origin is tuple:
        return _decode_tuple(args, data, evidence)
    if isinstance(hint, type) and hint in DECODERS:
        return DECODERS[hint](data, evidence)
    if isinstance(hint, type) and dataclasses.is_dataclass(hint):
        return _decode_object(hint, _mapping(data))
    return data


def _decode_place(data: Json, evidence: Json) -> Place:
    block, row, column, start, end = typing.cast("list[int]", data)
    return Place(block, None if row is None else (row, column), start, end)


def _decode_message(data: Json, evidence: Json) -> Message:
    values = typing.cast("dict[str, str | int]", _mapping(_mapping(data)["values"]))
    return Message(str(_mapping(data)["code"]), tuple(sorted(values.items())))


DECODERS: dict[type, Callable[[Json, Json], object]] = {
    str: lambda data, evidence: data or "",
    date: lambda data, evidence: date.fromisoformat(str(data)),
    Place: _decode_place,
    Message: _decode_message,
    AgencyMention: lambda data, evidence: _decode_object(AgencyMention, {"text": data, **_mapping(evidence)}),
}


def _mapping(data: Json) -> dict[str, Json]:
    return typing.cast("dict[str, Json]", data) if data else {}


def _found_evidence(evidence: Json) -> tuple[tuple[Place, ...], Message | None]:
    known = _mapping(evidence)
    places = decode(tuple[Place, ...], known.get("places") or [])
    reason = decode(Message, known["because"]) if known.get("because") else None
    return typing.cast("tuple[Place, ...]", places), typing.cast("Message | None", reason)


def _decode_tuple(args: tuple[object, ...], data: Json, evidence: Json) -> tuple[object, ...]:
    items = typing.cast("list[Json]", data or [])
    proofs = typing.cast("list[Json]", evidence or [None] * len(items))
    kinds = [args[0]] * len(items) if len(args) == 2 and args[1] is Ellipsis else list(args)
    return tuple(decode(kind, item, proof) for kind, item, proof in zip(kinds, items, proofs, strict=True))


def _decode_object(cls: type, data: dict[str, Json]) -> object:
    proofs = _mapping(data.get(EVIDENCE))
    known: dict[str, object] = {}
    for name, hint in hints(cls).items():
        key = TO_JSON.get(name, name)
        if key in data:
            known[name] = decode(hint, data[key], proofs.get(key))
    return cls(**known)
