import pytest
from django.utils.html import strip_tags

from nhipcau.register.search import number_key, numbers_sought
from nhipcau.register.templatetags.register import highlight

from .office import make_plan, make_task


def found(client, words):
    context = client.get("/tim/", {"q": words}).context
    return [plan.number for plan in context["plans"]], [row.task.title for row in context["rows"]]


@pytest.mark.parametrize(
    "words",
    ["101/KH-UBND", "101 / KH - UBND", "số 101/kh-ubnd", "101-KH/UBND", "101/KH–UBND", "kế hoạch 101", "kh 101", "101"],
)
def test_a_document_is_found_by_its_number_in_every_spelling(words, province, lan, client_of):
    make_plan(province, "101/KH-UBND")
    make_plan(province, "1011/KH-UBND")
    assert found(client_of(lan), words)[0][0] == "101/KH-UBND"


@pytest.mark.parametrize("words", ["101/KH-UBND", "101 / KH - UBND"])
def test_a_whole_number_finds_no_other_document(words, province, lan, client_of):
    make_plan(province, "1011/KH-UBND")
    make_plan(province, "101/QĐ-UBND")
    assert found(client_of(lan), words)[0] == []


@pytest.mark.parametrize("words", ["biên giới", "bien gioi", "BIÊN GIỚI", "giới biên", "bie\u0302n gio\u031b\u0301i"])
def test_words_are_found_with_and_without_accents(words, tasks, lan, client_of):
    assert found(client_of(lan), words)[1] == [tasks.fair.title]


def test_old_and_new_tone_marks_are_one(tasks, lan, client_of):
    assert found(client_of(lan), "hoà bình") == found(client_of(lan), "hòa bình") == ([], [tasks.film.title])


@pytest.mark.parametrize("who", ["hoa", "tam"])
def test_a_stranger_finds_nothing(who, tasks, client_of, request):
    client = client_of(request.getfixturevalue(who))
    assert found(client, "biên giới") == ([], [])
    assert found(client, "101/KH-UBND") == ([], [])


def test_an_officer_finds_own_tasks_only(tasks, minh, client_of):
    assert found(client_of(minh), "tập huấn") == ([], [])
    assert found(client_of(minh), "hội chợ")[1] == [tasks.fair.title]


def test_a_plan_in_review_is_found_by_the_specialist_only(province, lan, minh, client_of):
    make_plan(province, "55/KH-UBND", state="review")
    assert found(client_of(lan), "55/KH-UBND")[0] == ["55/KH-UBND"]
    assert found(client_of(minh), "55/KH-UBND")[0] == []


@pytest.mark.parametrize("words", ["", "   ", "!?"])
def test_without_words_it_asks_for_some(words, tasks, lan, client_of):
    assert found(client_of(lan), words) == ([], [])


def test_hits_are_marked_where_they_stand(plan, lan, client_of):
    make_task(plan, "Đồng bào vùng biên giới <b>")
    page = client_of(lan).get("/tim/", {"q": "dong bien"}).content.decode()
    assert "<mark>Đồng</mark> bào vùng <mark>biên</mark> giới &lt;b&gt;" in page


@pytest.mark.parametrize(
    ("text", "words", "marked"),
    [
        ("Hòa Bình", "hoa binh", "<mark>Hòa Bình</mark>"),
        ("Ủy ban", "uy", "<mark>Ủy</mark> ban"),
        ("a & b", "b", "a &amp; <mark>b</mark>"),
        ("abc", "", "abc"),
        ("abc", "x", "abc"),
        ("a.c abc", "a.c", "<mark>a.c</mark> abc"),
    ],
)
def test_marking_changes_no_letter(text, words, marked):
    assert highlight(text, words) == marked
    assert strip_tags(marked).replace("&amp;", "&") == text


@pytest.mark.parametrize(
    ("text", "sought"),
    [
        ("12/2026/QĐ-UBND", ({"12/2026/qd/ubnd"}, set())),
        ("Nghị định số 72/2015/NĐ-CP", ({"72/2015/nd/cp"}, set())),
        ("năm 2026", (set(), set())),
        ("ngày 12/10/2026", (set(), set())),
    ],
)
def test_numbers_in_what_was_typed(text, sought):
    assert numbers_sought(text) == sought


def test_zeros_in_front_do_not_count():
    assert number_key("05/KH-UBND") == number_key("5/KH-UBND")


def test_a_task_is_found_by_a_number_that_it_names(plan, lan, client_of):
    task = make_task(plan, "Thực hiện Kế hoạch số 235/KH-UBND")
    assert found(client_of(lan), "235 / KH - UBND")[1] == [task.title]
