"""`make run`: the whole site in the foreground, web server and worker, until Ctrl-C."""

from __future__ import annotations

import io
import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path
from types import FrameType

ROOT = Path(__file__).resolve().parents[1]
BIN = Path(sys.executable).parent
HOST = os.environ.get("HOST") or "127.0.0.1"
PORT = os.environ.get("PORT") or "8000"
SITE = f"http://{HOST}:{PORT}"


def main() -> int:
    os.chdir(ROOT)
    os.environ.setdefault("NHIPCAU_MODE", "demo")
    os.environ["DJANGO_SETTINGS_MODULE"] = "nhipcau.config.settings"
    os.environ["PYTHONPATH"] = str(ROOT / "src")
    sys.path.insert(0, str(ROOT / "src"))
    refuse_a_busy_port()
    prepare()
    return watch([web(), worker()])


def refuse_a_busy_port() -> None:
    if not PORT.isdecimal() or not 0 < int(PORT) < 65536:
        sys.exit(f"PORT={PORT} is no port. Choose a number, such as PORT=8001.")
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, int(PORT)))
        except PermissionError:
            sys.exit(f"Port {PORT} needs an administrator. Choose one above 1024: make run PORT=8001")
        except OSError:
            sys.exit(f"Port {PORT} is taken: is the site running already? Choose another: make run PORT=8001")


def prepare() -> None:
    """Database, static files, and on the first start the demo."""
    import django
    from django.core.exceptions import ImproperlyConfigured
    from django.core.management import CommandError, call_command

    try:
        django.setup()
        call_command("check", fail_level="ERROR", stdout=io.StringIO())
        call_command("migrate", verbosity=0, interactive=False)
        call_command("collectstatic", verbosity=0, interactive=False)
        call_command("load_demo")
        call_command("search_rebuild", "--if-empty")
        call_command("queue_unread_uploads", stdout=io.StringIO())
        if plan := os.environ.get("PLAN"):
            call_command("import_plan", plan, site=SITE)
    except (ImproperlyConfigured, CommandError) as error:
        sys.exit(str(error))


def web() -> subprocess.Popen[bytes]:
    options = ["--bind", f"{HOST}:{PORT}", "--workers", "2", "--threads", "4", "--log-level", "error"]
    return subprocess.Popen([str(BIN / "gunicorn"), *options, "nhipcau.config.wsgi"], start_new_session=True)


def worker() -> subprocess.Popen[bytes]:
    command = [sys.executable, "manage.py", "worker", "--verbosity", "0", "--no-startup-delay"]
    return subprocess.Popen(command, start_new_session=True)


def watch(processes: list[subprocess.Popen[bytes]]) -> int:
    """Until Ctrl-C, or until one of them ends: then the other ends too."""
    stop = False

    def asked_to_stop(number: int, frame: FrameType | None) -> None:
        nonlocal stop
        stop = True

    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, asked_to_stop)
    print(f"\nNhịp Cầu runs at {SITE} (stop it with Ctrl-C)", flush=True)
    while not stop and all(process.poll() is None for process in processes):
        time.sleep(0.2)
    for process in processes:
        process.terminate()
    for process in processes:
        try:
            process.wait(timeout=10)
        except subprocess.TimeoutExpired:
            process.kill()
    if stop:
        print("\nStopped.")
    else:
        print("\nA part of the site ended by itself; see the lines above.", file=sys.stderr)
    return 0 if stop else 1


if __name__ == "__main__":
    sys.exit(main())
