"""The log as an administrator sees it."""

from __future__ import annotations

from datetime import date

import pytest

from nhipcau.demo.plans import plan_of_the_year
from nhipcau.history.actions import READ_SUFFIX, log, log_read, registered_actions
from nhipcau.history.models import Entry
from nhipcau.history.sealing import seal_new
from nhipcau.journal.filters import LogFilter
from nhipcau.organizations.actions import access_review_open, agency_add, agency_change, person_change
from nhipcau.plans.models import TaskAgency

LOG = "/nhat-ky/"


@pytest.fixture
def page_of(client_of):
    def read(user, query=""):
        return client_of(user).get(LOG + query)

    return read


def told(answer) -> list[str]:
    return [str(row.line) for row in answer.context["rows"]]


@pytest.fixture
def busy(province, trade, lan, minh, an):
    agency = agency_add(province=province, name="Sở Y tế", by=lan)
    agency_change(agency=agency, by=lan, name="Sở Y tế tỉnh")
    person_change(person=minh, by=an, phone="0912 345 678")
    return agency


def test_a_change_is_told_with_who_what_about_what_and_before_and_after(page_of, busy, an):
    page = page_of(an).content.decode()
    assert "Nguyễn Thị Lan" in page
    assert "đã thêm cơ quan Sở Y tế" in page
    assert "Sở Y tế → Sở Y tế tỉnh" in page
    assert "(trống) → 0912 345 678" in page
    assert f'href="/co-quan/{busy.pk}/"' in page


def test_an_administrator_reads_all_of_the_own_province_and_nothing_of_another(page_of, busy, an, hoa):
    log(action="accounts.profile_changed", user=hoa, target=hoa)
    entry = Entry.objects.order_by("-pk").first()
    assert entry.province == hoa.appointments.get().agency.province  # an entry without province belongs to its person's
    assert "Vũ Thị Hoa" not in page_of(an).content.decode()
    assert any("Sở Y tế" in line for line in told(page_of(an)))
    assert not any("Sở Y tế" in line for line in told(page_of(hoa)))


def test_the_others_read_of_the_work_and_of_themselves_but_not_of_other_people(page_of, busy, lan, son, minh, tam):
    for reader in (lan, son, minh):
        lines = told(page_of(reader))
        assert "Nguyễn Thị Lan đã thêm cơ quan Sở Y tế" in lines
        assert ("Phạm Quốc An đã sửa thông tin của Trần Văn Minh" in lines) == (reader == minh)
    assert told(page_of(tam)) == []


def test_what_concerned_a_person_where_they_worked_before_is_told_with_the_rest(page_of, busy, an, lan, hoa):
    elsewhere = hoa.appointments.get().agency.province
    log(action="accounts.profile_changed", user=hoa, target=lan, province=elsewhere)
    log(action="accounts.profile_changed", user=hoa, target=an, province=elsewhere)
    for reader in (an, lan):
        lines = told(page_of(reader))
        assert len([line for line in lines if line.startswith("Vũ Thị Hoa")]) == 1
        assert "Nguyễn Thị Lan đã thêm cơ quan Sở Y tế" in lines


def test_an_officer_reads_of_the_tasks_of_the_own_agency_and_of_no_others(page_of, province, trade, lan, minh):
    theirs, others = plan_of_the_year(province, lan).tasks.all()[:2]
    for task in (theirs, others):
        task.parts.all().delete()
        log(action="register.task_in_progress", user=lan, target=task, province=province)
    TaskAgency.objects.create(task=theirs, role="lead", text=trade.name, agency=trade).members.add(trade)
    seen = {row.about.pk for row in page_of(minh, "?viec=register.task_in_progress").context["rows"]}
    assert seen == {theirs.pk}
    seen = {row.about.pk for row in page_of(lan, "?viec=register.task_in_progress").context["rows"]}
    assert seen == {theirs.pk, others.pk}


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("?nguoi={lan}", {"organizations.agency_added", "organizations.agency_changed"}),
        ("?viec=organizations.person_changed", {"organizations.person_changed"}),
        ("?loai=accounts.user", {"organizations.person_changed"}),
        (
            "?loai=organizations.agency&doi_tuong={agency}",
            {"organizations.agency_added", "organizations.agency_changed"},
        ),
        ("?tu=21/11/2026", set()),
        ("?den=19/11/2026", set()),
        ("?nguoi={lan}&tu=20/11/2026&den=20/11/2026", {"organizations.agency_added", "organizations.agency_changed"}),
        ("?nguoi=999999999999999&xem=ca", set()),
        ("?q=0912+345", {"organizations.person_changed"}),
        ("?q=so+y+te+lan", {"organizations.agency_added", "organizations.agency_changed"}),
        ("?q=kh%C3%B4ng+c%C3%B3+ch%E1%BB%AF+n%C3%A0y", set()),
    ],
)
def test_the_log_is_filtered_by_person_action_object_days_and_words(page_of, busy, an, lan, query, found):
    answer = page_of(an, query.format(lan=lan.pk, agency=busy.pk))
    assert {row.entry.action for row in answer.context["rows"]} == found


@pytest.mark.parametrize(
    "query",
    [
        "?nguoi=x&viec=x&loai=x&doi_tuong=x&tu=x&den=31/12/9999&trang=x",
        "?nguoi=99999999999999999999&trang=99999",
        "?tu=99/99/2026&den=0000-00-00",
        "?loai=plans.plan&doi_tuong=999999999999999",
        "?q=%00&nguoi=%F0%9F",
        "?q=%ED%A0%80&xem=x&loai=plans.plan&doi_tuong=-1",
    ],
)
def test_what_cannot_be_read_in_the_address_is_left_out(page_of, an, query):
    assert page_of(an, query).status_code == 200


