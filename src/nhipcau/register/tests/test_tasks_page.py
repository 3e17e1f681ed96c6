from datetime import date

import pytest

from nhipcau.plans.models import PlanTask
from nhipcau.register.filters import group_key

from .office import make_plan, make_task

ADDRESS = "/nhiem-vu/"


def titles(response):
    return [row.task.title for row in response.context["rows"]]


@pytest.mark.parametrize(
    ("who", "seen"),
    [
        ("lan", {"fair", "film", "training", "orphan"}),
        ("son", {"fair", "film", "training", "orphan"}),
        ("an", {"fair", "film", "training", "orphan"}),
        ("minh", {"fair", "film"}),
        ("xuan", {"training"}),
        ("tam", set()),
        ("hoa", set()),
    ],
)
def test_everyone_sees_the_tasks_of_their_post(who, seen, tasks, client_of, request):
    response = client_of(request.getfixturevalue(who)).get(ADDRESS)
    assert set(titles(response)) == {getattr(tasks, name).title for name in seen}


def test_a_visitor_is_asked_to_sign_in(client, tasks):
    assert client.get(ADDRESS).status_code == 302


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("trang_thai=qua-han", ["fair"]),
        ("trang_thai=sap-den-han", ["film"]),
        ("trang_thai=dang", ["training"]),
        ("han=thang", ["film"]),
        ("han=quy", ["fair", "film", "training"]),
        ("han=khong-ngay", ["orphan"]),
        ("tu=1/12/2026", ["training"]),
        ("tu=1/11/2026&den=30/11/2026", ["film"]),
        ("chu_tri=chua-co", ["orphan"]),
        ("chu_tri={trade}", ["fair"]),
        ("phoi_hop={trade}", ["film"]),
        ("phoi_hop={commune}", ["training"]),
        ("cua=toi", ["film", "training"]),
        ("cua=chu-tri", ["film", "training"]),
        ("q=bien gioi", ["fair"]),
        ("q=biên giới", ["fair"]),
        ("q=hoà bình", ["film"]),
        ("q=không có từ này", []),
        ("nam=2025", []),
        ("ke_hoach=999", []),
        ("xep=ke-hoach", ["fair", "film", "training", "orphan"]),
        ("xep=-han", ["training", "film", "fair", "orphan"]),
    ],
)
def test_each_filter_narrows_the_list(query, found, tasks, trade, commune, lan, client_of):
    response = client_of(lan).get(f"{ADDRESS}?{query.format(trade=trade.pk, commune=commune.pk)}")
    assert titles(response) == [getattr(tasks, name).title for name in found]


def test_a_group_heading_is_a_filter(tasks, lan, client_of):
    PlanTask.objects.filter(pk=tasks.film.pk).update(group="II. Quảng bá hình ảnh")
    response = client_of(lan).get(ADDRESS, {"nhom": group_key("II. Quảng bá hình ảnh")})
    assert titles(response) == [tasks.film.title]
    assert "II. Quảng bá hình ảnh ×" in " ".join(
        response.content.decode().replace('<span aria-hidden="true">', "").split()
    )


def test_words_as_typed_come_before_words_without_accents(plan, lan, client_of):
    make_task(plan, "Vùng hoa Bình Minh", due_on=date(2026, 11, 21))
    make_task(plan, "Diễn đàn Hòa bình", due_on=date(2026, 12, 31))
    assert titles(client_of(lan).get(ADDRESS, {"q": "hòa bình"})) == ["Diễn đàn Hòa bình", "Vùng hoa Bình Minh"]


def test_what_is_finished_comes_after_what_is_to_be_done(plan, lan, client_of):
    make_task(plan, "Đã xong", due_on=date(2026, 1, 1), status="done")
    make_task(plan, "Không có ngày")
    make_task(plan, "Còn phải làm", due_on=date(2026, 12, 31))
    assert titles(client_of(lan).get(ADDRESS)) == ["Còn phải làm", "Không có ngày", "Đã xong"]


def test_a_closed_plan_has_nothing_late(province, lan, client_of):
    make_task(make_plan(province, state="closed"), "Từ năm trước", due_on=date(2026, 1, 1))
    assert titles(client_of(lan).get(ADDRESS, {"trang_thai": "qua-han"})) == []
    assert client_of(lan).get(ADDRESS).context["rows"][0].state == ("waiting", "Chưa thực hiện")


def test_a_plan_in_review_shows_nothing(province, lan, client_of):
    make_task(make_plan(province, state="review"), "Chưa xác nhận")
    assert titles(client_of(lan).get(ADDRESS)) == []


