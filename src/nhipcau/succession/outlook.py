"""The dry run: everything that an event would change or touch, before anything is changed."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from django.utils import timezone
from django.utils.translation import gettext as _

from nhipcau.organizations.models import Agency, AgencyGroup, Appointment, Delegation
from nhipcau.organizations.queries import group_names
from nhipcau.ui.words import day_words

from .drafts import Body, Draft
from .functions import THIS_WORK, functions
from .models import Transfer
from .rules import ENDING, ONE_DAY, WHOLE, Fault, Life, Step, faults
from .touching import Touched, touched
from .words import FAULTS


@dataclass(frozen=True)
class Move:
    """A post that goes from one agency to another, on the day of the event or when it begins later."""

    appointment: Appointment
    new: Agency | Body | None
    on: date


@dataclass
class Outlook:
    draft: Draft
    moves: list[Move] = field(default_factory=list)
    groups: list[tuple[AgencyGroup, Agency]] = field(default_factory=list)
    children: list[Agency] = field(default_factory=list)

    @property
    def faults(self) -> list[str]:
        """Why the event cannot be, in sentences; none when it can."""
        return [sentence for _code, sentence in self.refusals]

    @cached_property
    def refusals(self) -> list[tuple[str, str]]:
        """The same with the code of each."""
        draft = self.draft
        lives = {agency.pk: Life(agency.valid_from, agency.valid_to) for agency in (*draft.olds, *draft.news)}
        names = {agency.pk: agency.name for agency in (*draft.olds, *draft.news)}
        known = [Step(*row) for row in _steps_of(draft)]
        found = faults(draft.kind, draft.steps, lives, known)
        found += [Fault("elsewhere", one.pk) for one in draft.olds + draft.news if one.province_id != draft.province.pk]
        return [(fault.code, str(FAULTS[fault.code]) % {"agency": names.get(fault.agency or 0, "")}) for fault in found]

    @property
    def is_ahead(self) -> bool:
        return self.draft.on > timezone.localdate()

    @property
    def ends(self) -> list[Agency]:
        return self.draft.olds if self.draft.kind in ENDING else []

    @property
    def new_lead(self) -> Agency | Body | None:
        """Who leads this work in the province from now on, when it is another one."""
        lead = next((old for old in self.draft.olds if old.pk == self.draft.province.lead_department_id), None)
        new = self.draft.successor(lead, THIS_WORK) if lead else None
        return None if new == lead else new

    @property
    def concerned(self) -> list[Agency]:
        """The agencies that hand on their part in this work."""
        return [old for old in self.draft.olds if self.draft.successor(old, THIS_WORK) != old]

    @cached_property
    def sections(self) -> list[Touched]:
        """What changes and what is touched, in words; headings without anything are left out."""
        told = [
            Touched(_("What goes where"), len(self.draft.handovers), tuple(handover_words(self.draft))),
            Touched(_("Agencies that end"), len(self.ends), tuple(self._end_words())),
            Touched(_("New agencies"), len(self.draft.bodies), tuple(body.name for body in self.draft.bodies)),
            *self._people(),
            *touched(self.concerned),
            *self._names(),
        ]
        return [section for section in told if section.count]

    def _end_words(self) -> list[str]:
        last_day = day_words(self.draft.on - ONE_DAY)
        return [_("%(agency)s, last day %(day)s") % {"agency": old.name, "day": last_day} for old in self.ends]

    def _people(self) -> list[Touched]:
        lines = []
        for move in self.moves:
            post = move.appointment
            values = {"person": post.user, "role": post.get_role_display(), "old": post.agency.name}
            if move.new:
                values["new"] = move.new.name
                lines.append(_("%(person)s, %(role)s: from %(old)s to %(new)s") % values)
            else:
                lines.append(_("%(person)s, %(role)s: the post at %(old)s ends") % values)
        lead = [_("New lead department: %(agency)s") % {"agency": self.new_lead.name}] if self.new_lead else []
        return [Touched(_("People and their rights"), len(lines) + len(lead), (*lead, *lines))]

    def _names(self) -> list[Touched]:
        ended = [agency.pk for agency in self.ends]
        aliases = [f"“{alias.text}” – {old.name}" for old in self.ends for alias in old.aliases.order_by("text")]
        kinds = sorted({old.kind for old in self.ends})
        by_kind = [
            group.name
            for group in AgencyGroup.objects.filter(province=self.draft.province)
            if set(group.kinds) & set(kinds) and ended
        ]
        named = [
            _("%(group)s: %(agency)s joins as the successor") % {"group": group.name, "agency": self._after(old)}
            for group, old in self.groups
        ]
        kind_words = ", ".join(group_names(kinds))
        whole = [_("%(group)s: by kind (%(kinds)s)") % {"group": name, "kinds": kind_words} for name in by_kind]
        children = [
            _("%(agency)s, then under %(new)s") % {"agency": child.name, "new": self._after(child.parent)}
            for child in self.children
        ]
        return [
            Touched(_("Other spellings, which stay with the old name"), len(aliases), tuple(aliases)),
            Touched(_("Groups"), len(named) + len(whole), (*named, *whole)),
            Touched(_("Bodies under it"), len(children), tuple(children)),
        ]

    def _after(self, old: Agency | None) -> str:
        new = self.draft.successor(old, WHOLE) if old else None
        return new.name if new else "–"

    @cached_property
    def token(self) -> str:
        """Stands for exactly this outlook: whoever applies it has seen what it will do."""
        told = repr([(section.title, section.count, section.lines) for section in self.sections])
        return hashlib.sha256(f"{self.draft!r}{told}".encode()).hexdigest()[:16]


def succession_plan(draft: Draft) -> Outlook:
    """Look at what an event would do. Changes nothing."""
    outlook = Outlook(draft)
    ended = [old.pk for old in outlook.ends]
    posts = Appointment.objects.filter(agency__in=ended).exclude(valid_to__lt=draft.on)
    for post in posts.select_related("user", "agency").order_by("agency__name", "pk"):
        starts = max(post.valid_from or draft.on, draft.on)
        outlook.moves.append(Move(post, draft.successor(post.agency, THIS_WORK), starts))
    for old in outlook.ends:
        groups = AgencyGroup.objects.filter(named=old) if draft.successor(old, WHOLE) else []
        outlook.groups += [(group, old) for group in groups]
    under = Agency.objects.filter(parent__in=ended).exclude(valid_to__lt=draft.on).select_related("parent")
    outlook.children = [child for child in under.order_by("name") if child.pk not in ended]
    return outlook


def handover_words(draft: Draft) -> list[str]:
    """Each line: what goes from whom to whom."""
    lines = []
    for handover in draft.handovers:
        values = {"old": handover.old.name, "function": functions().get(handover.function, handover.function)}
        if handover.new is None:
            lines.append(_("%(old)s ends without a successor") % values)
            continue
        values["new"] = handover.new.name
        if handover.function:
            lines.append(_("%(function)s: from %(old)s to %(new)s") % values)
        elif len(draft.handovers) > len(draft.olds):
            lines.append(_("everything else: from %(old)s to %(new)s") % values)
        else:
            lines.append(_("everything: from %(old)s to %(new)s") % values)
    return lines


def _steps_of(draft: Draft) -> list[tuple[int, int | None, str, date]]:
    standing = Transfer.objects.filter(event__province=draft.province, withdrawn=False)
    return list(standing.values_list("old", "new", "function", "effective_on"))


def delegations_of(move: Move) -> list[Delegation]:
    """Those that would reach beyond the move."""
    return list(Delegation.objects.filter(appointment=move.appointment).exclude(valid_to__lt=move.on))
