"""The JSON Schema of what ``to_json`` gives, made from the values' own types: data/plan.schema.json is its output."""

from __future__ import annotations

import dataclasses
import types
import typing
from datetime import date

from .codec import EVIDENCE, TO_JSON, Json, hints
from .document import Format, Place
from .messages import Message
from .plan import AgencyMention, Citation, Found, Plan
from .schema import VERSION

Object = dict[str, Json]
TEXT: Object = {"type": ["string", "null"]}
SIMPLE: dict[object, Object] = {
    str: TEXT,
    int: {"type": "integer"},
    bool: {"type": "boolean"},
    date: {"type": "string", "format": "date"},
    Place: {"$ref": "#/$defs/Place"},
    Message: {"$ref": "#/$defs/Message"},
    AgencyMention: {"type": "string"},
}
PLACE: Object = {
    "description": "[block, row, column, start, end]; row and column are null in a paragraph",
    "type": "array",
    "prefixItems": [{"type": "integer"}, *[{"type": ["integer", "null"]}] * 2, *[{"type": "integer"}] * 2],
    "minItems": 5,
    "maxItems": 5,
}
MESSAGE: Object = {
    "description": "A sentence: its code in data/messages_*.csv, its values, and its text",
    "type": "object",
    "required": ["code", "values", "text"],
    "properties": {"code": {"type": "string"}, "values": {"type": "object"}, "text": {"type": "string"}},
}


def json_schema() -> Object:
    """The whole schema."""
    defs: dict[str, Json] = {"Place": PLACE, "Message": MESSAGE}
    plan = _object(Plan, defs)
    properties = dict(typing.cast("Object", plan["properties"]))
    properties |= {
        "schema": {"const": VERSION},
        "document": {
            "type": "object",
            "required": ["format", "pages", "sha256", "notices"],
            "properties": {
                "format": {"enum": list(typing.get_args(Format))},
                "pages": {"type": ["integer", "null"]},
                "sha256": TEXT,
                "notices": {"type": "array", "items": {"type": "string"}},
            },
        },
        "citations": {"type": "array", "uniqueItems": True, "items": {"type": "string"}},
        "cited": {"type": "array", "items": _schema(Citation, defs)},
        "legal_bases_by_name": {"type": "array", "items": _schema(Citation, defs)},
        "optional_tasks": properties["tasks"],
    }
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": VERSION,
        "title": "What a Vietnamese administrative plan says",
        **plan,
        "properties": properties,
        "required": [name for name in properties if name != EVIDENCE],
        "$defs": defs,
    }


def _schema(hint: object, defs: dict[str, Json]) -> Object:
    origin, args = typing.get_origin(hint), typing.get_args(hint)
    if hint in SIMPLE:
        return SIMPLE[hint]
    if origin in (typing.Union, types.UnionType):
        return {"anyOf": [_schema(next(a for a in args if a is not type(None)), defs), {"type": "null"}]}
    if origin is Found:
        return {"type": "string"} if args[0] is str else _schema(args[0], defs)
    if origin is typing.Literal:
        return {"enum": list(args)}
    if origin is tuple:
        return {"type": "array", "items": _schema(args[0], defs)}
    assert isinstance(hint, type), hint  # noqa: S101 (the types of plan.py hold nothing else)
    if hint.__name__ not in defs:
        defs[hint.__name__] = {}  # a TaskTime holds TaskTimes
        defs[hint.__name__] = _object(hint, defs)
    return {"$ref": f"#/$defs/{hint.__name__}"}


def _object(cls: type, defs: dict[str, Json]) -> Object:
    properties: Object = {TO_JSON.get(name, name): _schema(hint, defs) for name, hint in hints(cls).items()}
    evidence: Object = {EVIDENCE: {"type": "object"}} if _has_evidence(cls) else {}
    return {
        "description": " ".join((cls.__doc__ or "").split()),
        "type": "object",
        "properties": {**properties, **evidence},
        "required": [*properties],
    }


def _has_evidence(cls: type) -> bool:
    """Whether a field of it is a Found or a mention, whose places and reason stand apart."""
    return any(str(field.type).find("Text") >= 0 or "Found" in str(field.type) or "Mention" in str(field.type)
               for field in dataclasses.fields(cls))  # fmt: skip