def test_a_task_that_left_the_plan_is_in_no_list(tasks, lan, client_of):
    PlanTask.objects.update(withdrawn_at="2026-11-01T00:00:00Z")
    assert titles(client_of(lan).get(ADDRESS)) == []


def test_the_count_is_said_in_words(tasks, lan, client_of):
    client = client_of(lan)
    assert "4 nhiệm vụ" in client.get(ADDRESS).content.decode()
    assert "1 trong 4 nhiệm vụ" in client.get(ADDRESS, {"q": "hội chợ"}).content.decode()


def test_each_chip_takes_its_filter_away(tasks, lan, client_of):
    chips = client_of(lan).get(ADDRESS, {"q": "hội", "trang_thai": "qua-han"}).context["chips"]
    assert [(chip.label, chip.url) for chip in chips] == [
        ("“hội”", "?nam=2026&trang_thai=qua-han"),
        ("Quá hạn", "?q=h%E1%BB%99i&nam=2026"),
    ]


def test_without_a_wish_it_shows_this_year(province, tasks, lan, client_of):
    make_task(make_plan(province, "9/KH-UBND", 2027), "Năm sau")
    response = client_of(lan).get(ADDRESS)
    assert response.context["year"] == 2026
    assert [link.label for link in response.context["years"]] == ["Năm 2027", "Năm 2026", "Tất cả các năm"]


def test_a_plan_of_several_years_is_in_each_of_them(province, plan, lan, client_of):
    long = make_plan(province, "5/KH-UBND", 2025)
    long.period_start, long.period_end = date(2025, 1, 1), date(2030, 12, 31)
    long.save()
    make_task(long, "Năm năm")
    assert titles(client_of(lan).get(ADDRESS, {"nam": "2026"})) == ["Năm năm"]
    assert titles(client_of(lan).get(ADDRESS, {"nam": "2031"})) == []


def test_where_this_year_has_no_plan_it_shows_the_newest(province, lan, client_of):
    make_task(make_plan(province, "9/KH-UBND", 2023), "Năm 2023")
    assert titles(client_of(lan).get(ADDRESS)) == ["Năm 2023"]


def test_pages_keep_the_filter(plan, lan, client_of):
    for number in range(30):
        make_task(plan, f"Nhiệm vụ {number}")
    response = client_of(lan).get(ADDRESS, {"q": "nhiệm vụ", "trang": "2"})
    assert len(titles(response)) == 5
    assert "?q=nhi%E1%BB%87m+v%E1%BB%A5&amp;trang=1" in response.content.decode()
    assert len(titles(client_of(lan).get(ADDRESS, {"so_dong": "50"}))) == 30


@pytest.mark.parametrize("who", ["lan", "minh"])
def test_an_empty_register_says_what_to_do(who, province, client_of, request):
    page = client_of(request.getfixturevalue(who)).get(ADDRESS).content.decode()
    assert "Chưa có nhiệm vụ nào" in page
    assert ("Nhập kế hoạch" in page) == (who == "lan")


def test_nothing_found_says_how_to_widen_the_search(tasks, lan, client_of):
    assert "Hãy bỏ bớt bộ lọc" in client_of(lan).get(ADDRESS, {"q": "xyz"}).content.decode()


@pytest.mark.parametrize("page", ["/nhiem-vu/", "/lich/", "/lich/?nam=2026", "/tien-trinh/"])
def test_the_choices_of_the_filters_come_when_the_filters_are_opened(page, tasks, lan, client_of):
    client = client_of(lan)
    closed = client.get(page)
    assert "<select" not in closed.content.decode() and closed.context["filters_url"].endswith("loc=mo")
    address = page.split("?")[0] + closed.context["filters_url"]
    opened = client.get(address).content.decode()
    assert '<details class="filter-box" data-remember="filters" open>' in opened and "<h1>" in opened
    alone = client.get(address, headers={"hx-request": "true"}).content.decode()
    assert alone.strip().startswith("<form") and "<h1>" not in alone
    assert all('<select id="f-chu_tri"' in text and "Sở Công Thương" in text for text in (opened, alone))


def test_a_chosen_filter_is_named_without_its_choices_and_of_others_nothing_is_told(
    tasks, lan, trade, other_province, client_of
):
    client = client_of(lan)
    assert "Chủ trì: Sở Công Thương" in client.get(f"/nhiem-vu/?chu_tri={trade.pk}").content.decode()
    foreign = other_province.lead_department
    chips = client.get(f"/nhiem-vu/?chu_tri={foreign.pk}&phoi_hop={foreign.pk}&ke_hoach=999&nhom=0a1b2c3d4e")
    assert [chip.label for chip in chips.context["chips"]].count("?") == 2
    assert foreign.name not in chips.content.decode()
