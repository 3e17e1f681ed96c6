"""The yearly look at who holds which post."""

import hashlib
from datetime import date
from io import BytesIO

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone
from openpyxl import load_workbook

from nhipcau.accounts.models import User
from nhipcau.organizations.access_record import decided, digest_of, faults, signature_of
from nhipcau.organizations.actions import (
    access_decide,
    access_review_close,
    access_review_open,
    agency_add,
    appointment_begin,
    appointment_end,
)
from nhipcau.organizations.models import AccessReview, AccessReviewItem
from nhipcau.organizations.permissions import seats


def text_of(response):
    return response.content.decode()


@pytest.fixture
def review(province, an, lan, minh):
    return access_review_open(province=province, year=2026, by=an)


def item_of(review, person):
    return review.items.get(appointment__user=person)


def test_a_round_writes_down_the_posts_of_today_in_the_order_of_the_alphabet(review, tam):
    assert [(item.agency_name, item.person) for item in review.items.all()] == [
        ("Sở Công Thương", "Trần Văn Minh"),
        ("Sở Ngoại vụ", "Phạm Quốc An"),
        ("Sở Ngoại vụ", "Nguyễn Thị Lan"),
    ]


def test_there_is_one_round_a_year_and_one_open_at_a_time(review, province, an):
    with pytest.raises(ValidationError, match="Đã có đợt rà soát năm 2026"):
        access_review_open(province=province, year=2026, by=an)
    with pytest.raises(ValidationError, match="chưa kết thúc"):
        access_review_open(province=province, year=2027, by=an)


def test_removing_a_post_ends_its_rights_at_once(review, an, minh):
    access_decide(item=item_of(review, minh), decision="removed", by=an)
    assert seats(minh) == []
    with pytest.raises(ValidationError, match="đã kết thúc"):
        access_decide(item=item_of(review, minh), decision="confirmed", by=an)


def test_the_last_administrator_cannot_be_removed(review, an):
    with pytest.raises(ValidationError, match="người quản trị"):
        access_decide(item=item_of(review, an), decision="removed", by=an)
    assert item_of(review, an).decision == ""


def test_a_round_closes_when_every_post_was_looked_at(review, an, lan, minh):
    access_decide(item=item_of(review, lan), decision="confirmed", by=an)
    access_decide(item=item_of(review, an), decision="confirmed", by=an)
    with pytest.raises(ValidationError, match="chưa ai xem: 1"):
        access_review_close(review=review, by=an)
    appointment_end(appointment=minh.appointments.get(), by=an)
    closed = access_review_close(review=review, by=an)
    assert item_of(review, minh).decision == "ended"
    assert len(closed.signature) == 64
    with pytest.raises(ValidationError, match="đã kết thúc"):
        access_decide(item=item_of(review, lan), decision="removed", by=an)


@pytest.fixture
def closed(review, an, lan, minh):
    for person in (an, lan, minh):
        access_decide(item=item_of(review, person), decision="confirmed", by=an)
    return access_review_close(review=review, by=an)


def wrong(review):
    return " ".join(faults(AccessReview.objects.get(pk=review.pk)))


def test_changed_rows_no_longer_fit_the_hash_and_the_seal(closed, an, minh, client_of):
    assert wrong(closed) == ""
    AccessReviewItem.objects.filter(pk=item_of(closed, minh).pk).update(decision="removed")
    assert "Mã niêm phong không khớp" in wrong(closed)
    AccessReviewItem.objects.filter(pk=item_of(closed, minh).pk).update(decision="confirmed", person="Ai đó")
    assert "không còn đúng như khi mở" in wrong(closed)
    assert "không còn đúng như khi mở" in text_of(client_of(an).get(f"/ra-soat-quyen/{closed.pk}/"))


