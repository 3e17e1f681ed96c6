"""What a name in a document means."""

from datetime import date

import pytest

from nhipcau.organizations.actions import agency_add, alias_learn, group_add
from nhipcau.organizations.models import AgencyGroup
from nhipcau.organizations.queries import Names, agencies_list, expand_group, in_order, match_agency, match_group
from vanban.text import name_key

REFORM = date(2025, 3, 1)


@pytest.fixture
def culture(province):
    return agency_add(province=province, name="Sở Văn hóa, Thể thao và Du lịch", kind="department", by=None)


@pytest.mark.parametrize(
    "spelling", ["Sở Văn hoá, Thể thao và Du lịch", "SỞ VĂN HÓA, THỂ THAO VÀ DU LỊCH", "Sở VHTT&DL"]
)
def test_a_name_is_known_in_every_spelling_of_its_letters(culture, province, spelling):
    assert match_agency(province, name_key(spelling)) == culture


def test_the_short_name_and_a_learnt_spelling_are_names_too(trade, province):
    alias_learn(agency=trade, text="Ngành Công Thương tỉnh", by=None)
    assert match_agency(province, name_key("Sở CT")) == trade
    assert match_agency(province, name_key("ngành công thương tỉnh")) == trade


def test_a_name_means_the_agency_that_had_it_on_the_day(province):
    before = agency_add(province=province, name="Sở Nội vụ", kind="department", valid_to=date(2025, 2, 28), by=None)
    after = agency_add(province=province, name="Sở Nội vụ", kind="department", valid_from=REFORM, by=None)
    assert match_agency(province, name_key("Sở Nội vụ"), date(2025, 2, 28)) == before
    assert match_agency(province, name_key("Sở Nội vụ"), REFORM) == after


def test_a_name_of_another_province_is_unknown(trade, other_province):
    assert match_agency(other_province, trade.key) is None


def test_an_ambiguous_spelling_matches_nothing_rather_than_something(province, trade, culture):
    for agency in (trade, culture):
        agency.aliases.create(text="Cơ quan thường trực", key=name_key("Cơ quan thường trực"))
    assert match_agency(province, name_key("Cơ quan thường trực")) is None


def test_suggestions_name_the_likely_agency_first(province, trade, culture):
    found = Names(province).suggest("Sở Công thươg")
    assert [suggestion.agency for suggestion in found][:1] == [trade]
    assert Names(province).suggest("Hội Chữ thập đỏ huyện") == [] or found[0].score > 72


def test_a_body_that_went_into_a_longer_name_is_suggested(province):
    culture = agency_add(province=province, name="Sở Văn hóa, Thể thao và Du lịch", kind="department", by=None)
    assert [found.agency for found in Names(province).suggest("Sở Du lịch")][:1] == [culture]


def test_names_cost_three_queries_however_many_are_looked_up(province, trade, culture, django_assert_num_queries):
    group_add(province=province, name="Các sở, ban, ngành", kinds=["department"], by=None)
    with django_assert_num_queries(4):
        names = Names(province)
        for text in ("Sở Công Thương", "Sở CT", "Các sở, ban, ngành", "Không có"):
            names.agency(name_key(text)), names.group(name_key(text)), names.suggest(text)


def test_a_group_means_those_who_were_members_on_the_day(province, trade, culture, lead_department):
    old = agency_add(
        province=province, name="Sở Thông tin và Truyền thông", kind="department", valid_to=date(2025, 2, 28), by=None
    )
    group = group_add(province=province, name="Các sở, ban, ngành", kinds=["department"], by=None)
    assert expand_group(group, date(2025, 1, 1)) == in_order([trade, culture, lead_department, old])
    assert expand_group(group, REFORM) == in_order([trade, culture, lead_department])


def test_a_group_takes_in_agencies_by_name_and_none_of_another_province(province, other_province, committee, trade):
    group = group_add(province=province, name="Tổ công tác", named=[committee, trade], by=None)
    assert expand_group(group) == [trade, committee]
    everyone = group_add(province=other_province, name="Các sở", kinds=["department", "committee"], by=None)
    assert expand_group(everyone) == [other_province.lead_department]


def test_an_open_ended_group_has_no_members_of_its_own(province, trade):
    group = group_add(province=province, name="Các đơn vị liên quan", open_ended=True, kinds=["department"], by=None)
    assert expand_group(group) == []


def test_a_group_is_known_by_its_other_spellings(province):
    group = group_add(
        province=province,
        name="UBND các xã, phường, đặc khu",
        kinds=["commune"],
        aliases=["Ủy ban nhân dân cấp xã", "UBND các xã, phường, đặc khu"],
        by=None,
    )
    assert match_group(province, name_key("UBND cấp xã")) == group
    assert match_group(province, name_key("Ủy ban nhân dân các xã, phường, đặc khu")) == group
    assert group.aliases.count() == 1
    assert AgencyGroup.objects.count() == 1


@pytest.mark.parametrize("words", ["công thương", "cong thuong", "CÔNG", "sở ct", "so ct"])
def test_the_list_finds_an_agency_typed_with_or_without_accents(province, trade, culture, words):
    assert agencies_list(province, words=words) == [trade]


def test_the_list_finds_what_an_abbreviation_stands_for(province, trade, culture):
    assert agencies_list(province, words="sở vhttdl") == [culture]


def test_the_list_is_in_the_order_of_the_vietnamese_alphabet(province, lead_department):
    for name in ("Đài A", "Da B", "Ăng C"):
        agency_add(province=province, name=name, by=None)
    assert [a.name for a in agencies_list(province)] == ["Ăng C", "Da B", "Đài A", "Sở Ngoại vụ"]
