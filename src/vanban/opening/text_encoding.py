"""Bytes become text: UTF-8 and UTF-16, and what Vietnamese offices typed before them."""

from __future__ import annotations

from .legacy_letters import decode_legacy, sounds_vietnamese

SAMPLE = 20_000  # letters that are enough to judge an encoding


def decode(data: bytes) -> str:
    """The text of a file, its encoding found by what makes Vietnamese words.

    >>> decode("Kế hoạch".encode("utf-16"))
    'Kế hoạch'
    >>> decode(b"K\\xd5 ho\\xb9ch th\\xabng tin ngo\\xb9i giao")  # TCVN3
    'Kế hoạch thông tin ngoại giao'
    """
    text = _by_mark(data) or _by_zeros(data)
    if text is None:
        try:
            text = data.decode("utf-8")
        except UnicodeDecodeError:
            return _best_of(data)
    # Old letters that a converter took for Latin-1 and saved as Unicode.
    return _from_latin(text)


def _by_mark(data: bytes) -> str | None:
    for mark, encoding in ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be")):
        if data.startswith(mark):
            return data[len(mark) :].decode(encoding, "replace")
    return None


def _by_zeros(data: bytes) -> str | None:
    """UTF-16 without a mark: every other byte of its ASCII letters is zero."""
    start = data[:4000]
    even, odd = start[::2].count(0), start[1::2].count(0)
    if even + odd < len(start) / 20:
        return None
    return data.decode("utf-16-le" if odd > even else "utf-16-be", "replace")


def _best_of(data: bytes) -> str:
    sample = data[:SAMPLE]
    latin = sample.decode("latin-1")
    scores = {
        "utf-8": sounds_vietnamese(sample.decode("utf-8", "replace")),  # a file with some broken letters
        "cp1258": sounds_vietnamese(sample.decode("cp1258", "replace")),
        "tcvn3": sounds_vietnamese(decode_legacy(latin, "tcvn3")),
        "vni": sounds_vietnamese(decode_legacy(latin, "vni")),
    }
    best = max(scores, key=lambda encoding: scores[encoding])
    if best in ("utf-8", "cp1258"):
        return data.decode(best, "replace")
    return decode_legacy(data.decode("latin-1"), "tcvn3" if best == "tcvn3" else "vni")


def _from_latin(text: str) -> str:
    sample = text[:SAMPLE]
    if sample.isascii() or max(sample) > "\u2122" or sounds_vietnamese(sample) > 0.4:
        return text
    tcvn3, vni = decode_legacy(sample, "tcvn3"), decode_legacy(sample, "vni")
    better = max((sounds_vietnamese(tcvn3), "tcvn3"), (sounds_vietnamese(vni), "vni"))
    if better[0] < 0.8:
        return text
    return decode_legacy(text, "tcvn3" if better[1] == "tcvn3" else "vni")