def test_whoever_alters_rows_and_computes_hashes_anew_is_found_out(closed, minh, settings):
    AccessReviewItem.objects.filter(pk=item_of(closed, minh).pk).update(decision="removed", person="Ai đó")
    rows = list(closed.items.select_related("decided_by"))
    closed.digest = digest_of(rows)
    open_hash = hashlib.sha256("|".join([closed.digest, *map(decided, rows)]).encode()).hexdigest()
    AccessReview.objects.filter(pk=closed.pk).update(digest=closed.digest, signature=open_hash)
    assert "không khớp" in wrong(closed) and "ghi trong nhật ký" in wrong(closed)
    AccessReview.objects.filter(pk=closed.pk).update(signature=signature_of(closed, rows))  # with the key of the site
    assert "không khớp" not in wrong(closed)
    assert "không còn đúng như khi mở" in wrong(closed) and "ghi trong nhật ký" in wrong(closed)


def test_a_new_key_of_the_site_keeps_old_seals_while_the_old_one_is_known(closed, settings):
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "khóa mới", [settings.SECRET_KEY]
    assert wrong(closed) == ""
    settings.SECRET_KEY_FALLBACKS = []
    assert "không khớp" in wrong(closed)


@pytest.mark.parametrize("sign", ["=", "+", "-", "@", "\t", "\r"])
def test_nothing_in_the_record_is_a_formula(sign, review, an, client_of):
    text = f"{sign}1+1"
    review.items.update(post=text, person=text, agency_name=text, username=text)
    answer = client_of(an).get(f"/ra-soat-quyen/{review.pk}/bien-ban.xlsx")
    cells = [cell for row in load_workbook(BytesIO(answer.content)).active.iter_rows() for cell in row if cell.value]
    assert {cell.data_type for cell in cells} == {"s"}
    assert sum(str(cell.value).strip().endswith("1+1") for cell in cells) == 12


def test_hashes_stand_for_the_list_the_decisions_and_who_closed_it():
    item = AccessReviewItem(position=1, agency_name="Sở A", person="B", username="b", role="officer")
    assert digest_of([item]) == digest_of([item])
    review = AccessReview(digest=digest_of([item]))
    before = signature_of(review, [item])
    item.decision = "confirmed"
    assert signature_of(review, [item]) != before
    item.since = date(2026, 1, 1)
    assert digest_of([item]) != review.digest


def test_the_record_is_a_workbook_of_text_with_the_hashes(review, an, client_of):
    AccessReviewItem.objects.filter(pk=review.items.first().pk).update(post="=1+1")
    answer = client_of(an).get(f"/ra-soat-quyen/{review.pk}/bien-ban.xlsx")
    sheet = load_workbook(BytesIO(answer.content)).active
    told = [[cell.value for cell in row] for row in sheet.iter_rows()]
    assert told[0][0] == "Biên bản rà soát quyền truy cập năm 2026 – tỉnh Lam Hải"
    assert told[3][:4] == ["1", "Sở Công Thương", "Trần Văn Minh", "minh"]
    assert sheet["F4"].data_type == "s"
    assert sheet["F4"].value == "=1+1"
    assert any(review.digest in str(row[0]) for row in told)


@pytest.fixture
def head(trade):
    """Hạnh heads Minh's department."""
    user = User.objects.create(username="hanh", last_name="Vũ Thị", first_name="Hạnh")
    appointment_begin(user=user, agency=trade, role="leader", by=None, begins=date(2026, 1, 1))
    return user


def test_a_head_decides_on_the_posts_of_the_own_agency_but_not_on_the_own(head, review, province, an, minh, client_of):
    review.delete()
    review = access_review_open(province=province, year=2026, by=an)
    client = client_of(head)
    page = text_of(client.get(f"/ra-soat-quyen/{review.pk}/"))
    assert "Trần Văn Minh" in page
    assert "Nguyễn Thị Lan" not in page
    own, of_minh, of_an = (item_of(review, person) for person in (head, minh, an))
    address = f"/ra-soat-quyen/{review.pk}/vi-tri/"
    assert client.post(f"{address}{own.pk}/", {"quyet_dinh": "confirmed"}).status_code == 404
    assert client.post(f"{address}{of_an.pk}/", {"quyet_dinh": "removed"}).status_code == 404
    assert client.post(f"{address}{of_minh.pk}/", {"quyet_dinh": "confirmed", "da_thay": ""}).status_code == 302
    assert item_of(review, minh).decided_by == head
    assert client.get(f"/ra-soat-quyen/{review.pk}/bien-ban.xlsx").status_code == 404


