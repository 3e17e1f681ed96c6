"""The page Tìm. What the index finds is tested beside it (search/tests)."""

import pytest
from django.utils.html import strip_tags

from nhipcau.register.templatetags.register import highlight

from .office import make_plan, make_task


def page_of(client, words="", **more):
    return client.get("/tim/", {"q": words} | more)


def found(client, words, **more):
    """Numbers of plans, titles of tasks, names of agencies."""
    items = {group.kind: group.items for group in page_of(client, words, **more).context["groups"]}
    return (
        [item.row.number for item in items.get("plan", [])],
        [item.row.task.title for item in items.get("task", [])],
        [item.row.name for item in items.get("agency", [])],
    )


@pytest.mark.parametrize(
    "words",
    ["101/KH-UBND", "101 / KH - UBND", "số 101/kh-ubnd", "101-KH/UBND", "101/KH–UBND", "kế hoạch 101", "kh 101", "101"],
)
def test_a_document_is_found_by_its_number_in_every_spelling(words, province, lan, client_of):
    make_plan(province, "101/KH-UBND")
    make_plan(province, "1011/KH-UBND")
    assert found(client_of(lan), words)[0] == ["101/KH-UBND"]


@pytest.mark.parametrize("words", ["101/KH-UBND", "101 / KH - UBND"])
def test_a_whole_number_finds_no_other_document(words, province, lan, client_of):
    make_plan(province, "1011/KH-UBND")
    make_plan(province, "101/QĐ-UBND")
    assert found(client_of(lan), words)[0] == []


@pytest.mark.parametrize("words", ["biên giới", "bien gioi", "BIÊN GIỚI", "giới biên", "bie\u0302n gio\u031b\u0301i"])
def test_words_are_found_with_and_without_accents(words, tasks, lan, client_of):
    assert found(client_of(lan), words)[1] == [tasks.fair.title]


def test_plans_tasks_and_agencies_are_found_together_and_counted_in_words(tasks, trade, lan, client_of):
    response = page_of(client_of(lan), "công")
    assert response.context["summary"] == "1 kế hoạch, 2 nhiệm vụ, 1 cơ quan"
    assert "Tìm thấy 1 kế hoạch, 2 nhiệm vụ, 1 cơ quan cho “công”" in response.content.decode()
    titles = {tasks.fair.title, tasks.film.title}
    plans, named, agencies = found(client_of(lan), "công")
    assert (plans, set(named), agencies) == (["101/KH-UBND"], titles, [trade.name])


def test_only_kinds_with_hits_can_be_chosen(tasks, lan, client_of):
    def kinds(words, **more):
        return [link.label for link in page_of(client_of(lan), words, **more).context["tabs"]]

    assert kinds("công") == ["Tất cả (4)", "Kế hoạch (1)", "Nhiệm vụ (2)", "Cơ quan (1)"]
    assert kinds("biên giới") == ["Tất cả (1)", "Nhiệm vụ (1)"]
    assert kinds("biên giới", loai="ke-hoach") == ["Tất cả (1)", "Kế hoạch (0)", "Nhiệm vụ (1)"]
    assert kinds("xyzzy") == []


def test_a_kind_can_be_looked_through_page_by_page(plan, lan, client_of):
    for number in range(30):
        make_task(plan, f"Hội thảo {number}")
    first = page_of(client_of(lan), "hội thảo", loai="nhiem-vu")
    second = page_of(client_of(lan), "hội thảo", loai="nhiem-vu", trang=2)
    titles = [item.row.task.title for page in (first, second) for item in page.context["groups"][0].items]
    assert len(set(titles)) == len(titles) == 30
    everything = page_of(client_of(lan), "hội thảo")
    assert len(everything.context["groups"][0].items) == 10
    assert "Xem cả 30" in everything.content.decode()


def test_a_year_narrows_what_is_found(province, lan, client_of):
    for year in (2025, 2026):
        make_task(make_plan(province, f"{year}/KH-UBND", year), f"Hội chợ của năm {year}")
    assert found(client_of(lan), "hội chợ", nam="2025")[1] == ["Hội chợ của năm 2025"]
    assert len(found(client_of(lan), "hội chợ")[1]) == 2


def test_words_with_other_accents_come_last_and_are_told_apart(plan, lan, client_of):
    make_task(plan, "Bán hàng tại biên giới")
    make_task(plan, "Tuyên truyền về chị Hằng")
    response = page_of(client_of(lan), "Hằng")
    assert found(client_of(lan), "Hằng")[1] == ["Tuyên truyền về chị Hằng", "Bán hàng tại biên giới"]
    page = response.content.decode()
    assert (
        page.index("chị <mark>Hằng</mark>") < page.index("Chỉ giống khi bỏ dấu") < page.index("Bán <mark>hàng</mark>")
    )


