"""A server that understands as much of OpenSearch's language as we speak, and refuses the rest.

It stands in for a real one where there is none: what is sent through the true client is held to be a query that
OpenSearch's own library knows, and is answered from memory.
"""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import unquote

from opensearchpy import Connection
from opensearchpy.exceptions import ConnectionError as NoConnection
from opensearchpy.helpers.query import Q


class Fake:
    """The server: its indexes by name, the names that stand for others, and what it was asked."""

    def __init__(self) -> None:
        self.indexes: dict[str, dict[str, Any]] = {}
        self.aliases: dict[str, str] = {}
        self.asked: list[dict[str, Any]] = []
        self.down = False

    def connection(self, **options: Any) -> Wire:
        return Wire(self, **options)

    @property
    def documents(self) -> dict[str, Any]:
        return self.of("nhipcau_search_entry")["documents"]

    def of(self, name: str) -> dict[str, Any]:
        return self.indexes[self.aliases.get(name, name)]

    def answer(self, method: str, path: list[str], body: str) -> tuple[int, Any]:
        match method, path:
            case "PUT", [name]:
                self.indexes[name] = {"settings": json.loads(body), "mapping": {}, "documents": {}}
            case "DELETE", ["_search", "scroll"]:
                pass
            case "DELETE", [name]:
                return (200, {}) if self.indexes.pop(name, None) else (404, {"error": "index_not_found_exception"})
            case "PUT", [name, "_mapping"]:
                self.indexes[name]["mapping"] = json.loads(body)
            case "PUT", [name, "_alias", alias]:
                self.aliases[alias] = name
            case "HEAD", ["_alias", alias]:
                return (200, "") if alias in self.aliases else (404, "")
            case "GET", ["_alias", alias]:
                return 200, {self.aliases[alias]: {}}
            case "POST", [name, "_bulk"]:
                return 200, self.bulk(name, [json.loads(line) for line in body.splitlines()])
            case _:
                return self.read(path, body)
        return 200, {}

    def read(self, path: list[str], body: str) -> tuple[int, Any]:
        if path == ["_msearch"]:
            lines = [json.loads(line) for line in body.splitlines()]
            found = zip(lines[::2], lines[1::2], strict=True)
            return 200, {"responses": [self.search(head["index"], asked) for head, asked in found]}
        if path == ["_search", "scroll"]:
            return 200, {"_scroll_id": "1", "hits": {"hits": []}}
        if self.aliases.get(path[0], path[0]) not in self.indexes:
            return 404, {"error": {"type": "index_not_found_exception"}}
        asked = json.loads(body) if body else {}
        if path[1] == "_mget":
            documents = self.of(path[0])["documents"]
            told = [{"_id": pk, "found": pk in documents, "_source": documents.get(pk)} for pk in asked["ids"]]
            return 200, {"docs": told}
        return 200, self.search(path[0], asked) if path[1] == "_search" else {}

    def bulk(self, name: str, lines: list[dict[str, Any]]) -> dict[str, Any]:
        assert name in self.aliases or name in self.indexes, "a write would have made an index of its own"
        documents, items, at = self.of(name)["documents"], [], 0
        while at < len(lines):
            ((order, head),) = lines[at].items()
            if order == "index":
                at += 1
                assert set(lines[at]) == set(self.of(name)["mapping"]["properties"]), "the mapping is strict"
                documents[head["_id"]] = lines[at]
                items.append({order: {"status": 201}})
            else:
                items.append({order: {"status": 200 if documents.pop(head["_id"], None) else 404}})
            at += 1
        return {"errors": any(item.get("delete", {}).get("status") == 404 for item in items), "items": items}

    def search(self, name: str, asked: dict[str, Any]) -> dict[str, Any]:
        Q(asked["query"])  # OpenSearch's own library knows each part of it
        self.asked.append(asked)
        index = self.of(name)
        found = [(score(asked["query"], doc, index["mapping"]), int(pk)) for pk, doc in index["documents"].items()]
        hits = sorted((hit for hit in found if hit[0] is not None), key=lambda hit: (hit[0], hit[1]), reverse=True)
        if asked.get("sort") == [{"id": "desc"}]:
            hits.sort(key=lambda hit: -hit[1])
        first = asked.get("from", 0)
        page = hits[first : first + asked.get("size", 10_000)]
        rows = [{"_id": str(pk), "_score": worth} for worth, pk in page]
        shards = {"successful": 1, "total": 1, "skipped": 0, "failed": 0}
        return {"_scroll_id": "1", "_shards": shards, "hits": {"total": {"value": len(hits)}, "hits": rows}}


def score(query: dict[str, Any], doc: dict[str, Any], mapping: dict[str, Any]) -> float | None:
    """How well a document answers; None when it does not."""
    ((kind, said),) = query.items()
    if kind == "match_all":
        return 1.0
    if kind == "bool":
        return _bool(said, doc, mapping)
    ((field, wanted),) = said.items()
    told = words(doc[field], mapping["properties"][field])
    match kind:
        case "term":
            return 1.0 if wanted in told else None
        case "terms":
            return 1.0 if set(wanted) & set(told) else None
        case "prefix":
            return 1.0 if any(word.startswith(wanted) for word in told) else None
        case "match":
            number = told.count(wanted["query"])  # we send one word at a time
        case "match_phrase":
            number = f" {' '.join(told)} ".count(f" {wanted} ")
        case _:
            raise AssertionError(f"{kind} is not spoken here")
    return number / (number + 1 + len(told) / 50) if number else None


def _bool(said: dict[str, Any], doc: dict[str, Any], mapping: dict[str, Any]) -> float | None:
    def all_of(part: str) -> list[float | None]:
        asked = said.get(part, [])
        return [score(one, doc, mapping) for one in (asked if isinstance(asked, list) else [asked])]

    must, should = all_of("must"), all_of("should")
    if None in [*must, *all_of("filter")] or any(found is not None for found in all_of("must_not")):
        return None
    if should and not must and "filter" not in said and all(found is None for found in should):
        return None
    return sum(found for found in [*must, *should] if found is not None)


def words(value: Any, field: dict[str, Any]) -> list[Any]:
    if field["type"] == "text":
        assert field["analyzer"] == "words"
        return str(value).split()
    return [value]


class Wire(Connection):
    """In the place of the true connection: the client builds and parses everything as ever."""

    def __init__(self, fake: Fake, **options: Any) -> None:
        options.pop("timeout", None)
        super().__init__(host="search.example", **{name: options[name] for name in ("port",) if name in options})
        self.fake = fake

    def perform_request(self, method, url, params=None, body=None, timeout=None, ignore=(), headers=None):
        if self.fake.down:
            raise NoConnection("N/A", "nobody there", None)
        path = [unquote(part) for part in url.strip("/").split("/")]
        text = body.decode() if isinstance(body, bytes) else body or ""
        status, told = self.fake.answer(method, path, text)
        answer = told if isinstance(told, str) else json.dumps(told)
        if status >= 400 and status not in ignore:
            self._raise_error(status, answer, "application/json")
        return status, {"content-type": "application/json"}, answer