def test_heads_and_administrators_are_reminded_on_the_home_page_until_they_have_decided(
    head, review, province, an, minh, lan, client_of
):
    assert "còn 1 vị trí" in text_of(client_of(head).get("/"))
    assert "còn 4 vị trí" in text_of(client_of(an).get("/"))
    assert "Rà soát quyền truy cập" not in text_of(client_of(lan).get("/"))
    access_decide(item=item_of(review, minh), decision="confirmed", by=head)
    assert "Rà soát quyền truy cập" not in text_of(client_of(head).get("/"))


def test_administrators_are_reminded_in_the_last_quarter_of_a_year_without_a_review(
    on_day, province, an, lan, head, client_of
):
    reminder = "Năm 2026 chưa rà soát quyền truy cập"
    assert reminder in text_of(client_of(an).get("/"))
    assert reminder not in text_of(client_of(lan).get("/"))
    assert reminder not in text_of(client_of(head).get("/"))
    access_review_open(province=province, year=2026, by=an)
    assert reminder not in text_of(client_of(an).get("/"))
    AccessReview.objects.update(closed_at=timezone.now())
    assert reminder not in text_of(client_of(an).get("/"))
    AccessReview.objects.update(year=2025)
    assert reminder in text_of(client_of(an).get("/"))
    on_day(date(2026, 9, 30))
    assert reminder not in text_of(client_of(an).get("/"))


def test_an_administrator_opens_decides_and_closes_on_the_screens(an, minh, province, client_of):
    client = client_of(an)
    assert client.post("/ra-soat-quyen/mo/", {"year": "2026"}).status_code == 302
    review = AccessReview.objects.get()
    for item in review.items.all():
        client.post(f"/ra-soat-quyen/{review.pk}/vi-tri/{item.pk}/", {"quyet_dinh": "confirmed", "da_thay": ""})
    assert "Hãy kết thúc đợt rà soát" in text_of(client.get(f"/ra-soat-quyen/{review.pk}/"))
    client.post(f"/ra-soat-quyen/{review.pk}/dong/")
    page = text_of(client.get(f"/ra-soat-quyen/{review.pk}/"))
    assert "Kết thúc lúc" in page
    assert "không khớp" not in page


def test_a_round_of_thirty_posts_stands_in_few_queries(an, province, client_of, django_assert_max_num_queries):
    client = client_of(an)

    for number in range(30):
        agency = agency_add(province=province, name=f"Sở số {number}", by=None)
        person = User.objects.create(username=f"u{number}", first_name=f"A{number}")
        appointment_begin(user=person, agency=agency, role="officer", by=None)
    review = access_review_open(province=province, year=2026, by=an)
    with django_assert_max_num_queries(9):
        client.get(f"/ra-soat-quyen/{review.pk}/")


def test_a_head_without_other_posts_is_told_so(client_of, review, minh):
    minh.appointments.update(role="leader")
    page = text_of(client_of(minh).get(f"/ra-soat-quyen/{review.pk}/"))
    assert "Không có vị trí nào cần bạn xác nhận" in page
    assert "Còn 0" not in page


def test_taking_a_post_off_asks_once_more(client_of, review, an):
    page = text_of(client_of(an).get(f"/ra-soat-quyen/{review.pk}/"))
    assert page.count("kết thúc ngay. Muốn có lại") == page.count('value="removed"') == 3
