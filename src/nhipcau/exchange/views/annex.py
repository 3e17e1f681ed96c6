"""The list as an annex in Word, with the filter of the screen."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO

from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from nhipcau.exchange.annex import MOST, annex_of
from nhipcau.organizations.permissions import province_of
from nhipcau.register.page import ListPage
from nhipcau.register.queries import with_agencies
from nhipcau.register.rows import Row
from nhipcau.ui.words import number_words

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@require_GET
def annex(request: HttpRequest) -> HttpResponse | FileResponse:
    """In the order of the plans, unless another one was chosen on the screen."""
    here = ListPage.of(request)
    if not here.wanted.xep:
        here = replace(here, wanted=replace(here.wanted, xep="ke-hoach"))
    tasks = list(with_agencies(here.tasks)[: MOST + 1])
    if len(tasks) > MOST:
        words = _("An annex holds at most %(most)s tasks. Choose a year or another filter first.")
        messages.warning(request, words % {"most": number_words(MOST)})
        return HttpResponseRedirect(reverse("register:tasks") + here.wanted.query())
    filters = " · ".join(chip.label for chip in here.chips())
    author = str(province_of(here.reader.user) or "")
    rows = (Row(task, here.today) for task in tasks)
    data = annex_of(rows, year=here.wanted.year, filters=filters, today=here.today, author=author)
    name = f"phu-luc-nhiem-vu-{here.today:%Y-%m-%d}.docx"
    return FileResponse(BytesIO(data), as_attachment=True, filename=name, content_type=DOCX)
