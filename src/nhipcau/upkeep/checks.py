"""The lines of the health page: what, how it stands, what to do."""

from __future__ import annotations

import os
import shutil
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from django.conf import settings
from django.core.cache import cache
from django.db import connection
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from nhipcau.history.sealing import head
from nhipcau.ui.words import number_words

from . import queries, rules, words
from .archive.version import is_up_to_date
from .models import Heartbeat, Run
from .rules import Level, Line
from .tools import tools


class Known:
    """What several lines look at, asked once."""

    def __init__(self) -> None:
        self.heartbeats = queries.workers()
        self.alive = queries.alive(self.heartbeats)
        self.queue = queries.queue()
        self.runs = queries.runs()

    def has(self, tool: str) -> bool:
        """Documents are opened by workers: what counts is their machines; this one when none of them is alive."""
        if self.alive:
            return all(beat.tools.get(tool) for beat in self.alive)
        return bool(_own_tools().get(tool))


def _own_tools() -> dict[str, bool]:
    return cache.get_or_set("upkeep.tools", tools, 300) or {}


def lines(known: Known | None = None) -> list[Line]:
    known = known or Known()
    return [
        database(),
        files(Path(settings.MEDIA_ROOT)),
        worker(known),
        jobs(known),
        fonts(known),
        office(known),
        ocr(known),
        backup(known),
        drill(known),
        log(known),
    ]


def database() -> Line:
    what = _("Database")
    version = ".".join(str(part) for part in connection.get_database_version())
    name = f"{connection.display_name} {version}"
    if not is_up_to_date(connection):
        told = _("%(name)s answers, but is not prepared for this version.") % {"name": name}
        return Line("database", what, Level.BROKEN, told, _("Run manage.py migrate and restart web and worker."))
    return Line("database", what, Level.WELL, _("%(name)s answers.") % {"name": name})


def files(root: Path) -> Line:
    what = _("Files and disk")
    folder = next(path for path in (root, *root.parents) if path.exists())
    if not os.access(folder, os.W_OK):
        told = _("The folder %(folder)s cannot be written. No file can be uploaded.") % {"folder": folder}
        remedy = _("Give the user that runs the site the right to write there.")
        return Line("files", what, Level.BROKEN, told, remedy)
    disk = shutil.disk_usage(folder)
    level = rules.disk_level(disk.free, disk.total)
    told = _("%(free)s of %(total)s are free.") % {"free": words.space(disk.free), "total": words.space(disk.total)}
    remedy = "" if level == Level.WELL else _("Make room on the disk of %(folder)s, or put in a larger one.")
    return Line("files", what, level, told, remedy % {"folder": folder})


def disk_facts() -> dict[str, int]:
    root = Path(settings.MEDIA_ROOT)
    disk = shutil.disk_usage(next(path for path in (root, *root.parents) if path.exists()))
    return {"free": disk.free, "total": disk.total}


def worker(known: Known) -> Line:
    what = _("Background worker")
    if known.alive:
        machines = ", ".join(sorted({beat.machine for beat in known.alive}))
        told = ngettext(
            "%(count)s worker is alive, on %(machines)s.",
            "%(count)s workers are alive, on %(machines)s.",
            len(known.alive),
        )
        return Line("worker", what, Level.WELL, told % {"count": len(known.alive), "machines": machines})
    remedy = _("Start the service nhipcau-worker, and look into its log.")
    return Line("worker", what, Level.BROKEN, _silent(known.heartbeats), remedy)


def _silent(heartbeats: list[Heartbeat]) -> str:
    if not heartbeats:
        return _("No worker is running. Uploaded files are not read.")
    last = max(beat.seen_at for beat in heartbeats)
    told = _("No worker is running; the last sign of one was %(ago)s. Uploaded files are not read.")
    return told % {"ago": words.ago(timezone.now() - last)}


