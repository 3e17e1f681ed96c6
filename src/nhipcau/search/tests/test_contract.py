"""What every back end answers. The texts and the queries are data; on PostgreSQL the same tests run by `make test`."""

from __future__ import annotations

import csv
import json
import random
import unicodedata
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from nhipcau.search import expansion
from nhipcau.search.index import index
from nhipcau.search.words import keys
from vanban.text import fold

from .conftest import plain

pytestmark = pytest.mark.django_db
CASES = Path(__file__).parent / "cases"


def rows(name):
    with (CASES / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture
def names(shelf):
    """The texts of the cases on the shelf; the number of each and its name."""
    texts = rows("texts")
    return {shelf.add(row["title"], row["body"], number=row["number"]): row["id"] for row in texts}


def test_each_query_finds_what_it_should_and_nothing_else(names, shelf):
    wrong = []
    for case in rows("queries"):
        found = index.search(case["query"], readable=shelf.everything, kinds=["task"])
        hits = [] if found.query.loose else found.hits("task", limit=100)
        told = " ".join(sorted(names[hit.object_id] for hit in hits))
        exact = " ".join(sorted(names[hit.object_id] for hit in hits if hit.exact))
        if (told, exact) != (case["found"], case["exact"]):
            wrong.append(f"{case['query']}: {told} ({exact})")
        if hits:
            assert (found.total, found.exact) == (len(hits), sum(hit.exact for hit in hits))
            assert hits == sorted(hits, key=lambda hit: not hit.exact), case["query"]
    assert wrong == []


@pytest.mark.parametrize("form", ["NFC", "NFD", "NFKC", "NFKD"])
def test_the_way_in_which_letters_are_coded_does_not_matter(form, names, shelf):
    typed = unicodedata.normalize(form, "Đổi mới nội dung bản tin")
    assert shelf.found(typed) == ["Đổi mới nội dung bản tin"]


class TestRanking:
    def test_a_title_outranks_a_body_and_words_side_by_side_outrank_scattered_ones(self, shelf):
        shelf.add("Họp giao ban", "trao đổi về báo chí và hội nghị")
        shelf.add("Hội thảo về báo của chí sĩ")
        shelf.add("Gặp mặt báo chí")
        assert shelf.found("báo chí") == ["Gặp mặt báo chí", "Hội thảo về báo của chí sĩ", "Họp giao ban"]
        assert shelf.found("bao chi") == ["Gặp mặt báo chí", "Hội thảo về báo của chí sĩ", "Họp giao ban"]

    def test_a_document_comes_before_those_that_name_it(self, shelf):
        shelf.add("Triển khai Kế hoạch số 12/KH-UBND, Kế hoạch 12/KH-UBND", "12/KH-UBND 12/KH-UBND")
        shelf.add("Kế hoạch 12/KH-UBND", number="12/KH-UBND")
        shelf.add("Kế hoạch 12 năm", "kế hoạch 12 năm kế hoạch 12")
        for typed in ("12/KH-UBND", "kế hoạch 12", "kh 12", "12"):
            assert shelf.found(typed)[0] == "Kế hoạch 12/KH-UBND"

    def test_of_the_names_of_an_agency_the_one_that_was_typed_comes_first(self, shelf, monkeypatch):
        names = ["Sở Một Hai Ba", "Sở Một Hai", "Sở Một"]
        monkeypatch.setattr(expansion, "_names", [lambda provinces, runs: {"Sở MHB": names}])
        shelf.add_all(*reversed(names), "Sở Bốn")
        assert shelf.found("Sở MHB") == names

    def test_right_accents_come_first_however_rare_they_are(self, shelf):
        for number in range(60):
            shelf.add(f"Bán hàng {number} hàng hàng")
        shelf.add("Một lần gặp chị Hằng", "x " * 300)
        found = index.search("hằng", readable=shelf.everything, kinds=["task"])
        assert plain(found.hits("task")[0].title) == "Một lần gặp chị Hằng"
        assert (found.totals["task"].exact, found.totals["task"].only_folded) == (1, 60)

    def test_pages_follow_each_other_over_the_border_of_accents_and_of_what_is_looked_at_closely(self, shelf):
        for number in range(150):
            shelf.add(f"đối {number}")
            shelf.add(f"đội {number}")
        found = index.search("đối", readable=shelf.everything, kinds=["task"])
        pages = [found.hits("task", offset=offset, limit=25) for offset in range(0, 325, 25)]
        hits = [hit for page in pages for hit in page]
        assert len(hits) == len({hit.object_id for hit in hits}) == found.total == 300
        assert [hit.exact for hit in hits] == [True] * 150 + [False] * 150

    @pytest.mark.parametrize("few", [1, 7, 8, 9, 20, 21, 1000])
    def test_few_are_ranked_as_many_are(self, few, shelf, monkeypatch):
        for number in range(7):
            shelf.add(f"Việc {number}", "họp " * number + "chung " * (9 - number) + "đối ngoại")
        for number in range(13):
            shelf.add(f"Việc {number}", "đội ngoài " * (number + 1))
        monkeypatch.setattr("nhipcau.search.backends.sqlite.FEW", 10**6)
        wanted = [_told(shelf, typed) for typed in ("đối ngoại", "doi ngoai", "đối ngoại -họp", "ngoại xyz")]
        assert [(total, exact) for total, exact, _ids in wanted] == [(20, 7), (20, 20), (14, 1), (20, 7)]
        monkeypatch.setattr("nhipcau.search.backends.sqlite.FEW", few)
        assert [_told(shelf, typed) for typed in ("đối ngoại", "doi ngoai", "đối ngoại -họp", "ngoại xyz")] == wanted


def _told(shelf, typed):
    found = index.search(typed, readable=shelf.everything, kinds=["task"])
    return found.total, found.exact, [hit.object_id for hit in found.hits("task", limit=100)]


class TestLooseAnswers:
    def test_when_nothing_has_all_the_words_some_will_do_and_more_are_better(self, shelf):
        shelf.add_all("Hội chợ vùng cao", "Hội nghị", "Chợ hội mùa xuân", "Đua thuyền")
        found = index.search("hội chợ mùa thu", readable=shelf.everything, kinds=["task"])
        assert found.query.loose
        assert plain(found.hits("task")[0].title) == "Chợ hội mùa xuân"
        assert found.total == 3

    @pytest.mark.parametrize("typed", ["và xyz", "của các trong", "xyz"])
    def test_small_words_alone_find_nothing_loosely(self, typed, shelf):
        shelf.add("Hòa bình và hữu nghị")
        assert index.search(typed, readable=shelf.everything).total == 0

    def test_what_must_not_be_stays_out(self, shelf):
        shelf.add_all("Hội chợ", "Hội nghị")
        found = index.search("hội xyz -chợ", readable=shelf.everything, kinds=["task"])
        assert [plain(hit.title) for hit in found.hits("task")] == ["Hội nghị"]


class TestEveryTextIsFoundByItsWords:
    TEXTS = [
        "Tổ chức Tuần phim “Sắc màu di sản” lần thứ 2 tại xã Vĩnh Hòa (Lam Hải), 15-20/8/2026",
        "Phối hợp với Đài PT&TH sản xuất 04 phóng sự; phát sóng VTV1, VTV4 & YouTube",
        "Đón đoàn famtrip 12 nước ASEAN/EU – khảo sát tuyến QL.4B, giá 2.500.000đ/người",
        "Thuê bao 0987.654.321, email: a-b@c.vn; 100% cán bộ (kể cả cấp xã)",
        "Ký kết MOU với tỉnh Champasak; quỹ thuỷ lợi; hoà giải; khoẻ đẹp; uỷ quyền; quí vị",
    ]  # fmt: skip

    def test_any_run_of_its_words_with_and_without_accents(self, shelf):
        vocabulary = Path(__file__).parents[2] / "demo" / "vocabulary" / "tasks.txt"
        lines = [line for line in vocabulary.read_text("utf-8").splitlines() if line.strip()]
        texts = [*self.TEXTS, *random.Random(5).sample(lines, min(40, len(lines)))]  # noqa: S311
        shelf.add_all(*texts)
        dice = random.Random(7)  # noqa: S311
        for text in texts:
            words = text.split()
            first = dice.randrange(len(words))
            run = " ".join(words[first : first + dice.randint(1, 5)]).replace('"', " ").lstrip("-–& ")
            if keys(run):
                for typed in (run, fold(run), f'"{fold(run)}"', run.upper()):
                    assert text in shelf.found(typed), (text, typed)

    @settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
    @given(st.text(min_size=1, max_size=60).filter(lambda text: bool(keys(text))))
    def test_whatever_letters_it_has(self, shelf, text):
        number = shelf.add(text)
        typed = " ".join(key.folded for key in keys(text)[:4])
        for query in (f'"{typed}"', typed):
            ids = [hit.object_id for hit in index.search(query, readable=shelf.everything).hits("task", limit=1000)]
            assert number in ids


# What has a number behind it is repeated so often.
HOSTILE = [
    case if isinstance(case, str) else case[0] * case[1]
    for case in json.loads((CASES / "hostile.json").read_text("utf-8"))
]


@pytest.mark.parametrize("typed", HOSTILE, ids=lambda typed: ascii(typed[:12]))
def test_nothing_that_can_be_typed_is_an_error(typed, shelf):
    shelf.add("a b ệ 41/KH-UBND", number="41/KH-UBND")
    found = index.search(typed, readable=shelf.everything, kinds=["task"])
    assert len(found.hits("task")) == found.total <= 1
    assert len(index.suggest(typed, readable=shelf.everything)) <= 1


@pytest.mark.parametrize("typed", ["#e1", "#r1", "#ktask", "=n41kh", "#y0"])
def test_marks_cannot_be_typed(typed, shelf):
    shelf.add("Không có gì", number="41/KH-UBND")
    assert shelf.found(typed) == shelf.found(f'"{typed}"') == []
