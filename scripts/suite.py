"""`make test`: the whole suite on SQLite, then the site's part again on a private PostgreSQL.

What this machine lacks is left out and named in the last lines; with STRICT=1 that is a failure (.ci/run).
"""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
STRICT = os.environ.get("STRICT") == "1"


def main() -> int:
    os.chdir(ROOT)
    postgres = postgres_folder()
    left_out = [f"{what}: sudo apt install {package}" for what, package in missing(postgres)]
    if left_out and STRICT:
        print("\n".join(["STRICT=1, but this machine lacks", *left_out]))
        return 1
    failed = pytest(["src", "tests"], {})
    if postgres and failed:
        left_out.append("the run on PostgreSQL, because tests failed on SQLite")
    elif postgres:
        with private_postgres(postgres) as url:
            failed = pytest(["src/nhipcau", "tests"], {"TEST_DATABASE_URL": url})
    if not (ROOT.parent / "shared" / "plans").exists() and not os.environ.get("PLANS_DIR"):
        left_out.append("the real plans, which do not lie in this repository (PLANS_DIR)")
    if not os.environ.get("TEST_OPENSEARCH_URL"):
        left_out.append("search on a true OpenSearch server (TEST_OPENSEARCH_URL); a stand-in took its place")
    if left_out:
        print("\n".join(["", "Left out, because it is not here:", *(f"  {line}" for line in left_out)]))
    return failed


def missing(postgres: Path | None) -> list[tuple[str, str]]:
    """What tests need and this machine has not, with the Debian package that brings it."""
    tools = [
        ("browser tests (Chromium)", "chromium", ("chromium", "chromium-browser")),
        ("old Word files (LibreOffice)", "libreoffice-writer-nogui fonts-liberation2", ("soffice", "libreoffice")),
        ("recognition of scans (Tesseract, OCRmyPDF)", "tesseract-ocr-vie ocrmypdf", ("ocrmypdf",)),
    ]
    found = [(what, package) for what, package, names in tools if not any(map(shutil.which, names))]
    return found if postgres else [("the run on PostgreSQL", "postgresql"), *found]


def pytest(paths: list[str], variables: dict[str, str]) -> int:
    command = [sys.executable, "-m", "pytest", *paths, "-n", os.environ.get("WORKERS") or "auto", *sys.argv[1:]]
    print("On", "PostgreSQL" if variables else "SQLite", flush=True)
    return subprocess.run(command, env=os.environ | variables, check=False).returncode


def postgres_folder() -> Path | None:
    """Where initdb and pg_ctl are: on the path, or where Debian keeps them off it."""
    if found := shutil.which("initdb"):
        return Path(found).resolve().parent
    folders = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    return folders[-1].parent if folders else None


@contextmanager
def private_postgres(programs: Path) -> Iterator[str]:
    """A cluster of its own in a temporary folder, reached through a socket there; gone afterwards."""
    # Chosen short: the path of a socket may have 107 letters.
    folder = Path(tempfile.mkdtemp(prefix="pg", dir="/tmp"))
    data, as_user = folder / "data", []
    if os.geteuid() == 0:  # PostgreSQL refuses to run as root
        user = next(name for name in ("postgres", "nobody") if known(name))
        shutil.chown(folder, user)
        as_user = ["setpriv", "--reuid", user, "--regid", str(pwd.getpwnam(user).pw_gid), "--clear-groups"]
    make = ["--username", "nhipcau", "--auth", "trust", "--encoding", "UTF8", "--locale", "C.UTF-8", "--no-sync"]
    quietly([*as_user, str(programs / "initdb"), "--pgdata", str(data), *make], folder)
    options = f"-c listen_addresses='' -c fsync=off -c full_page_writes=off -c max_connections=60 -k {folder}"
    control = [*as_user, str(programs / "pg_ctl"), "--pgdata", str(data), "--silent", "--wait"]
    quietly([*control, "--options", options, "--log", str(folder / "log"), "start"], folder)
    try:
        yield f"postgresql://nhipcau@{str(folder).replace('/', '%2F')}/postgres"
    finally:
        subprocess.run([*control, "--mode", "immediate", "stop"], check=False, stdout=subprocess.DEVNULL)
        shutil.rmtree(folder, ignore_errors=True)


def quietly(command: list[str], folder: Path) -> None:
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, cwd=folder)


def known(name: str) -> bool:
    try:
        pwd.getpwnam(name)
    except KeyError:
        return False
    return True


if __name__ == "__main__":
    sys.exit(main())
