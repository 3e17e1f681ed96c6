"""Where the name of an issuing body ends and the subject of its document begins: "của Bộ Y tế | quy định ..."."""

from __future__ import annotations

import re
from functools import cache

from vanban.tables import rows
from vanban.text import flat

_WORD = re.compile(r"\s*(?P<word>[^\s,;:.()\"“”\[\]]+\.?)")
# Names go on in small letters for one syllable ("Chính phủ", "Thông tin"); of the second only these may stand inside.
_INSIDE = frozenset(
    re.split(
        " ",
        "nhan dan tinh thanh pho huyen quan thi xa phuong dac khu tran va cac trung uong toi cao khoa lan thu nhiem ky "
        "quoc gia dai bieu viet nam truong to chuc huu nghi lien hiep bo nganh - – & cap "
        "nhat hai ba tu sau bay tam chin muoi mot",
    )
)
# Marks count: "giao" begins a subject, "Tuyên giáo" is a name.
_SUBJECT = re.compile(
    r"(?:về\b(?! người Việt Nam ở)|v/v|quy định|hướng dẫn|ban hành|phê duyệt|triển khai|thực hiện|sửa đổi|bổ sung|"
    r"tăng cường|công bố|thông qua|quản lý|đẩy mạnh|tiếp tục|điều chỉnh|bãi bỏ|thay thế|nâng cao|thành lập|"
    r"giao\b(?! thông| dịch| lưu)|kiện toàn|phân công|phân cấp|chấn chỉnh|đề nghị|"
    r"xây dựng (?:kế hoạch|chương trình|đề án|và|mới|hệ thống)|"
    r"tổ chức (?:thực hiện|triển khai|các hoạt động|hoạt động|kỷ niệm)|năm 20|giai đoạn|đối với|cho\b|tại\b|"
    r"thi hành|chi tiết|khuyến khích|hỗ trợ|báo cáo|tham mưu|yêu cầu|chỉ đạo (?:về|thực|triển|tăng)|trong đó|đã\b|"
    r"thông báo|kết luận)",
    re.IGNORECASE,
)
_SUBJECT_WITHOUT_MARKS = re.compile(flat(_SUBJECT.pattern), re.IGNORECASE)
_LONGEST = 300
_TITLE = re.compile(r"\s?(?:(?:pho )?chu tich |bo truong |giam doc )?")
# Bodies whose names go on in small letters: there only a word that begins a subject ends the name.
_LONG_NAMES = re.compile(
    r"(?:(?:pho )?(?:chu tich|truong ban|truong) )?(?:ban chi dao|ban dieu hanh|hoi dong|to cong tac|lien hiep|"
    r"hiep hoi|ban quan ly|uy ban (?:ve|quoc gia|an toan)|ban an toan|vien|trung tam|cuc)\b"
)


@cache
def _next_document() -> re.Pattern[str]:
    names = "|".join(re.escape(flat(row["name"])) for row in rows("document_types"))
    return re.compile(rf"(?:cac\s+)?(?:{names})\s+(?:so\b|\d+\s*[/-])")


@cache
def _departments() -> re.Pattern[str]:
    names = {f"{row['head']} {row['name']}" for row in rows("department_names") if row["head"] != "Ban"}
    names |= {row["head"] for row in rows("agency_heads") if "," in row["head"]}
    return re.compile(rf"(?:{'|'.join(re.escape(flat(n)) for n in sorted(names, key=len, reverse=True))})\b")


def issuer_end(text: str, start: int) -> int:
    """The offset after the issuer's name that begins at ``start``.

    >>> text = "Bộ Văn hóa, Thể thao và Du lịch quy định chi tiết"
    >>> text[: issuer_end(text, 0)]
    'Bộ Văn hóa, Thể thao và Du lịch'
    """
    return start + _length(text[start : start + _LONGEST])


def _length(text: str) -> int:
    even = flat(text)
    long_name = bool(_LONG_NAMES.match(even))
    end, small = 0, 0
    while True:
        title = _TITLE.match(even, end)
        if known := _departments().match(even, title.end() if title else end):
            end, small = known.end(), 1
        match = _WORD.match(text, end)
        if match is None or (end > 0 and not _goes_on(text, even, match.start("word"), long_name or small == 0)):
            return end
        small = 0 if match["word"][0].isupper() or match["word"][0].isdigit() else small + 1
        if match["word"].endswith(".") and flat(match["word"]) not in {"tp.", "tx."}:
            return match.end() - 1
        end = match.end()


def _goes_on(text: str, even: str, at: int, small_word_may_follow: bool) -> bool:
    subject = _SUBJECT_WITHOUT_MARKS if text.isascii() else _SUBJECT
    if subject.match(text, at) or _next_document().match(even, at) or re.match(r"ngay\s*\d", even[at:]):
        return False
    word = re.split(r"[\s,;:.()]", even[at:], maxsplit=1)[0]
    if word == "va":
        after = at + 3
        return not _next_document().match(even, after) and text[after : after + 1].isupper()
    return small_word_may_follow or text[at].isupper() or text[at].isdigit() or word in _INSIDE
