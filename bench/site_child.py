"""`python -m bench.site_child [SCREEN...]`: what each screen costs on the database of DATABASE_URL, in process.

Prints JSON: by screen the times of the requests in milliseconds, the processor time of one (``work``) and the number of
queries. Every request passes all the middleware, as on the site; so does the yardstick, `bare`. gunicorn serves the
site with the yardstick from `bench.site_child:served()`.

With `--cookie` it only signs a specialist in and prints the cookie. With `--settle` it does for a database that was
just filled what PostgreSQL does by itself some minutes later: it takes statistics, and puts the new words, which every
search must read one by one until then, into the index.
"""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Callable, Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

REPEAT = int(os.environ.get("BENCH_REPEAT", "15"))
WARM = 5
BARE = """<!doctype html><title>Tasks</title><table>{% for task in tasks %}<tr><td>{{ task.number }}</td>
<td>{{ task.title }}</td><td>{{ task.plan.number }}</td>
<td>{{ task.due_on|date:"d/m/Y" }}</td><td>{{ task.status }}</td>
</tr>{% endfor %}</table>"""

Get = Callable[[str], Any]


def main(*wanted: str) -> None:
    import_module("nhipcau.config.wsgi")  # as production starts: what is loaded stays out of collections
    if "--settle" in wanted:
        settle()
        return
    people = sign_in()
    if "--cookie" in wanted:
        print("; ".join(f"{name}={cookie.value}" for name, cookie in people["specialist"].cookies.items()))
        return
    add_yardstick()
    costs = {}
    for name, who, address in screens():
        if not wanted or name.startswith(wanted):
            costs[name] = measured(people[who].get, address)
    json.dump(costs, sys.stdout)


def settle() -> None:
    from django.db import connection

    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("VACUUM ANALYZE")


def served() -> Any:
    """The site for gunicorn, with the yardstick."""
    from nhipcau.config.wsgi import application

    add_yardstick()
    return application


def sign_in() -> dict[str, Any]:
    """A specialist, a leader and the officer of a commune of the first province, each with a browser."""
    from django.test import Client

    from nhipcau.organizations.models import Appointment, Province

    posts = Appointment.objects.filter(agency__province=Province.objects.earliest("pk")).select_related("user")
    chosen = {
        "specialist": posts.filter(role="specialist"),
        "leader": posts.filter(role="leader"),
        "officer": posts.filter(role="officer", agency__kind="commune"),
    }
    people = {}
    for who, found in chosen.items():
        people[who] = Client(headers={"host": "localhost"})
        people[who].force_login(found[0].user, backend="django.contrib.auth.backends.ModelBackend")
    return people


def add_yardstick() -> None:
    """/bare/: the rows of the first page of the list, read with one query, in a plain table."""
    from django.http import HttpRequest, HttpResponse
    from django.template import engines
    from django.urls import clear_url_caches, path
    from django.utils import timezone

    from nhipcau.config import urls
    from nhipcau.register.filters import TaskFilter
    from nhipcau.register.queries import filtered
    from nhipcau.register.reader import Reader

    template = engines["django"].from_string(BARE)

    def bare(request: HttpRequest) -> HttpResponse:
        today = timezone.localdate()
        tasks = filtered(Reader(request.user), TaskFilter(nam=str(today.year)), today)  # type: ignore[arg-type]
        return HttpResponse(template.render({"tasks": tasks.select_related("plan")[:25]}, request))

    urls.urlpatterns.append(path("bare/", bare))
    clear_url_caches()


def screens() -> Iterator[tuple[str, str, str]]:
    """Name, who looks, address."""
    from nhipcau.organizations.models import Province
    from nhipcau.plans.models import Plan, PlanTask, TaskAgency

    province = Province.objects.earliest("pk")
    plans = Plan.objects.filter(province=province, state="confirmed")
    tasks = PlanTask.objects.filter(plan__in=plans)
    group = TaskAgency.objects.filter(task__in=tasks, group__name__startswith="UBND").earliest("pk")
    lead = TaskAgency.objects.filter(task__in=tasks, role="lead").exclude(agency=None).earliest("pk").agency_id
    plan, task = plans.earliest("pk"), group.task_id
    yield "bare", "specialist", "/bare/"
    yield "list", "specialist", "/nhiem-vu/"
    yield "list-officer", "officer", "/nhiem-vu/"
    yield "list-filtered", "specialist", f"/nhiem-vu/?chu_tri={lead}&trang_thai=dang&nam=tat-ca"
    yield "list-filters", "specialist", "/nhiem-vu/?loc=mo"
    yield "list-deep", "specialist", "/nhiem-vu/?nam=tat-ca&trang=250"
    yield "list-by-lead", "specialist", "/nhiem-vu/?xep=chu-tri"
    yield "home", "specialist", "/"
    yield "home-officer", "officer", "/"
    yield "home-leader", "leader", "/"
    yield "month", "specialist", "/lich/"
    yield "year", "specialist", f"/lich/?nam={plan.year}"
    yield "year-officer", "officer", f"/lich/?nam={plan.year}"
    yield "timeline", "specialist", "/tien-trinh/"
    yield "task", "specialist", f"/nhiem-vu/{task}/"
    yield "task-officer", "officer", f"/nhiem-vu/{task}/"
    yield "plans", "specialist", "/ke-hoach/"
    yield "plan", "specialist", f"/ke-hoach/{plan.pk}/"
    yield "search-common", "specialist", "/tim/?q=tổ chức"
    yield "search-rare", "specialist", "/tim/?q=famtrip"
    yield "search-folded", "specialist", "/tim/?q=lang nghe truyen thong"
    yield "search-number", "specialist", f"/tim/?q={plan.number}"
    yield "search-officer", "officer", "/tim/?q=tổ chức"
    yield "log", "specialist", "/nhat-ky/"


def measured(get: Get, address: str) -> dict[str, Any]:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    for _ in range(WARM):
        response = get(address)
        assert response.status_code == 200, (address, response.status_code)  # noqa: S101 - a bench of errors is none
    times, work = [], processor_time()
    for _ in range(REPEAT):
        start = time.perf_counter()
        get(address)
        times.append((time.perf_counter() - start) * 1000)
    work = (processor_time() - work) * 1000 / REPEAT
    with CaptureQueriesContext(connection) as counted:
        get(address)
    return {"times": times, "work": work, "queries": len(counted)}


def processor_time() -> float:
    """Seconds of this process, and of PostgreSQL's that serves it when it runs on this machine."""
    from django.db import connection

    if connection.vendor != "postgresql":
        return time.process_time()
    backend = Path(f"/proc/{connection.connection.info.backend_pid}/stat")  # type: ignore[union-attr]
    if not backend.exists():
        return time.process_time()
    user, system = backend.read_text().rsplit(")", 1)[1].split()[11:13]
    return time.process_time() + (int(user) + int(system)) / os.sysconf("SC_CLK_TCK")


if __name__ == "__main__":
    sys.path[:0] = ["src", "."]
    main(*sys.argv[1:])
