from datetime import date

import pytest

from nhipcau.organizations.models import Agency
from nhipcau.succession.actions import succession_apply, succession_undo
from nhipcau.succession.life import heirs
from nhipcau.succession.models import Event

from .events import MARCH, move


def text_of(response):
    return response.content.decode()


@pytest.fixture
def split_form(tttt, khcn, vhttdl):
    return {
        "old": tttt.pk,
        "function_0": "*",
        "new_0": khcn.pk,
        "function_1": "information",
        "new_1": vhttdl.pk,
        "effective_on": "01/03/2025",
        "instrument_type": "Nghị định",
        "instrument_number": "45/2025/NĐ-CP",
        "instrument_date": "28/02/2025",
        "instrument_issuer": "Chính phủ",
        "certainty": "sure",
    }


def test_an_administrator_records_a_split_in_three_steps(client_of, an, split_form, van, tttt, vhttdl):
    client = client_of(an)
    assert "Chia tách" in text_of(client.get("/dien-bien/them/"))
    assert "Xem trước thay đổi" in text_of(client.get("/dien-bien/them/split/"))
    preview = client.post("/dien-bien/them/split/", split_form | {"buoc": "xem"})
    page = text_of(preview)
    assert "Đặng Thanh Vân" in page
    assert "Chưa có gì thay đổi" in page
    assert not Event.objects.exists()
    carried = dict(preview.context["carried"]) | {"da_xem": preview.context["outlook"].token, "buoc": "ap-dung"}
    answer = client.post("/dien-bien/them/split/", carried)
    event = Event.objects.get()
    assert answer["Location"] == f"/dien-bien/{event.pk}/"
    assert event.recorded_by == an
    page = text_of(client.get(answer["Location"]))
    assert "45/2025/NĐ-CP" in page
    assert "Toàn bộ phần còn lại" in page


def test_going_back_keeps_what_was_typed(client_of, an, split_form):
    page = text_of(client_of(an).post("/dien-bien/them/split/", split_form | {"buoc": "sua"}))
    assert 'value="45/2025/NĐ-CP"' in page
    assert "Xem trước thay đổi" in page


def test_applying_without_having_looked_shows_the_outlook_first(client_of, an, split_form):
    page = text_of(client_of(an).post("/dien-bien/them/split/", split_form | {"buoc": "ap-dung"}))
    assert "Dữ liệu đã thay đổi" in page
    assert not Event.objects.exists()


def test_what_cannot_be_is_told_and_has_no_button(client_of, an, split_form):
    page = text_of(client_of(an).post("/dien-bien/them/split/", split_form | {"new_1": split_form["new_0"]}))
    assert "ít nhất hai cơ quan tiếp nhận" in page
    assert "ap-dung" not in page


@pytest.mark.parametrize("missing", ["old", "effective_on", "new_0"])
def test_what_is_missing_is_asked_for(client_of, an, split_form, missing):
    page = text_of(client_of(an).post("/dien-bien/them/split/", split_form | {missing: "", "buoc": "xem"}))
    assert "Hãy kiểm tra" in page or "Vui lòng" in page or "alert-error" in page
    assert not Event.objects.exists()


@pytest.mark.parametrize(
    ("kind", "values"),
    [
        ("rename", {"new_name": "Sở Truyền thông", "new_short": "Sở TT"}),
        ("transfer", {"function": "information", "new_name": "Sở Báo chí"}),
        ("merge", {"new_name": "Sở Khoa học, Công nghệ và Truyền thông"}),
        ("end", {}),
    ],
)
def test_each_kind_has_its_form(client_of, an, tttt, kind, values):
    client = client_of(an)
    assert client.get(f"/dien-bien/them/{kind}/").status_code == 200
    values |= {"old": tttt.pk, "olds": [tttt.pk], "effective_on": "01/03/2025", "certainty": "sure"}
    seen = client.post(f"/dien-bien/them/{kind}/", values).context["outlook"]
    client.post(f"/dien-bien/them/{kind}/", values | {"da_xem": seen.token, "buoc": "ap-dung"})
    assert Event.objects.get().kind == kind


def test_no_other_kind_has_an_address(client_of, an):
    assert client_of(an).get("/dien-bien/them/abolish/").status_code == 404


def test_an_officer_reads_the_events_and_records_none(client_of, minh, reform):
    event = succession_apply(draft=reform, by=None)
    client = client_of(minh)
    page = text_of(client.get("/dien-bien/"))
    assert "Sở Thông tin và Truyền thông →" in page
    assert "Ghi nhận thay đổi" not in page
    assert client.get(f"/dien-bien/{event.pk}/").status_code == 200
    assert client.post("/dien-bien/them/end/", {}).status_code == 404
    assert client.post(f"/dien-bien/{event.pk}/hoan-tac/").status_code == 404


def test_an_event_is_taken_back_on_its_page_and_stays_known(client_of, an, reform, tttt):
    event = succession_apply(draft=reform, by=None)
    client = client_of(an)
    assert "Hoàn tác" in text_of(client.get(f"/dien-bien/{event.pk}/hoan-tac/"))
    client.post(f"/dien-bien/{event.pk}/hoan-tac/")
    assert "đã được hoàn tác lúc" in text_of(client.get(f"/dien-bien/{event.pk}/"))
    assert "Chưa ghi nhận thay đổi nào" in text_of(client.get("/dien-bien/"))
    tttt.refresh_from_db()
    assert tttt.valid_to is None


