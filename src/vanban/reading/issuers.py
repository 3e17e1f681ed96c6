"""Where the name of an issuing body ends and the subject of its document begins: "của Bộ Y tế | quy định ..."."""

from __future__ import annotations

import re
from functools import cache

from vanban.tables import rows
from vanban.text import flat

_WORD = re.compile(r"\s*(?P<word>[^\s,;:.()\"“”\[\]]+\.?)")
# Names go on in small letters for one syllable ("Chính phủ", "Thông tin"); of the second only these may stand inside.
_INSIDE = frozenset(
    "nhan dan tinh thanh pho huyen quan thi xa phuong dac khu tran va cac trung uong toi cao khoa lan thu nhiem ky "
    "quoc gia dai bieu viet nam truong to chuc huu nghi lien hiep bo nganh - – & cap".split()
)
_SUBJECT = re.compile(
    r"(?:ve\b(?! nguoi viet nam o)|v/v|quy dinh|huong dan|ban hanh|phe duyet|trien khai|thuc hien|sua doi|bo sung|"
    r"tang cuong|cong bo|thong qua|quan ly|day manh|tiep tuc|dieu chinh|bai bo|thay the|nang cao|giao\b|thanh lap|"
    r"kien toan|phan cong|phan cap|chan chinh|de nghi|xay dung (?:ke hoach|chuong trinh|de an|va|moi|he thong)|"
    r"to chuc (?:thuc hien|trien khai|cac hoat dong|hoat dong|ky niem)|nam 20|giai doan|doi voi|cho\b|tai\b|"
    r"thi hanh|chi tiet|khuyen khich|ho tro|bao cao|tham muu|yeu cau|chi dao (?:ve|thuc|trien|tang)|trong do|da\b)"
)
# Bodies whose names go on in small letters: there only a word that begins a subject ends the name.
_LONG_NAMES = re.compile(
    r"(?:ban chi dao|hoi dong|to cong tac|lien hiep|hiep hoi|ban quan ly|uy ban (?:ve|quoc gia)|vien|trung tam|cuc)\b"
)


@cache
def _document_type() -> re.Pattern[str]:
    return re.compile(rf"(?:{'|'.join(re.escape(flat(row['name'])) for row in rows('document_types'))})\b")


@cache
def _departments() -> re.Pattern[str]:
    names = {f"{row['head']} {row['name']}" for row in rows("department_names") if row["head"] != "Ban"}
    return re.compile(rf"(?:{'|'.join(re.escape(flat(n)) for n in sorted(names, key=len, reverse=True))})\b")


def issuer_end(text: str, start: int) -> int:
    """The offset after the issuer's name that begins at ``start``.

    >>> text = "Bộ Văn hóa, Thể thao và Du lịch quy định chi tiết"
    >>> text[: issuer_end(text, 0)]
    'Bộ Văn hóa, Thể thao và Du lịch'
    """
    even = flat(text)
    long_name = bool(_LONG_NAMES.match(even, start))
    end, small = start, 0
    while True:
        if known := _departments().match(even, end + (even[end : end + 1] == " ")):
            end, small = known.end(), 1
        match = _WORD.match(text, end)
        if match is None or (end > start and not _goes_on(text, even, match.start("word"), long_name or small == 0)):
            return end
        small = 0 if match["word"][0].isupper() or match["word"][0].isdigit() else small + 1
        if match["word"].endswith(".") and flat(match["word"]) not in {"tp.", "tx."}:
            return match.end() - 1
        end = match.end()


def _goes_on(text: str, even: str, at: int, small_word_may_follow: bool) -> bool:
    if _SUBJECT.match(even, at) or _document_type().match(even, at) or re.match(r"ngay\s*\d", even[at:]):
        return False
    word = re.split(r"[\s,;:.()]", even[at:], maxsplit=1)[0]
    if word == "va":
        after = at + 3
        return not _document_type().match(even, after) and text[after : after + 1].isupper()
    return small_word_may_follow or text[at].isupper() or text[at].isdigit() or word in _INSIDE