def test_when_nothing_has_all_the_words_it_says_so(tasks, lan, client_of):
    response = page_of(client_of(lan), "hội chợ mặt trăng")
    assert response.context["groups"][0].items[0].row.task == tasks.fair
    assert "Không có kết quả nào có đủ các từ" in response.content.decode()


@pytest.mark.parametrize(
    ("words", "more", "way"),
    [
        ("hội chợ", {"nam": "2019"}, "Tìm trong mọi năm"),
        ('"chợ hội"', {}, "Tìm không có dấu ngoặc kép"),
        ("chợ -hội", {}, "Tìm mà không loại từ nào"),
        ("xyzxyz", {}, "Bớt từ hoặc dùng từ khác"),
    ],
)
def test_nothing_found_says_how_to_widen(words, more, way, tasks, lan, client_of):
    response = page_of(client_of(lan), words, **more)
    assert response.context["found"].total == 0
    assert way in response.content.decode()
    for link in response.context["wider"]:
        assert client_of(lan).get(f"/tim/{link.url}").context["found"].total


def test_a_year_without_anything_stays_chosen_and_quotation_marks_are_not_doubled(tasks, lan, client_of):
    page = page_of(client_of(lan), '"chợ hội"', nam="2019").content.decode()
    assert '<option value="2019" selected>' in page
    assert "Không tìm thấy gì cho “chợ hội”" in page


def test_a_stranger_finds_nothing_and_is_told_no_number(tasks, hoa, tam, client_of):
    for person in (hoa, tam):
        for words in ("biên giới", "101/KH-UBND", "Công Thương", "hoi"):
            response = page_of(client_of(person), words)
            assert response.context["found"].total == 0
            assert client_of(person).get("/tim/goi-y/", {"q": words}).content.strip() == b""


def test_an_officer_finds_own_tasks_only(tasks, minh, client_of):
    assert found(client_of(minh), "tập huấn")[1] == []
    assert found(client_of(minh), "hội chợ")[1] == [tasks.fair.title]


def test_a_plan_in_review_is_found_by_the_specialist_only(province, lan, minh, client_of):
    make_plan(province, "55/KH-UBND", state="review")
    assert found(client_of(lan), "55/KH-UBND")[0] == ["55/KH-UBND"]
    assert found(client_of(minh), "55/KH-UBND")[0] == []


@pytest.mark.parametrize("words", ["", "   ", "!?"])
def test_without_words_it_asks_for_some(words, tasks, lan, client_of):
    assert found(client_of(lan), words) == ([], [], [])


def test_hits_are_marked_where_they_stand(plan, lan, client_of):
    make_task(plan, "Đồng bào vùng biên giới <b>")
    page = page_of(client_of(lan), "dong bien").content.decode()
    assert "<mark>Đồng</mark> bào vùng <mark>biên</mark> giới &lt;b&gt;" in page


@pytest.mark.parametrize(
    ("text", "words", "marked"),
    [
        ("Hòa Bình", "hoa binh", "<mark>Hòa Bình</mark>"),
        ("Ủy ban", "uy", "<mark>Ủy</mark> ban"),
        ("a & b", "b", "a &amp; <mark>b</mark>"),
        ("abc", "", "abc"),
        ("abc", "x", "abc"),
        ("Hội chợ, hội thảo", '"hội chợ"', "<mark>Hội chợ</mark>, hội thảo"),
    ],
)
def test_marking_changes_no_letter(text, words, marked):
    assert highlight(text, words) == marked
    assert strip_tags(marked).replace("&amp;", "&") == text


def test_a_task_is_found_by_a_number_that_it_names(plan, lan, client_of):
    task = make_task(plan, "Thực hiện Kế hoạch số 235/KH-UBND")
    assert found(client_of(lan), "235 / KH - UBND")[1] == [task.title]


class TestSuggestions:
    def test_they_lead_to_what_begins_so(self, tasks, trade, lan, client_of):
        page = client_of(lan).get("/tim/goi-y/", {"q": "hội c"}).content.decode()
        assert f'href="/nhiem-vu/{tasks.fair.pk}/"' in page
        assert "<mark>hội chợ</mark>" in page
        assert f'href="/co-quan/{trade.pk}/"' in client_of(lan).get("/tim/goi-y/", {"q": "so cong"}).content.decode()

    def test_an_officer_gets_none_of_the_tasks_of_others(self, tasks, minh, client_of):
        assert client_of(minh).get("/tim/goi-y/", {"q": "tap hu"}).content.strip() == b""
