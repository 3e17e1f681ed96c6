"""How many requests a second the site answers: gunicorn with two workers, asked by so many clients at once."""

from __future__ import annotations

import http.client
import re
import shutil
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager

SECONDS = 8
WARM = 2
WORKERS = 2


def requests_per_second(environment: dict[str, str], path: str, clients: int) -> tuple[float, str]:
    """The rate, and the program that asked."""
    command = [sys.executable, "-m", "bench.site_child", "--cookie"]
    cookie = subprocess.run(command, env=environment, check=True, capture_output=True, text=True).stdout.strip()
    with _served(environment) as port:
        _asked(port, path, cookie, clients, WARM)
        if wrk := shutil.which("wrk"):
            url = f"http://127.0.0.1:{port}{path}"
            asked = [wrk, "-t1", f"-c{clients}", f"-d{SECONDS}s", "-H", f"Cookie: {cookie}", url]
            told = subprocess.run(asked, check=True, capture_output=True, text=True).stdout
            if "Non-2xx" in told:
                raise RuntimeError(told)
            return float(re.search(r"Requests/sec:\s+([\d.]+)", told)[1]), "wrk"  # type: ignore[index]
        return _asked(port, path, cookie, clients, SECONDS), "own client"


@contextmanager
def _served(environment: dict[str, str]) -> Iterator[int]:
    with closing(socket.socket()) as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
    command = [sys.executable, "-m", "gunicorn", f"--workers={WORKERS}", f"--bind=127.0.0.1:{port}"]
    command += ["--log-level=error", "bench.site_child:served()"]
    server = subprocess.Popen(command, env=environment | {"PYTHONWARNINGS": "ignore"})
    try:
        _wait(port)
        yield port
    finally:
        server.terminate()
        server.wait()


def _wait(port: int) -> None:
    until = time.monotonic() + 60
    while time.monotonic() < until:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            time.sleep(0.2)
        else:
            return
    raise RuntimeError("gunicorn did not begin to serve.")


def _asked(port: int, path: str, cookie: str, clients: int, seconds: float) -> float:
    answered = [0] * clients
    until = time.monotonic() + seconds

    def ask(client: int) -> None:
        while time.monotonic() < until:
            connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
            connection.request("GET", path, headers={"Cookie": cookie})
            response = connection.getresponse()
            response.read()
            connection.close()
            answered[client] += response.status == 200

    threads = [threading.Thread(target=ask, args=(client,)) for client in range(clients)]
    start = time.monotonic()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if not sum(answered):
        raise RuntimeError(f"{path} was not answered.")
    return sum(answered) / (time.monotonic() - start)
