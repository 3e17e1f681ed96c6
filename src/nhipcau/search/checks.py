"""What would be wrong with the settings of a search server, said before the site starts."""

from collections.abc import Sequence
from importlib.util import find_spec
from urllib.parse import urlsplit

from django.apps import AppConfig
from django.conf import settings
from django.core.checks import CheckMessage, Error, register

HERE = {"localhost", "127.0.0.1", "::1"}


@register()
def the_search_server_can_be_asked(app_configs: Sequence[AppConfig] | None, **kwargs: object) -> list[CheckMessage]:
    if not settings.SEARCH_URL:
        return []
    if not (find_spec("opensearchpy") and find_spec("modelsearch")):
        hint = "Install the packages of the extra: uv pip install '.[opensearch]'"
        return [
            Error("SEARCH_URL is set, but what speaks with OpenSearch is not installed.", hint=hint, id="search.E001")
        ]
    address = urlsplit(settings.SEARCH_URL)
    if address.scheme == "https" or (address.scheme == "http" and address.hostname in HERE):
        return []
    hint = "Write https://name:password@server:9200; plain http is for a server on this very machine."
    return [
        Error(
            "SEARCH_URL is no safe address: all texts would cross the network in the open.", hint=hint, id="search.E002"
        )
    ]