def test_a_filter_in_use_is_shown_and_can_be_taken_away(page_of, busy, an, lan):
    chips = page_of(an, f"?nguoi={lan.pk}&tu=1/11/2026").context["chips"]
    assert [(str(chip.label), chip.url) for chip in chips] == [
        ("Nguyễn Thị Lan", "?tu=01%2F11%2F2026"),
        ("từ 01/11/2026", f"?nguoi={lan.pk}"),
    ]


def test_reads_of_personal_data_are_written_down_once_a_day_and_shown_when_asked_for(
    client_of, page_of, an, minh, on_day
):
    client = client_of(an)
    for _time in range(2):
        client.get("/can-bo/")
        client.get(f"/can-bo/{minh.pk}/")
        page_of(an)
    assert not any("đã xem" in line for line in told(page_of(an)))
    assert sorted(line for line in told(page_of(an, "?xem=ca")) if "đã xem" in line) == [
        "Phạm Quốc An đã xem danh sách cán bộ",
        "Phạm Quốc An đã xem nhật ký",
        "Phạm Quốc An đã xem trang của Trần Văn Minh",
    ]
    on_day(date(2026, 11, 21))
    client_of(an).get(f"/can-bo/{minh.pk}/")
    assert Entry.objects.filter(action="organizations.person_read").count() == 2


def test_the_posts_of_an_access_review_are_personal_data_too(client_of, page_of, province, an, minh):
    review = access_review_open(province=province, year=2026, by=an)
    client_of(an).get(f"/ra-soat-quyen/{review.pk}/")
    client_of(an).get(f"/ra-soat-quyen/{review.pk}/bien-ban.xlsx")
    client_of(an).get(f"/ra-soat-quyen/{review.pk}/bien-ban.xlsx")
    lines = told(page_of(an, "?xem=ca&loai=organizations.accessreview"))
    assert lines.count("Phạm Quốc An đã tải biên bản rà soát quyền năm 2026") == 2  # a file has left the site each time
    assert "Phạm Quốc An đã xem danh sách vị trí trong đợt rà soát quyền năm 2026" in lines


def test_who_held_a_post_before_is_shown_to_those_who_keep_the_list_and_told_to_the_person(
    client_of, page_of, tam, lan, minh
):
    post = tam.appointments.get()
    page = f"/co-quan/{post.agency_id}/"
    assert str(tam) not in client_of(minh).get(page).content.decode()
    assert not Entry.objects.filter(action__endswith=READ_SUFFIX).exists()
    assert str(tam) in client_of(lan).get(page).content.decode()
    (line,) = told(page_of(tam, "?xem=toi"))
    assert line == f"Nguyễn Thị Lan đã xem những người từng giữ vị trí tại {post.agency.name}"
    assert told(page_of(minh, "?xem=toi")) == [line]  # of the same agency


def test_everybody_is_told_who_looked_at_their_data_and_nobody_of_others(client_of, page_of, an, minh, lan):
    client_of(an).get("/can-bo/")
    client_of(an).get(f"/can-bo/{minh.pk}/")
    client_of(an).get(f"/can-bo/{an.pk}/")  # the own page is nobody's business
    everybody = "Phạm Quốc An đã xem danh sách cán bộ"
    assert told(page_of(minh, "?xem=toi")) == ["Phạm Quốc An đã xem trang của Trần Văn Minh", everybody]
    assert told(page_of(lan, "?xem=toi")) == [everybody]
    assert told(page_of(an, "?xem=toi")) == []
    assert "?xem=toi" in client_of(minh).get("/tai-khoan/").content.decode()


def test_every_action_that_is_called_a_read_is_one():
    reads = [code for code in registered_actions() if code.endswith(READ_SUFFIX)]
    assert reads == [
        "journal.log_read",
        "organizations.access_record_read",
        "organizations.access_review_read",
        "organizations.people_read",
        "organizations.person_read",
        "organizations.posts_read",
    ]
    with pytest.raises(ValueError, match="_read"):
        log_read(action="plans.closed", user=None)


def test_a_person_s_page_tells_changes_and_not_who_looked(client_of, an, minh):
    client = client_of(an)
    client.get(f"/can-bo/{minh.pk}/")
    assert "đã xem trang" not in client.get(f"/can-bo/{minh.pk}/").content.decode()


def test_an_object_that_is_gone_is_still_told(page_of, province, an):
    log(action="plans.closed", user=an, province=province)
    Entry.objects.bulk_create(
        [Entry(action="plans.closed", user=an, province=province, target_type="plans.plan", target_id=4040)]
    )
    page = page_of(an).content.decode()
    assert "không còn" in page


def test_the_page_costs_the_same_however_long_the_log(client_of, province, trade, lan, an, django_assert_num_queries):
    client_of(an).get(LOG)  # that it was read today is written down once
    # session, person, seats; own ones elsewhere? count, entries, agencies, seals before; people; end of the chain,
    # last check; read?
    for count in (3, 60):
        many_entries(count, province, trade, lan)
        seal_new()
        client = client_of(an)
        with django_assert_num_queries(12):
            client.get(LOG)


def test_days_at_the_end_of_time_are_no_fault():
    assert LogFilter(den=date.max).query() == "?den=31%2F12%2F9999"


def many_entries(count, province, trade, lan, **data):
    Entry.objects.bulk_create(
        Entry(
            action="organizations.agency_changed",
            user=lan,
            province=province,
            target_type="organizations.agency",
            target_id=trade.pk,
            data={"name": "x"} | data,
        )
        for _number in range(count)
    )
