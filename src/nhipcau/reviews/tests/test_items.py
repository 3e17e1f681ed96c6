"""Rows are corrected, split, merged, moved, dropped, added; two people never overwrite each other."""

from __future__ import annotations

import threading

import pytest
from django.db import connection

from nhipcau.accounts.models import User
from nhipcau.history.queries import sentences
from nhipcau.organizations.models import Agency, Province
from nhipcau.plans.actions import Refused, Stale
from nhipcau.plans.models import ReviewItem, Upload
from nhipcau.plans.tests.factory import row_of, time_doubt, upload_with
from nhipcau.reviews import actions
from nhipcau.reviews.adding import values_from_place

pytestmark = pytest.mark.django_db
State = ReviewItem.State


@pytest.fixture
def upload(province: Province, lan: User, trade: Agency) -> Upload:
    return upload_with(province=province, by=lan, doubts={1: time_doubt()})


def numbers(upload: Upload) -> list[str]:
    rows = upload.items.filter(kind="task").exclude(state=State.DROPPED).order_by("position")
    return [item.values["number"] for item in rows]


def test_accepting_settles_the_doubts(upload: Upload, lan: User) -> None:
    item = actions.item_accept(item=row_of(upload, "2"), version=0, by=lan)
    item.refresh_from_db()
    assert (item.state, item.doubts, item.version, item.changed_by) == (State.ACCEPTED, [], 1, lan)


def test_an_answer_is_read_again(upload: Upload, lan: User) -> None:
    item = actions.doubt_answer(item=row_of(upload, "2"), version=0, by=lan, doubt=0, choice=1)
    assert item.values["time_text"] == "Tháng 11/2026"
    assert (item.values["time"]["start"], item.values["time"]["end"]) == ("2026-11-01", "2026-11-30")
    assert item.state == State.ACCEPTED and "đã sửa" in str(sentences(upload)[0])


def test_keeping_what_was_read_changes_nothing_else(upload: Upload, lan: User) -> None:
    before = row_of(upload, "2").values
    item = actions.doubt_answer(item=row_of(upload, "2"), version=0, by=lan, doubt=0, choice=None)
    assert item.values == before and item.state == State.ACCEPTED


@pytest.mark.parametrize(("doubt", "choice"), [(1, 0), (0, 7)])
def test_an_answer_to_no_question_is_refused(upload: Upload, lan: User, doubt: int, choice: int) -> None:
    with pytest.raises(Refused):
        actions.doubt_answer(item=row_of(upload, "2"), version=0, by=lan, doubt=doubt, choice=choice)


def test_the_second_of_two_saves_with_one_version_is_told(upload: Upload, lan: User, an: User) -> None:
    hers, his = row_of(upload, "1"), row_of(upload, "1")
    actions.item_change(item=hers, version=0, by=lan, values={**hers.values, "title": "Của Lan"})
    with pytest.raises(Stale):
        actions.item_change(item=his, version=0, by=an, values={**his.values, "title": "Của An"})
    assert row_of(upload, "1").values["title"] == "Của Lan"


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_of_two_saves_at_one_moment_one_wins(upload: Upload, lan: User) -> None:
    start, outcomes = threading.Barrier(2), []

    def save(title: str) -> None:
        item = row_of(upload, "1")
        start.wait()
        try:
            actions.item_change(item=item, version=0, by=lan, values={**item.values, "title": title})
            outcomes.append("saved")
        except Stale:
            outcomes.append("stale")
        connection.close()

    people = [threading.Thread(target=save, args=[title]) for title in ("Một", "Hai")]
    for person in people:
        person.start()
    for person in people:
        person.join()
    assert sorted(outcomes) == ["saved", "stale"]


def test_a_dropped_row_can_be_taken_back_in_with_its_doubts(upload: Upload, lan: User) -> None:
    item = actions.item_drop(item=row_of(upload, "2"), version=0, by=lan)
    assert numbers(upload) == ["1", "3"]
    assert actions.item_restore(item=item, version=1, by=lan).state == State.DOUBT


def test_splitting_makes_a_task_of_each_line(upload: Upload, lan: User) -> None:
    item = row_of(upload, "1")
    rows = actions.item_split(item=item, version=0, by=lan, titles=["Họp báo", "In tờ rơi", "Dịch tài liệu"])
    assert rows[0].pk == item.pk and numbers(upload) == ["1", "1", "1", "2", "3"]
    titles = upload.items.filter(kind="task").order_by("position").values_list("values__title", flat=True)
    assert list(titles)[:3] == ["Họp báo", "In tờ rơi", "Dịch tài liệu"]
    with pytest.raises(Refused):
        actions.item_split(item=rows[0], version=1, by=lan, titles=["một dòng"])


