"""What nobody should send: every parameter of the site, and odd values."""

# fmt: off
NAMES = [
    "q", "nam", "thang", "ke_hoach", "nhom", "chu_tri", "phoi_hop", "han", "tu", "den", "trang_thai", "cua", "xep",
    "so_dong", "trang", "theo", "loai", "da_thoi", "biet_ngay", "nguoi", "viec", "doi_tuong", "xem", "khoi",
    "hang", "chu", "dong", "version", "lam", "titles", "ten", "nghia", "chon", "plan", "token", "with_open",
    "force", "lan", "closed", "thay", "ghi_de", "da_xem", "buoc", "quyet_dinh", "da_thay", "nghi", "language",
    "next", "text", "name", "short_name", "kind", "parent", "unit", "organ_id", "valid_from", "valid_to",
    "open_ended", "kinds", "named", "aliases", "last_name", "first_name", "username", "email", "phone", "password",
    "agency", "role", "post", "user", "decided_by", "year", "last_day", "status", "finished_on", "note", "first",
    "address", "events", "scope", "expires_on", "time_text", "budget_text", "title", "post-agency", "post-role",
    "post-valid_from", "after", "limit", "page", "size", "state", "due_from", "lead", "group", "sort", "on", "due",
    "old_password", "new_password", "code", "effective_on", "old", "new", "function", "instrument_number",
    "instrument_date", "instrument_link", "new_name", "new_kind", "error", "iss", "id_token", "session_state",
    "proof-password", "proof-code",
]
# fmt: on
ODD = {
    "nul": "%00",
    "lone surrogate": "%ED%A0%80",
    "broken UTF-8": "%FF%FE%80",
    "negative": "-1",
    "huge": "9" * 40,
    "longer than Python reads": "9" * 5000,
    "other digits": "%D9%A3",
    "superscript": "%C2%B2",
    "not a number": "NaN",
    "path": "../../../../etc/passwd",
    "markup": "%22%3E%3Cscript%3Ealert(1)%3C/script%3E",
    "template": "%7B%7Brequest.user.password%7D%7D%25s%25(x)s",
    "impossible day": "31/02/2026",
    "first day of all": "0001-01-01",
    "last day of all": "31/12/9999",
    "right to left": "%E2%80%AEabc",
}
