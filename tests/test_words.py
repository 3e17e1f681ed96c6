"""Nothing on our screens is left untranslated, in Vietnamese or in English, Django's own words included."""

from __future__ import annotations

import gettext
import re
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import parse_qs, urljoin, urlsplit

import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import resolve
from django.utils import translation
from django.utils.translation import _trans  # type: ignore[attr-defined]

from nhipcau.accounts.models import User

SITE = Path(__file__).parents[1] / "src" / "nhipcau"
CATALOGUES = sorted(SITE.glob("*/*/vi/LC_MESSAGES/django.po"))
SAME_IN_BOTH = {"…", "Enter", "Esc", "Nhịp Cầu", "Email", "PDF", "Word", "Excel", "CSV", "XLSX", "%(truncated_text)s…"}
PEOPLE = ("an", "son", "minh")  # an sees what lan sees, and the people too
CONTENT = {"Kế hoạch", "đến ngày"}  # words of the interface that plans are made of too
# Asked for when Django makes its form classes, never shown here.
NEVER_SHOWN = "Whether the user will be able to authenticate using a password or not."


def entries(path: Path) -> Iterator[tuple[str, str, bool]]:
    """Msgid, msgstr and whether it is marked fuzzy; plural forms count as one."""
    for block in path.read_text("utf-8").split("\n\n"):
        parts = dict.fromkeys(("msgid", "msgstr"), "")
        for key, text in re.findall(r'^(msgid|msgstr)(?:\[0\])? ((?:".*"\n?)+)', block, re.MULTILINE):
            parts[key] = "".join(re.findall(r'"(.*)"', text))
        if parts["msgid"]:
            yield parts["msgid"], parts["msgstr"], "#, fuzzy" in block


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: path.parts[-5] + "/" + path.parts[-4])
def test_a_catalogue_is_complete_and_compiled(path):
    assert [msgid for msgid, msgstr, fuzzy in entries(path) if fuzzy or not msgstr] == []
    with path.with_suffix(".mo").open("rb") as file:
        compiled = gettext.GNUTranslations(file)
    for msgid, msgstr, _fuzzy in entries(path):
        plain, wanted = (text.replace('\\"', '"').replace("\\n", "\n") for text in (msgid, msgstr))
        found = {compiled.gettext(plain), compiled.ngettext(plain, plain, 2)} | {
            text
            for key, text in compiled._catalog.items()
            if plain in str(key)  # type: ignore[attr-defined]
        }
        assert wanted in found, f"{plain!r} is newer than the compiled catalogue: make messages"


def test_one_word_is_translated_alike_in_every_catalogue():
    said: dict[str, set[str]] = {}
    for path in CATALOGUES:
        for msgid, msgstr, _fuzzy in entries(path):
            said.setdefault(msgid, set()).add(msgstr)
    assert {msgid: words for msgid, words in said.items() if len(words) > 1} == {}, "Django takes the first it finds"


@pytest.mark.parametrize("path", sorted(SITE.glob("*/templates/**/*.html")), ids=lambda path: path.name)
def test_a_template_holds_no_words_outside_translate(path):
    text = re.sub(r"{#.*?#}|{%\s*comment\s*%}.*?{%\s*endcomment\s*%}", "", path.read_text("utf-8"), flags=re.DOTALL)
    text = re.sub(r"{%\s*blocktrans(late)?\b.*?{%\s*endblocktrans(late)?\s*%}", "", text, flags=re.DOTALL)
    text = re.sub(r"{%.*?%}|{{.*?}}|&\w+;", "", text, flags=re.DOTALL)
    text = re.sub(r"<(script|style)\b.*?</\1>", "", text, flags=re.DOTALL)
    shown = re.findall(r'\b(?:title|placeholder|alt|aria-label)="([^"]+)"', text) + re.sub(
        r"<[^>]*>", "\n", text
    ).split("\n")
    words = {part.strip() for part in shown if re.search(r"[^\W\d_]{2,}", part)}
    assert {word for word in words if not set(re.findall(r"[^\W\d_]+(?: [^\W\d_]+)*", word)) <= SAME_IN_BOTH} == set()


