"""The OpenAPI document: what django-ninja makes of the schemas, and what it does not know (errors, ETags)."""

from __future__ import annotations

from typing import Any

from ninja import NinjaAPI

from nhipcau.api import schemas
from nhipcau.api.problems import MEDIA_TYPE

PREFIX = "api/v1/"
DESCRIPTION = """Plans, tasks, agencies, report deadlines and events of a province, for other programs.

Make a token under *Tài khoản → Kết nối chương trình* and send it as `Authorization: Bearer <token>`. It opens exactly
what its person may see that day, and ends with the post. Lists have pages and totals. Every answer has an ETag; send
it as If-None-Match to be told 304 when nothing changed. To change a task, send its ETag as If-Match: 412 says that
somebody was faster. Errors are `application/problem+json` with one sentence in Vietnamese, or in English by
Accept-Language. Events may also be sent to you: the connections of your province, signed, with the same numbers."""
ALWAYS = {
    "401": "No valid token",
    "422": "A value is not valid",
    "429": "Too many requests; Retry-After says how many seconds to wait",
}
ONE = {"404": "There is no such thing, or you may not see it"}
WRITE = {
    "400": "The body is no JSON",
    "403": "The token only reads, or the post does not report on this task",
    "412": "The task has changed since",
    "428": "If-Match is missing",
}
ETAG = {"description": "Names this state; see If-None-Match and If-Match.", "schema": {"type": "string"}}
RETRY = {"description": "Seconds to wait.", "schema": {"type": "integer"}}
LANGUAGE = {
    "name": "Accept-Language",
    "in": "header",
    "required": False,
    "description": "Vietnamese, unless English comes first.",
    "schema": {"type": "string"},
    "example": "en",
}
CONDITIONS = {
    "get": ("If-None-Match", "An ETag that the program has."),
    "patch": ("If-Match", "The task's ETag; needed."),
}

# Where the numbers that one answer tells lead to, by what is asked.
LINKS = {
    "task_list": {"task_detail": {"task_id": "$response.body#/items/0/id"}},
    "task_detail": {
        "task_change": {"task_id": "$request.path.task_id", "header.If-Match": "$response.header.ETag"},
        "task_history": {"task_id": "$request.path.task_id"},
        "plan_detail": {"plan_id": "$response.body#/plan/id"},
    },
    "task_change": {
        "task_change": {"task_id": "$request.path.task_id", "header.If-Match": "$response.header.ETag"},
        "task_detail": {"task_id": "$request.path.task_id"},
        "task_history": {"task_id": "$request.path.task_id"},
    },
    "plan_list": {"plan_detail": {"plan_id": "$response.body#/items/0/id"}},
    "agency_list": {"agency_detail": {"agency_id": "$response.body#/items/0/id"}},
    "deadline_list": {"plan_detail": {"plan_id": "$response.body#/items/0/plan/id"}},
}


def finished(api: NinjaAPI) -> dict[str, Any]:
    document: dict[str, Any] = dict(api.get_openapi_schema(path_prefix=PREFIX))
    document["info"] |= {"description": DESCRIPTION, "license": {"name": "Apache-2.0", "identifier": "Apache-2.0"}}
    problem = schemas.Problem.model_json_schema()
    document["components"]["schemas"]["Problem"] = problem
    for path, methods in document["paths"].items():
        for method, operation in methods.items():
            _finish(operation, path, method)
    return document


def _finish(operation: dict[str, Any], path: str, method: str) -> None:
    operation["responses"] = {str(status): answer for status, answer in operation["responses"].items()}
    operation["responses"]["200"]["headers"] = {"ETag": ETAG}
    links = LINKS.get(operation["operationId"], {})
    operation["responses"]["200"]["links"] = {
        name: {"operationId": name, "parameters": parameters} for name, parameters in links.items()
    }
    if method == "get":
        operation["responses"]["304"] = {
            "description": "Nothing has changed since that ETag",
            "headers": {"ETag": ETAG},
        }
    errors = ALWAYS | (ONE if "{" in path else {}) | (WRITE if method == "patch" else {})
    for status, words in sorted(errors.items()):
        operation["responses"][status] = _problem(words)
    operation["responses"]["414"] = {"description": "The address is too long; the web server says so in its own form"}
    operation["responses"]["429"]["headers"] = {"Retry-After": RETRY}
    name, words = CONDITIONS[method]
    header = {"name": name, "in": "header", "required": False, "description": words, "schema": {"type": "string"}}
    operation["parameters"] = [*map(_without_null, operation.get("parameters", [])), header, LANGUAGE]


def _without_null(parameter: dict[str, Any]) -> dict[str, Any]:
    """An address leaves a value out; it has no way to say null."""
    schema = {name: value for name, value in parameter["schema"].items() if (name, value) != ("default", None)}
    for way in schema.pop("anyOf", []):
        schema |= way if way.get("type") != "null" else {}
    return parameter | {"schema": schema}


def _problem(words: str) -> dict[str, Any]:
    content = {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}}
    return {"description": words, "content": content}
