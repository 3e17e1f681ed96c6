"""The house's rules, so that no one has to argue them in review. An exception needs a line with its reason."""

from __future__ import annotations

import ast
import csv
import re
import subprocess
import sys
import tomllib
import unicodedata
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core.management import call_command

ROOT = Path(__file__).parents[1]
APPS = sorted(path.parent for path in (ROOT / "src" / "nhipcau").glob("*/apps.py"))
GENERATED = {"migrations", "out"}

# Hard limits of the design; the soft ones are about two thirds of them.
FILE, TEST_FILE, FUNCTION, TEMPLATE, APP, CSS, JS = 400, 300, 50, 150, 3000, 800, 400
LONGER_WITH_REASON: dict[str, str] = {}
LARGER_WITH_REASON: dict[str, int] = {}


def files(*patterns: str, under: tuple[str, ...] = ("src", "tests", "bench", "scripts")) -> Iterator[Path]:
    for folder in under:
        for pattern in patterns:
            for path in sorted((ROOT / folder).rglob(pattern)):
                if not GENERATED & set(path.parts):
                    yield path


def name(path: Path) -> str:
    return str(path.relative_to(ROOT))


def lines(path: Path) -> int:
    return len(path.read_text("utf-8").splitlines())


def is_test(path: Path) -> bool:
    return "tests" in path.relative_to(ROOT).parts


def test_no_file_is_longer_than_can_be_read_in_one_go():
    limits = [(path, TEST_FILE if is_test(path) else FILE) for path in files("*.py")]
    limits += [(path, TEMPLATE) for path in files("*.html", under=("src/nhipcau",))]
    assert [name(path) for path, limit in limits if lines(path) > limit and name(path) not in LONGER_WITH_REASON] == []


def test_no_function_is_longer_than_can_be_seen_at_once():
    too_long = []
    for path in files("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.FunctionDef) and (node.end_lineno or 0) - node.lineno + 1 > FUNCTION:
                too_long.append(f"{name(path)}:{node.lineno} {node.name}")
    assert too_long == []


@pytest.mark.parametrize("app", APPS, ids=lambda app: app.name)
def test_no_app_outgrows_a_reader(app):
    written = [path for path in app.rglob("*.py") if not is_test(path) and "migrations" not in path.parts]
    assert sum(map(lines, written)) <= LARGER_WITH_REASON.get(app.name, APP)


@pytest.mark.parametrize(("pattern", "limit"), [("*.css", CSS), ("*.js", JS)])
def test_styles_and_scripts_stay_small(pattern, limit):
    assert sum(lines(path) for path in files(pattern, under=("src/nhipcau",))) <= limit


def test_imports_point_downwards_and_the_library_knows_no_django():
    command = [str(Path(sys.executable).parent / "lint-imports"), "--no-logo", "--no-cache"]
    result = subprocess.run(command, cwd=ROOT, env={"PYTHONPATH": "src"}, capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stdout


@pytest.mark.parametrize("path", list(files("*.csv", under=("src", "bench"))), ids=name)
def test_data_is_sorted_unique_and_in_one_form(path):
    text = path.read_text("utf-8")
    assert text == unicodedata.normalize("NFC", text)
    rows = list(csv.reader(text.splitlines()))
    assert len({len(row) for row in rows}) == 1, "rows differ in length"
    assert rows[1:] == sorted(rows[1:]), "rows are not sorted"
    assert len({tuple(row) for row in rows}) == len(rows), "a row stands twice"


def test_sources_are_in_one_form():
    paths = files("*.py", "*.html", "*.po", "*.js", "*.css", "*.toml", "*.json")
    # Decomposed letters are the very matter of some cases; those are written as escapes or lie in cases/.
    wrong = [
        name(path)
        for path in paths
        if "cases" not in path.parts and not unicodedata.is_normalized("NFC", path.read_text("utf-8"))
    ]
    assert wrong == []


@pytest.mark.django_db
def test_every_change_of_a_model_has_its_migration():
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


def test_every_dependency_is_locked_with_a_hash():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    wanted = [*project["dependencies"], *project["optional-dependencies"]["dev"]]
    lock = (ROOT / "requirements.lock").read_text("utf-8")
    locked = {found.lower() for found in re.findall(r"^([\w.-]+)(?:\[[\w,]+\])?==", lock, re.MULTILINE)}
    assert {re.split(r"[\[<>=~!;]", line)[0].lower() for line in wanted} - locked == set()
    assert len(re.findall(r"^[\w.-]+(?:\[[\w,]+\])?==", lock, re.MULTILINE)) <= lock.count("--hash=sha256:")
    assert "://" not in lock, "the lock names a registry; it must work with any"


@pytest.mark.parametrize("app", APPS, ids=lambda app: app.name)
def test_every_app_has_a_paragraph_in_contributing(app):
    assert f"`{app.name}/`" in (ROOT / "CONTRIBUTING.md").read_text("utf-8")


def test_every_setting_is_explained_to_operators():
    settings = (ROOT / "src/nhipcau/config/settings.py").read_text("utf-8")
    names = set(re.findall(r'env_\w+\("(\w+)"', settings)) | {"DATABASE_URL"}
    told = (ROOT / "docs/operations.md").read_text("utf-8")
    assert {setting for setting in names if f"`{setting}`" not in told} == set()


def test_every_command_of_the_makefile_is_in_contributing():
    targets = re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE)
    told = (ROOT / "CONTRIBUTING.md").read_text("utf-8")
    assert [target for target in targets if f"make {target}" not in told and target != "help"] == []


@pytest.mark.parametrize("language", ["README.md", "README.vi.md", "CONTRIBUTING.md"])
def test_documents_link_to_what_is_there(language):
    text = (ROOT / language).read_text("utf-8")
    targets = re.findall(r"\]\(([^)#:]+)\)", text)
    assert [target for target in targets if not (ROOT / target).exists()] == []


@pytest.mark.parametrize("path", list(files("*.html", under=("src/nhipcau",))), ids=name)
def test_a_template_holds_no_script_and_no_style(path):
    """The Content-Security-Policy would stop them: the page would look right nowhere but here."""
    text = re.sub(r"{#.*?#}|{%\s*comment.*?endcomment\s*%}", "", path.read_text("utf-8"), flags=re.DOTALL)
    assert (
        re.findall(r"<style|<[^>]*\sstyle=|<[^>]*\son[a-z]+=|<script(?![^>]*\b(?:src|type=\"application/json\"))", text)
        == []
    )