def test_what_stands_in_the_way_is_told(client_of, an, reform, province, khcn):
    event = succession_apply(draft=reform, by=None)
    succession_apply(draft=move(province, "end", date(2026, 1, 1), (khcn, None, "")), by=None)
    client = client_of(an)
    assert "Có sự kiện sau dựa vào" in text_of(client.get(f"/dien-bien/{event.pk}/hoan-tac/"))
    assert client.post(f"/dien-bien/{event.pk}/hoan-tac/").status_code == 200
    event.refresh_from_db()
    assert event.withdrawn_at is None


def test_the_page_of_an_agency_tells_its_life(client_of, minh, reform, tttt, vhttdl):
    succession_apply(draft=reform, by=None)
    client = client_of(minh)
    old = text_of(client.get(f"/co-quan/{tttt.pk}/"))
    assert "Công việc của cơ quan này nay do" in old
    assert "đến 28/02/2025" in old
    new = text_of(client.get(f"/co-quan/{vhttdl.pk}/"))
    assert "tiếp nhận Thông tin đối ngoại" in new
    assert "từ Sở Thông tin và Truyền thông" in new


def test_who_was_parted_is_shown_with_all_parts(reform, tttt, vhttdl, khcn):
    succession_apply(draft=reform, by=None)
    told = [(heir.function, heir.agency) for heir in heirs(tttt, date(2026, 11, 20))]
    assert told == [("Thông tin đối ngoại, báo chí, xuất bản, thông tin cơ sở", vhttdl), ("toàn bộ phần còn lại", khcn)]
    assert heirs(vhttdl, date(2026, 11, 20)) == []
    assert heirs(tttt, date(2025, 2, 28)) == []


def test_who_ended_without_a_successor_is_done_by_nobody(province, tttt):
    succession_apply(draft=move(province, "end", MARCH, (tttt, None, "")), by=None)
    assert [heir.agency for heir in heirs(tttt, date(2026, 11, 20))] == [None]


def test_both_axes_of_time_are_asked_on_the_page_of_an_agency(client_of, minh, on_day, reform, tttt):
    on_day(date(2026, 12, 10))
    succession_apply(draft=reform, by=None)
    on_day(date(2026, 12, 20))
    client, address = client_of(minh), f"/co-quan/{tttt.pk}/"

    def page(**days):
        return text_of(client.get(address, days))

    assert "đang hoạt động vào ngày 01/02/2025" in page(vao_ngay="01/02/2025")
    after = page(vao_ngay="01/04/2025")
    assert "không hoạt động vào ngày 01/04/2025" in after
    assert "đảm nhiệm công việc này vào ngày 01/04/2025" in after
    assert "đang hoạt động vào ngày 01/04/2025" in page(vao_ngay="01/04/2025", biet_ngay="01/12/2026")
    assert client.get(address, {"vao_ngay": "31/02/2025"}).status_code == 200


def test_one_sees_what_was_known_on_an_earlier_day(client_of, minh, on_day, reform, tttt):
    on_day(date(2026, 3, 10))
    event = succession_apply(draft=reform, by=None)
    on_day(date(2026, 5, 20))
    succession_undo(event=event, by=None)
    client = client_of(minh)
    assert "Sở Thông tin và Truyền thông →" in text_of(client.get("/dien-bien/?biet_ngay=01/04/2026"))
    assert "Sở Thông tin và Truyền thông →" not in text_of(client.get("/dien-bien/?biet_ngay=01/03/2026"))
    then = text_of(client.get(f"/co-quan/{tttt.pk}/?biet_ngay=01/04/2026"))
    assert "đến 28/02/2025" in then
    assert client.get("/dien-bien/?biet_ngay=31/02/2026").status_code == 200


def test_nothing_of_another_province_is_offered_or_shown(client_of, an, other_province, reform, hoa):
    event = succession_apply(draft=reform, by=None)
    stranger = other_province.lead_department
    values = {"olds": [stranger.pk], "effective_on": "01/03/2025", "certainty": "sure"}
    assert client_of(an).post("/dien-bien/them/end/", values).context["form"].errors
    assert client_of(hoa).get(f"/dien-bien/{event.pk}/").status_code == 404
    assert "Truyền thông" not in text_of(client_of(hoa).get("/dien-bien/"))


def test_the_list_costs_the_same_for_one_and_many_events(client_of, minh, make, province, django_assert_num_queries):
    client = client_of(minh)
    agencies = [make(f"Sở số {number}") for number in range(20)]
    succession_apply(draft=move(province, "end", MARCH, (agencies[0], None, "")), by=None)
    with django_assert_num_queries(5):
        client.get("/dien-bien/")
    for old, new in zip(agencies[1:10], agencies[10:19], strict=True):
        succession_apply(draft=move(province, "merge", MARCH, (old, new, "")), by=None)
    with django_assert_num_queries(5):
        client.get("/dien-bien/")
    assert Agency.objects.filter(valid_to=date(2025, 2, 28)).count() == 10


def test_of_two_administrators_who_looked_at_the_same_the_second_is_told(client_of, an, split_form, tttt):
    first, second = client_of(an), client_of(an)
    looks = [client.post("/dien-bien/them/split/", split_form | {"buoc": "xem"}) for client in (first, second)]
    token = {"da_xem": looks[0].context["outlook"].token, "buoc": "ap-dung"}
    assert first.post("/dien-bien/them/split/", split_form | token).status_code == 302
    late = second.post("/dien-bien/them/split/", split_form | token)
    assert "Đã có sự kiện cùng ngày hoặc muộn hơn về Sở Thông tin và Truyền thông" in text_of(late)
    assert Event.objects.count() == 1