def jobs(known: Known) -> Line:
    waiting, waits = known.queue.waiting, known.queue.waits
    level = rules.queue_level(waits)
    told = ngettext("%(count)s job is waiting.", "%(count)s jobs are waiting.", waiting) % {"count": waiting}
    if not waiting:
        told = _("Nothing is waiting.")
    elif waits:
        told += " " + _("The oldest came %(ago)s.") % {"ago": words.ago(waits)}
    remedy = "" if level == Level.WELL else _("Start a further worker, or see why the present one is held up.")
    return Line("jobs", _("Waiting jobs"), level, told, remedy)


def fonts(known: Known) -> Line:
    return _tool(
        known.has("fonts"),
        Line("fonts", _("Fonts"), Level.WELL, _("Times New Roman or its twin is here, with Vietnamese letters.")),
        _("No font with the widths of Times New Roman and Vietnamese letters. PDF copies would look different."),
        _("Install the package fonts-liberation2 on the machines of the workers."),
    )


def office(known: Known) -> Line:
    return _tool(
        known.has("office"),
        Line("office", "LibreOffice", Level.WELL, _("Old Word files can be opened.")),
        _("LibreOffice is missing. Old Word files (.doc) are refused."),
        _("Install the package libreoffice-writer-nogui on the machines of the workers."),
    )


def ocr(known: Known) -> Line:
    here = Line("ocr", _("Text recognition"), Level.WELL, _("Scans can be read, in Vietnamese."))
    if not settings.UPLOAD_OCR:
        return Line("ocr", here.what, Level.WELL, _("Switched off in the settings (UPLOAD_OCR)."))
    missing = _("OCRmyPDF or Tesseract with Vietnamese is missing. Scans are refused.")
    return _tool(known.has("ocr"), here, missing, _("Install the packages ocrmypdf and tesseract-ocr-vie."))


def _tool(found: bool, well: Line, missing: str, remedy: str) -> Line:
    return well if found else Line(well.key, well.what, Level.LOOK, missing, remedy)


def backup(known: Known) -> Line:
    never = _("There has been no backup yet.")
    remedy = _("Start the timer nhipcau-backup, or run manage.py backup; see docs/operations.md.")
    return _run(known.runs.get("backup"), "backup", _("Last backup"), never, remedy, rules.BACKUP_OLD)


def drill(known: Known) -> Line:
    never = _("No backup has ever been restored as a drill. Nobody knows whether it would help.")
    remedy = _("Start the timer nhipcau-drill, or run manage.py restore --drill with the newest backup.")
    return _run(known.runs.get("drill"), "drill", _("Restore drill"), never, remedy, rules.DRILL_OLD)


def log(known: Known) -> Line:
    never = _("The log has not been checked yet.")
    remedy = _("Run manage.py history_verify. If the log is broken, keep the newest backups and find out who.")
    line = _run(known.runs.get("log"), "log", _("Log unbroken"), never, remedy, rules.LOG_OLD)
    number, seal = head()
    told = _("The newest entry is number %(number)s, its seal begins with %(seal)s.")
    return replace(line, told=f"{line.told} {told % {'number': number, 'seal': seal[:16]}}")


def _run(run: Run | None, key: str, what: str, never: str, remedy: str, old: timedelta) -> Line:
    if run is None:
        return Line(key, what, Level.LOOK, never, remedy)
    age = timezone.now() - run.finished_at
    level = rules.age_level(age, run.good, old)
    if not run.good:
        told = _("The last attempt failed, %(ago)s. The log of its service says why.") % {"ago": words.ago(age)}
    else:
        told = _("Went well, %(ago)s.") % {"ago": words.ago(age)}
        told += f" {_figures(run)}" if run.data.get("rows") else ""
    return Line(key, what, level, told, "" if level == Level.WELL else remedy)


def _figures(run: Run) -> str:
    figures = {"rows": number_words(run.data["rows"]), "files": number_words(run.data.get("files", 0))}
    if "files" not in run.data:  # the log has none
        return _("%(rows)s log entries.") % figures
    if size := run.data.get("size"):
        return _("%(rows)s rows, %(files)s files, %(size)s.") % {**figures, "size": words.space(size)}
    return _("%(rows)s rows, %(files)s files.") % figures
