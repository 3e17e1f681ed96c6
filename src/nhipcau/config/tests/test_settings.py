"""Wrong settings stop the start with a sentence; right ones pass Django's own check of a deployment."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from nhipcau.config import checks, env

ROOT = Path(__file__).parents[4]
GOOD = {"SECRET_KEY": "Aq3-z9" * 10, "ALLOWED_HOSTS": "nhipcau.example.vn"}


def manage(*arguments, **variables):
    environment = {"PATH": os.environ["PATH"]} | variables
    command = [sys.executable, "manage.py", *arguments]
    return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)


def test_without_anything_set_the_site_does_not_start_and_says_why(tmp_path):
    result = manage("check", DATA_DIR=str(tmp_path))
    assert result.returncode == 1
    assert result.stderr.startswith("SECRET_KEY is not set.")
    assert "Traceback" not in result.stderr


def test_production_settings_pass_the_check_of_a_deployment_without_a_warning(tmp_path):
    office = {
        "OIDC_ISSUER": "https://id.example.gov.vn",
        "OIDC_CLIENT_ID": "a",
        "OIDC_CLIENT_SECRET": "b",
        "OIDC_NAME": "c",
    }
    more = {"REQUIRE_SECOND_FACTOR": "everyone", "BEHIND_PROXY": "yes"} | office
    result = manage("check", "--deploy", "--fail-level", "WARNING", DATA_DIR=str(tmp_path), **GOOD, **more)
    assert (result.returncode, result.stderr) == (0, "")


def test_a_short_key_and_missing_hosts_are_told_by_the_check(tmp_path):
    result = manage("check", "--deploy", DATA_DIR=str(tmp_path), SECRET_KEY="short")
    assert result.returncode == 1
    assert "nhipcau.E002" in result.stderr
    assert "nhipcau.E003" in result.stderr


def test_the_server_too_stops_with_the_sentence(tmp_path):
    environment = {"PATH": os.environ["PATH"], "PYTHONPATH": "src", "DATA_DIR": str(tmp_path), "NHIPCAU_MODE": "test"}
    command = [sys.executable, "-c", "import nhipcau.config.wsgi"]
    result = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert result.returncode == 1
    assert result.stderr == "NHIPCAU_MODE is “test”. Write production, demo or development.\n"


def test_a_demo_makes_its_own_key_that_no_one_else_can_read(tmp_path):
    assert manage("check", DATA_DIR=str(tmp_path / "var"), NHIPCAU_MODE="demo").returncode == 0
    key = tmp_path / "var" / "secret_key"
    assert len(key.read_text()) >= 60
    assert key.stat().st_mode & 0o077 == 0


def test_a_secret_may_come_from_a_file(monkeypatch, tmp_path):
    (tmp_path / "key").write_text("from a file\n")
    monkeypatch.setenv("SECRET_KEY_FILE", str(tmp_path / "key"))
    assert env.env_str("SECRET_KEY") == "from a file"


def test_a_secret_s_file_that_is_not_there_is_told(monkeypatch):
    monkeypatch.setenv("SECRET_KEY_FILE", "/nowhere/key")
    with pytest.raises(ImproperlyConfigured, match="SECRET_KEY_FILE names /nowhere/key, which cannot be read"):
        env.env_str("SECRET_KEY")


@pytest.mark.parametrize(("text", "value"), [("yes", True), ("1", True), ("Off", False), ("", False)])
def test_yes_and_no_are_read(monkeypatch, text, value):
    monkeypatch.setenv("BEHIND_PROXY", text)
    assert env.env_bool("BEHIND_PROXY", default=True) is value


def test_what_is_neither_yes_nor_no_is_told(monkeypatch):
    monkeypatch.setenv("BEHIND_PROXY", "maybe")
    with pytest.raises(ImproperlyConfigured, match="BEHIND_PROXY is “maybe”"):
        env.env_bool("BEHIND_PROXY", default=False)


@pytest.mark.parametrize("text", ["ten", "-1", "1.5"])
def test_what_is_no_number_is_told(monkeypatch, text):
    monkeypatch.setenv("UPLOAD_MAX_MB", text)
    with pytest.raises(ImproperlyConfigured, match="Write a whole number, such as 50"):
        env.env_int("UPLOAD_MAX_MB", 50)


def test_a_word_that_is_no_choice_is_told(tmp_path):
    result = manage("check", DATA_DIR=str(tmp_path), REQUIRE_SECOND_FACTOR="all", **GOOD)
    assert result.returncode == 1
    words = "REQUIRE_SECOND_FACTOR is “all”. Write nobody, leaders-and-administrators or everyone.\n"
    assert result.stderr == words


OFFICE = {"issuer": "https://id.example.gov.vn", "client_id": "nhip-cau", "secret": "x", "name": "VNeID"}


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"name": ""}, "belong together. Set all four or none"),
        ({"issuer": "id.example.gov.vn"}, "OIDC_ISSUER is “id.example.gov.vn”. Write its https:// address"),
        ({"issuer": "http://id.example.gov.vn"}, "Write its https:// address"),
    ],
)
def test_a_common_sign_in_that_is_half_told_stops_the_start(given, sentence):
    with pytest.raises(ImproperlyConfigured, match=sentence):
        env.common_sign_in(**OFFICE | given, https_only=True)


def test_another_service_starts_with_other_people():
    first = env.common_sign_in(**OFFICE, https_only=True)
    second = env.common_sign_in(**OFFICE | {"issuer": "https://other.example.gov.vn"}, https_only=True)
    assert first
    assert second
    assert first["provider_id"] != second["provider_id"]


def test_without_an_address_the_data_lie_in_an_sqlite_file_that_two_processes_can_share():
    database = env.database("", Path("/data/x.sqlite3"))
    assert database["NAME"] == Path("/data/x.sqlite3")
    assert database["OPTIONS"]["transaction_mode"] == "IMMEDIATE"
    assert "journal_mode=WAL" in database["OPTIONS"]["init_command"]


@pytest.mark.parametrize(
    ("url", "host", "port", "name", "user", "password"),
    [
        ("postgresql://nhipcau:m%40t@db.local:5433/nhipcau", "db.local", "5433", "nhipcau", "nhipcau", "m@t"),
        ("postgres://u@%2Frun%2Fpostgresql/n", "/run/postgresql", "", "n", "u", ""),
    ],
)
def test_the_address_of_a_postgresql_database_is_taken_apart(url, host, port, name, user, password):
    found = env.database(url, Path("unused"))
    assert found["ENGINE"] == "django.db.backends.postgresql"
    assert [found[key] for key in ("HOST", "PORT", "NAME", "USER", "PASSWORD")] == [host, port, name, user, password]


@pytest.mark.parametrize("url", ["mysql://u@h/n", "postgresql://u@h/", "nonsense"])
def test_an_address_of_no_known_database_is_told(url):
    with pytest.raises(ImproperlyConfigured, match="DATABASE_URL cannot be read"):
        env.database(url, Path("unused"))


def test_a_data_folder_that_cannot_be_written_is_told(settings, monkeypatch):
    monkeypatch.setattr("os.access", lambda path, mode: False)
    assert [error.id for error in checks.data_folder_can_be_written(None)] == ["nhipcau.E001"]


def test_limits_beyond_reason_are_told(settings):
    settings.UPLOAD_MAX_BYTES, settings.SESSION_COOKIE_AGE, settings.AXES_FAILURE_LIMIT = 0, 0, 1
    settings.LOGIN_ATTEMPTS_PER_ADDRESS = 0
    assert [error.id for error in checks.limits_are_sensible(None)] == [
        f"nhipcau.E00{number}" for number in range(4, 8)
    ]


def test_a_site_in_production_that_answers_to_any_name_is_told(settings):
    settings.PRODUCTION, settings.ALLOWED_HOSTS = True, ["*"]
    assert [error.id for error in checks.production_names_its_hosts(None)] == ["nhipcau.E002"]
