"""Writes communes_before.csv, districts_before.csv and provinces_before.csv: units until 30/6/2025, and what became of
them on 01/7/2025.

Run it as  python build_units_before.py CONVERSION LIST  with two tables that the National Statistics Office published:
the conversion of commune-level units ("Bảng chuyển đổi ĐVHC mới - cũ", 2025) and the list of units of 04/01/2025
(danhmuchanhchinh.nso.gov.vn). Both lie as CSV in the repository sunshine-tech/VietnamProvinces, commit 809e91b, folder
dev/seed-data. The new codes were compared with organizations/data/units.csv, which comes from elsewhere: all 3,321 are
the same. Rows are ``unsure`` where the two tables contradict each other.
"""

import csv
import re
import sys
import unicodedata
from collections.abc import Iterable
from pathlib import Path

HERE = Path(__file__).parent
CONVERSION = "Cục Thống kê, Bảng chuyển đổi ĐVHC 2025"
LIST = "Cục Thống kê, Danh mục ĐVHC 04/01/2025"
MERGERS = "Nghị quyết 202/2025/QH15"
HUE = "Nghị quyết 175/2024/QH15"
COMMUNES = {"Phường": "ward", "Xã": "commune", "Thị trấn": "township"}
DISTRICTS = {"Huyện": "district", "Quận": "urban_district", "Thành phố": "city", "Thị xã": "town"}
PROVINCES = {"Thành phố": "city", "Tỉnh": "province"}
Row = tuple[str, ...]


def tidy(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text).replace("'", "’").split())


def split_kind(text: str, kinds: dict[str, str]) -> tuple[str, str]:
    """ "Thị Trấn Yên Minh" → ("township", "Yên Minh")."""
    text = tidy(text)
    word = next((word for word in kinds if text.casefold().startswith(f"{word.casefold()} ")), "")
    return kinds.get(word, ""), text[len(word) :].strip()


def coded(text: str) -> tuple[str, str]:
    """ "Quận Ba Đình (001)" → ("Quận Ba Đình", "001")."""
    found = re.fullmatch(r"(.*?)\s*\((\d+)\)", tidy(text))
    return (found[1], found[2]) if found else (tidy(text), "")


def communes(conversion: list[list[str]], listed: dict[str, dict[str, str]]) -> Iterable[Row]:
    for _province, _name, new, old_name, old, how, district_text, old_province, *_rest in conversion:
        district_name, district = coded(district_text)
        kind, name = split_kind(old_name or district_name, COMMUNES | DISTRICTS)
        extent = "part" if "một phần" in tidy(how).casefold() or "còn lại" in how else "whole"
        known = listed.get(old.strip())
        agrees = known is not None and known["Mã TP"] == coded(old_province)[1]
        certainty = "sure" if agrees or not old.strip() else "unsure"
        yield old.strip(), kind, name, district, new.strip(), extent, certainty, CONVERSION


def districts(listed: Iterable[dict[str, str]]) -> Iterable[Row]:
    for row in listed:
        kind, name = split_kind(row["Quận Huyện"], DISTRICTS)
        yield row["Mã QH"], kind, name, row["Mã TP"], "sure", LIST


def provinces(conversion: list[list[str]], listed: Iterable[dict[str, str]]) -> Iterable[Row]:
    """A province goes where most of its communes went: all of them, but for one slip in the table. Those that were
    neither merged nor renamed go on."""
    votes: dict[str, dict[str, int]] = {}
    for row in conversion:
        counted = votes.setdefault(coded(row[7])[1], {})
        today = coded(row[0])[1]
        counted[today] = counted.get(today, 0) + 1
    for code, text in {(row["Mã TP"], row["Tỉnh Thành Phố"]) for row in listed}:
        kind, name = split_kind(text, PROVINCES)
        today = max(votes[code], key=lambda other: votes[code][other])
        merged = sum(today in other for other in votes.values()) > 1
        begins, ends = "2025-01-01" if name == "Huế" else "", "2025-06-30" if merged else ""
        yield code, kind, name, today, begins, ends, "sure", MERGERS
    yield "46", "province", "Thừa Thiên Huế", "46", "", "2024-12-31", "sure", HUE


def write(name: str, header: str, rows: Iterable[Row]) -> None:
    with (HERE / name).open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(header.split(","))
        writer.writerows(sorted(set(rows)))


if __name__ == "__main__":
    with open(sys.argv[1], encoding="utf-8-sig", newline="") as file:
        table = [row for row in csv.reader(file) if len(row) > 7 and row[2].strip().isdecimal()]
    with open(sys.argv[2], encoding="utf-8-sig", newline="") as file:
        units = list(csv.DictReader(file))
    by_code = {unit["Mã PX"]: unit for unit in units}
    write("communes_before.csv", "code,kind,name,district,new_code,extent,certainty,source", communes(table, by_code))
    write("districts_before.csv", "code,kind,name,province,certainty,source", districts(units))
    header = "code,kind,name,new_code,valid_from,valid_to,certainty,source"
    write("provinces_before.csv", header, provinces(table, units))