def test_merging_puts_a_row_into_the_one_above(upload: Upload, lan: User) -> None:
    above = actions.item_merge(item=row_of(upload, "2"), version=0, by=lan)
    assert above.values["sub_items"] == ["Phát hành bản tin đối ngoại song ngữ"]
    assert numbers(upload) == ["1", "3"]
    with pytest.raises(Refused):
        actions.item_merge(item=row_of(upload, "1"), version=1, by=lan)


def test_rows_change_places(upload: Upload, lan: User) -> None:
    actions.item_move(item=row_of(upload, "2"), version=0, by=lan, up=True)
    assert numbers(upload) == ["2", "1", "3"]
    with pytest.raises(Refused):
        actions.item_move(item=row_of(upload, "2"), version=1, by=lan, up=True)


def test_a_row_of_the_document_becomes_a_task_with_its_columns(upload: Upload, lan: User) -> None:
    values, read, after = values_from_place(upload, 6, 3)
    assert (values["title"], values["number"]) == ("Xây dựng chuyên trang tiếng Anh", "")
    assert [mention["text"] for mention in values["lead"]] == ["Sở Ngoại vụ"]
    assert values["time_text"] == "Thường xuyên" and read["places"][""][0][:2] == [6, 3]
    added = actions.item_add(upload=upload, by=lan, values=values, read=read, after=after)
    assert added.state == State.ACCEPTED and numbers(upload) == ["1", "2", "3", ""]


def test_a_place_that_is_not_there_gives_an_empty_draft(upload: Upload) -> None:
    values, _read, after = values_from_place(upload, 999, 5)
    assert values["title"] == "" and after is not None


def test_many_certain_rows_are_accepted_at_once(upload: Upload, lan: User) -> None:
    assert actions.certain_accept(upload=upload, by=lan) == 0
    news = [{"field": "", "code": "added", "values": {}, "places": [], "choices": []}]
    upload.items.filter(kind="task").update(doubts=news, state=State.DOUBT)
    assert actions.certain_accept(upload=upload, by=lan) == 3
    assert set(upload.items.filter(kind="task").values_list("state", "version")) == {(State.ACCEPTED, 1)}


def test_an_unknown_agency_is_resolved_once_and_learnt(province: Province, lan: User, trade: Agency) -> None:
    rows = [(str(n), f"Việc {n}", "Ngành công thương tỉnh", "", "Quý I") for n in (1, 2)]
    upload = upload_with(province=province, by=lan, rows=rows)
    actions.agency_resolve(upload=upload, text="Ngành công thương tỉnh", meaning=trade, by=lan)
    assert trade.aliases.filter(text="Ngành công thương tỉnh", learnt_from=upload.name).exists()
    from nhipcau.reviews.page import Review

    page = Review(upload)
    assert page.unknown == [] and {part.agency for card in page.matched for part in card.lead} == {trade}


def test_a_name_can_be_kept_as_words(province: Province, lan: User, trade: Agency) -> None:
    rows = [("1", "Phát sóng", "Sở Công Thương", "Sở Lạ", "Quý I")]
    upload = upload_with(province=province, by=lan, rows=rows)
    actions.agency_resolve(upload=upload, text="Sở Lạ", meaning=None, by=lan)
    item = row_of(upload, "1")
    assert item.values["coordinating"][0]["kind"] == "other" and item.version == 1


def test_a_new_agency_is_added_under_its_own_name_and_the_printed_one(province: Province, lan: User) -> None:
    upload = upload_with(province=province, by=lan)
    made = actions.agency_add(upload=upload, text="Sở CT tỉnh", name="Sở Công Thương", kind="department", by=lan)
    assert made.province == province and made.aliases.get().text == "Sở CT tỉnh"


def test_an_agency_of_another_province_is_never_taken(province: Province, other_province: Province, lan: User) -> None:
    upload = upload_with(province=province, by=lan)
    assert other_province.lead_department
    with pytest.raises(Refused):
        actions.agency_resolve(upload=upload, text="Sở Lạ", meaning=other_province.lead_department, by=lan)
