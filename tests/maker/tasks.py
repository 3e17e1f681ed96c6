"""Tasks of a plan with everything that a row of a table or a block of the body may say about them."""

from __future__ import annotations

from dataclasses import dataclass

from .citing import Citing
from .luck import Luck
from .names import NOBODY, Agencies, Offices
from .sums import Purse, Sum
from .times import NO_TIME, Time, make_time
from .words import COMMUNES, Sentence, lines, lists


@dataclass(frozen=True)
class Task:
    title: str
    points: tuple[str, ...] = ()
    lead: Agencies = NOBODY
    coordinating: Agencies = NOBODY
    time: Time = NO_TIME
    budget: Sum | None = None
    output: str = ""
    note: str = ""

    def to_json(self, key: str, *, number: str, group: str | None) -> dict[str, object]:
        """In the shape of plans/gold/schema.json; ``key`` is "A:III.2" for a row, "B:2.1" for a block of the body."""
        return {
            "id": key,
            "key": self.title,
            "source": "appendix" if key.startswith("A") else "body",
            "number": number,
            "group": group,
            "title": self.title,
            "alt_titles": [],
            "lead_text": self.lead.text or None,
            "lead_agencies": list(self.lead.units),
            "coordinating_text": self.coordinating.text or None,
            "coordinating_agencies": list(self.coordinating.units),
            "time_text": self.time.text.rstrip(".") or None,
            "time": self.time.to_json(),
            "budget": self.budget.to_json() if self.budget else None,
            "sub_items": list(self.points),
            "details": [],
            "source_lines": None,
        }


@dataclass(frozen=True)
class Writer:
    """Makes tasks of one field in one office's manner."""

    luck: Luck
    year: int
    offices: Offices
    purse: Purse
    citing: Citing
    with_budget: bool

    def write(self, fields: list[str], count: int) -> list[Task]:
        sentences = [sentence for field in fields for sentence in lists("tasks")[field]]
        titles: dict[str, Sentence] = {}
        while len(titles) < count:
            sentence = self.luck.one(sentences)
            title = self._title(sentence.text, often=0.25 if count < len(sentences) / 2 else 0.9, place=len(titles))
            titles.setdefault(title, sentence)
        return [self._task(title, sentence) for title, sentence in titles.items()]

    def _title(self, text: str, *, often: float, place: int) -> str:
        if self.luck.often(often):
            before = self.luck.one(("Tiếp tục", "Phối hợp", "Tham mưu", "", f"Phối hợp với {self.offices.agency()}"))
            after = self.luck.one(("tại {c}", "(đợt {n})", "trên địa bàn {c}", ", báo cáo kết quả theo quy định", ""))
            text = f"{before} {text[0].lower() + text[1:]}" if before else text
            text += (" " if after[:1] not in (",", "") else "") + after
        written = text.format(y=self.year, cite="{cite}", c=f"xã {self.luck.one(COMMUNES)}", n=place + 1)
        return self.citing.fill(written) + self.luck.weighted({"": 7, ".": 3})

    def _task(self, title: str, sentence: Sentence) -> Task:
        money = self.with_budget and self.luck.often(0.75)
        lead, coordinating = self.offices.pair()
        title = title.rstrip(".") + ":" if sentence.points and self.luck.often(0.5) else title
        return Task(
            title=title,
            points=sentence.points,
            lead=lead,
            coordinating=coordinating,
            time=make_time(self.luck, self.year),
            budget=self.purse.make() if money else None,
            output=self.luck.one(lines("outputs")),
            note=self.luck.weighted({"": 6, "Lồng ghép": 1, "Nhiệm vụ mới": 1, "Chuyển tiếp từ năm trước": 1}),
        )
