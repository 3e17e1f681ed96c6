"""What the laws and resolutions of 2025 made of the bodies of real provinces."""

from datetime import date

import pytest

from nhipcau.organizations.actions import province_add
from nhipcau.organizations.models import Agency
from nhipcau.succession.actions import bodies_load
from nhipcau.succession.functions import THIS_WORK
from nhipcau.succession.models import Event
from nhipcau.succession.queries import lineage_of

pytestmark = pytest.mark.django_db

DAY = date(2026, 11, 20)
THEN = date(2022, 5, 20)
HCM, HANOI = "Thành phố Hồ Chí Minh", "thành phố Hà Nội"

# province, its lead department, old body, function, who holds it on the day (empty: nobody)
HOLDERS = [
    ("tỉnh Hà Tĩnh", "Sở Thông tin và Truyền thông", THIS_WORK, "Sở Văn hóa, Thể thao và Du lịch"),
    ("tỉnh Hà Tĩnh", "Sở Thông tin và Truyền thông", "digital", "Sở Khoa học và Công nghệ"),
    ("tỉnh Hà Tĩnh", "Sở Kế hoạch và Đầu tư", THIS_WORK, "Sở Tài chính"),
    ("tỉnh Hà Tĩnh", "Sở Lao động - Thương binh và Xã hội", THIS_WORK, "Sở Nội vụ"),
    ("tỉnh Hà Tĩnh", "Sở Lao động - Thương binh và Xã hội", "child_care", "Sở Y tế"),
    ("tỉnh Hà Tĩnh", "Sở Lao động - Thương binh và Xã hội", "poverty_reduction", "Sở Nông nghiệp và Môi trường"),
    ("tỉnh Hà Tĩnh", "Sở Lao động - Thương binh và Xã hội", "drug_treatment", "Công an tỉnh"),
    ("tỉnh Hà Tĩnh", "Ban Tuyên giáo Tỉnh ủy", THIS_WORK, "Ban Tuyên giáo và Dân vận Tỉnh ủy"),
    ("tỉnh Hà Tĩnh", "Công an huyện Nghi Xuân", THIS_WORK, "Công an tỉnh"),
    ("tỉnh Hà Tĩnh", "Ủy ban nhân dân huyện Nghi Xuân", THIS_WORK, ""),
    ("tỉnh Tuyên Quang", "Ủy ban nhân dân tỉnh Hà Giang", THIS_WORK, "Ủy ban nhân dân tỉnh Tuyên Quang"),
    ("tỉnh Đồng Nai", "Sở Ngoại vụ", THIS_WORK, "Văn phòng Ủy ban nhân dân tỉnh"),
    (HANOI, "Sở Thông tin và Truyền thông", THIS_WORK, "Sở Văn hóa và Thể thao"),
    (HCM, "Sở Giao thông vận tải", THIS_WORK, "Sở Xây dựng"),
    (HCM, "Sở Nông nghiệp và Phát triển nông thôn", THIS_WORK, "Sở Nông nghiệp và Môi trường"),
    (HCM, "Sở Quy hoạch - Kiến trúc", "architecture", "Sở Quy hoạch - Kiến trúc"),
    (HCM, "Ủy ban nhân dân tỉnh Bình Dương", THIS_WORK, "Ủy ban nhân dân thành phố Hồ Chí Minh"),
]
LEADS = {HANOI: "Sở Văn hóa và Thể thao", HCM: "Sở Văn hóa và Thể thao"}


@pytest.mark.parametrize("name", sorted({row[0] for row in HOLDERS}))
def test_each_function_is_where_the_law_put_it(name):
    province = province_add(name=name, lead_department=LEADS.get(name, "Sở Văn hóa, Thể thao và Du lịch"))
    assert not bodies_load(province=province).skipped
    province.refresh_from_db()
    lineage = lineage_of(province)
    names = dict(Agency.objects.values_list("pk", "name"))
    first = Agency.objects.filter(province=province, valid_from=None)
    for _name, old, function, wanted in (row for row in HOLDERS if row[0] == name):
        holder = lineage.holder(first.get(name=old).pk, function, THEN, DAY)
        assert (names[holder] if holder else "") == wanted, (old, function)


def test_in_ho_chi_minh_city_names_followed_each_other_within_the_year():
    province = province_add(name=HCM, lead_department="Sở Văn hóa và Thể thao")
    bodies_load(province=province)

    def standing(day):
        words = Agency.objects.filter(province=province, kind="department").valid_on(day)
        return {name for name in words.values_list("name", flat=True) if "Giao thông" in name or "Kiến trúc" in name}

    assert standing(date(2025, 2, 28)) == {"Sở Giao thông vận tải", "Sở Quy hoạch - Kiến trúc"}
    assert standing(date(2025, 4, 30)) == {"Sở Giao thông công chánh"}
    assert standing(date(2025, 5, 1)) == set()
    assert standing(DAY) == {"Sở Quy hoạch - Kiến trúc"}


def test_a_document_without_a_number_is_cited_by_its_issuer():
    event = Event(instrument_type="Nghị quyết", instrument_issuer="HĐND Thành phố Hồ Chí Minh")
    assert event.instrument == "Nghị quyết của HĐND Thành phố Hồ Chí Minh"
    assert Event(instrument_issuer="Bộ Quốc phòng").instrument == "Bộ Quốc phòng"
    assert Event(instrument_type="Nghị định", instrument_number="45/2025/NĐ-CP").instrument == "Nghị định 45/2025/NĐ-CP"