class Page(HTMLParser):
    """The words and links of a page."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.words: set[str] = set()
        self.links: list[str] = []
        self.hidden, self.depth = "", 0  # inside this element nothing counts
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        # A quoted document speaks its own language, and says so.
        if self.depth:
            self.depth += tag == self.hidden
        elif tag in ("script", "style") or (tag != "html" and "lang" in values):
            self.hidden, self.depth = tag, 1
        if tag == "a" and values.get("href") and "download" not in values:
            self.links.append(values["href"] or "")
        for name in ("title", "placeholder", "alt", "aria-label"):
            self.words.add((values.get(name) or "").strip())

    def handle_endtag(self, tag: str) -> None:
        self.depth -= bool(self.depth) and tag == self.hidden

    def handle_data(self, data: str) -> None:
        if not self.depth:
            self.words.add(" ".join(data.split()))


def traits(address: str) -> set[tuple[str, str]]:
    """What makes a page of its own kind: the view, and each parameter that it is asked with."""
    parts = urlsplit(address)
    view = resolve(parts.path).view_name
    return {(view, ""), *((view, key) for key in parse_qs(parts.query, keep_blank_values=True))}


def walk(client: Client) -> Iterator[tuple[str, Page]]:
    """Pages that can be reached from the first one, until each trait was met."""
    waiting, met = deque(["/"]), set[tuple[str, str]]()
    while waiting:
        address = waiting.popleft()
        if traits(address) <= met:
            continue
        met |= traits(address)
        response = client.get(address)
        html = response.getvalue().decode(errors="replace")  # to the end, or a file stays open
        assert response.status_code in (200, 302), f"{address}: {response.status_code}"
        if response.status_code == 200 and response["Content-Type"].startswith("text/html"):
            page = Page(html)
            yield address, page
            links = (urljoin(address, link).split("#")[0] for link in page.links)
            waiting.extend(link for link in links if link.startswith("/"))


@contextmanager
def noting_what_is_untranslated(monkeypatch: pytest.MonkeyPatch) -> Iterator[set[str]]:
    """Every message that was asked for and came back as it stands in the source."""
    untranslated: set[str] = set()

    def note(asked: object, got: str) -> str:
        asked = str(asked)
        if (
            asked == got
            and not asked.startswith(NEVER_SHOWN)
            and re.search(r"[A-Za-z]{2,}", re.sub(r"%\(\w+\)s|{\w*}|%\w", "", asked))
        ):
            untranslated.add(asked)
        return got

    plain = {name: getattr(_trans, name) for name in ("gettext", "pgettext", "ngettext", "npgettext")}
    with monkeypatch.context() as patch:
        patch.setattr(_trans, "gettext", lambda text: note(text, plain["gettext"](text)))
        patch.setattr(_trans, "pgettext", lambda context, text: note(text, plain["pgettext"](context, text)))
        patch.setattr(_trans, "ngettext", lambda one, many, n: note(one, plain["ngettext"](one, many, n)))
        patch.setattr(_trans, "npgettext", lambda c, one, many, n: note(one, plain["npgettext"](c, one, many, n)))
        yield untranslated


@pytest.mark.django_db
def test_every_page_of_the_demo_speaks_one_language(client_of, monkeypatch, settings, tmp_path, capsys):
    settings.MEDIA_ROOT = tmp_path
    call_command("load_demo")
    vietnamese = {msgstr for path in CATALOGUES for msgid, msgstr, _fuzzy in entries(path) if msgstr != msgid} - CONTENT
    foreign: set[str] = set()
    for name in PEOPLE:
        user = User.objects.get(username=name)
        with noting_what_is_untranslated(monkeypatch) as untranslated:
            addresses = [address for address, _page in walk(client_of(user))]
        assert len(addresses) > 10
        assert untranslated - SAME_IN_BOTH == set(), f"{name} reads English in Vietnamese pages"
        User.objects.filter(pk=user.pk).update(language="en")
        for address, page in walk(client_of(user)):
            foreign |= {f"{address}: {word}" for word in page.words & vietnamese}
    assert foreign == set(), "Vietnamese words of the interface on English pages"


@pytest.mark.parametrize("language", ["vi", "en"])
def test_every_line_of_the_log_can_be_told_in_both_languages(language):
    from nhipcau.history.actions import registered_actions, sentence_of

    with translation.override(language):
        sentences = {code: sentence_of(code) for code in registered_actions()}
    vietnamese = {code for code, sentence in sentences.items() if re.search(r"[à-ỹđ]", sentence)}
    assert vietnamese == (set(sentences) if language == "vi" else set())
