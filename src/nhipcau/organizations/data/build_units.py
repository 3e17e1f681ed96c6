"""Writes units.csv: the provinces and commune-level units of today with their official codes.

Run it as  uv run --no-project --with vietnamadminunits==1.0.4 python build_units.py

Source: Quyết định 19/2025/QĐ-TTg of 30/6/2025 (codes and names from 01/7/2025), as carried by the PyPI package
vietnamadminunits (MIT). Its codes were compared with two other data sets taken from that decision: one code differed,
which is put right below. The older package vietnam-provinces 2025.10.1 carries codes of the draft: about a hundred
of them were never issued, so it is not used.
"""

import csv
import sqlite3
import unicodedata
from collections import Counter
from pathlib import Path

DECISION = "Quyết định 19/2025/QĐ-TTg"
CITY_OF_DONG_NAI = "Nghị quyết 30/2026/QH16"
WARDS_OF_DONG_NAI = "Nghị quyết 237/NQ-UBTVQH16"
KINDS = {"Thành phố": "city", "Tỉnh": "province", "Phường": "ward", "Xã": "commune", "Đặc khu": "special_zone"}

WRONG_CODES = {"06978": "06970"}  # xã Ba Chẽ
SINCE_2026 = {"75": ("city", CITY_OF_DONG_NAI)} | dict.fromkeys(
    ["25270", "25357", "25363", "26116", "26170", "26248", "26326", "26368", "26425", "26485"],
    ("ward", WARDS_OF_DONG_NAI),
)
EXPECTED = {"city": 7, "province": 27, "ward": 697, "commune": 2611, "special_zone": 13}


def rows() -> list[tuple[str, str, str, str, str]]:
    found: dict[str, tuple[str, str, str, str, str]] = {}
    import vietnamadminunits  # type: ignore[import-not-found]

    package = Path(vietnamadminunits.__file__).parent
    query = "SELECT wardCode, ward, provinceCode, province FROM admin_units"
    for code, name, parent, province in sqlite3.connect(package / "data" / "dataset.db").execute(query):
        found[parent] = row(parent, province, "")
        right_code = WRONG_CODES.get(code, code)
        found[right_code] = row(right_code, name, parent)
    return [found[code] for code in sorted(found)]


def row(code: str, full_name: str, parent: str) -> tuple[str, str, str, str, str]:
    full_name = " ".join(unicodedata.normalize("NFC", full_name).replace("'", "’").split())
    word = next(word for word in KINDS if full_name.startswith(word))
    kind, source = SINCE_2026.get(code, (KINDS[word], DECISION))
    return code, kind, full_name.removeprefix(word).strip(), parent, source


if __name__ == "__main__":
    units = rows()
    counts = Counter(unit[1] for unit in units)
    if counts != EXPECTED:
        raise SystemExit(f"The decision has other numbers of units: {counts}")
    with (Path(__file__).parent / "units.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["code", "kind", "name", "parent", "source"])
        writer.writerows(units)
