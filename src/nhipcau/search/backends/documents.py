"""An entry as OpenSearch keeps it, told in the words of modelsearch: fields, and how they are cut into words.

Texts come in their keys, separated by spaces, so the plainest analyzer does, and no dictionary decides what a word is.
The model has no table of its own and belongs to no installed app: neither migrations nor signals know of it.
"""

from __future__ import annotations

from typing import Any

from modelsearch.backends.opensearch3 import (
    OpenSearch3Mapping,
    OpenSearch3SearchBackend,
    OpenSearch3SearchQueryCompiler,
)
from modelsearch.index import FilterField, Indexed, SearchField

from nhipcau.search.models import Entry

WORDS: dict[str, Any] = {"es_extra": {"type": "text", "analyzer": "words"}}
UNRANKED: dict[str, Any] = {"es_extra": {**WORDS["es_extra"], "norms": False, "index_options": "docs"}}
SETTINGS = {"settings": {"analysis": {"analyzer": {"words": {"type": "custom", "tokenizer": "whitespace"}}}}}
TITLE_WEIGHS = 3
BORDER = " | "  # no word, so that no phrase reaches over it


class Document(Indexed, Entry):  # type: ignore[misc]
    """modelsearch asks each field by itself whether it has all words: so there is one for each channel, which holds
    title, text and the numbers of documents."""

    search_fields = [
        SearchField("exact", **WORDS),
        SearchField("folded", **WORDS),
        FilterField("exact_title", **UNRANKED),
        FilterField("folded_title", **UNRANKED),
        FilterField("marks", **UNRANKED),
        FilterField("id"),
    ]

    class Meta:
        proxy = True
        app_label = "opensearch"

    def exact(self) -> str:
        return self._joined(self.exact_title, self.exact_body)

    def folded(self) -> str:
        return self._joined(self.folded_title, self.folded_body)

    def _joined(self, title: str, body: str) -> str:
        numbers = " ".join(mark for mark in self.marks.split() if mark.startswith("="))
        return BORDER.join([*[title] * TITLE_WEIGHS, body, numbers])


class Mapping(OpenSearch3Mapping):  # type: ignore[misc]
    """Without modelsearch's own catch-all fields: they would hold every text twice more, cut in another way."""

    def get_field_column_name(self, field: Any) -> str:
        return str(field.field_name)

    def get_mapping(self) -> dict[str, Any]:
        fields: dict[str, Any] = dict(map(self.get_field_mapping, self.model.get_search_fields()))
        for field in fields.values():
            field.pop("include_in_all", None)
        return {"dynamic": "strict", "properties": fields}

    def get_document(self, obj: Document) -> dict[str, Any]:
        return dict(self._get_document_field_data(field, obj)[:2] for field in self.model.get_search_fields())


class Compiler(OpenSearch3SearchQueryCompiler):  # type: ignore[misc]
    mapping_class = Mapping

    def get_filters(self) -> list[dict[str, Any]]:
        """Those of the queryset; there is only one kind of document."""
        return list(filter(None, [self._get_filters_from_queryset()]))


class Server(OpenSearch3SearchBackend):  # type: ignore[misc]
    mapping_class = Mapping
    query_compiler_class = Compiler
    settings = SETTINGS
