"""Which browser on which system a request came from, in words. A guess from what the browser says of itself."""

from __future__ import annotations

from django.utils.translation import gettext as _

# The first word that is found decides: most browsers also name those that they descend from.
BROWSERS = (
    ("Zalo", "Zalo"),
    ("coc_coc_browser", "Cốc Cốc"),
    ("Edg", "Edge"),
    ("OPR/", "Opera"),
    ("SamsungBrowser", "Samsung Internet"),
    ("YaBrowser", "Yandex"),
    ("UCBrowser", "UC Browser"),
    ("FxiOS", "Firefox"),
    ("Firefox/", "Firefox"),
    ("CriOS", "Chrome"),
    ("Chrome/", "Chrome"),
    ("Version/", "Safari"),
)
SYSTEMS = (
    ("Windows", "Windows"),
    ("Android", "Android"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("CrOS", "ChromeOS"),
    ("Mac OS X", "macOS"),
    ("Linux", "Linux"),
)


def browser_words(agent: str) -> str:
    """
    >>> browser_words("Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/142.0.0.0 Safari/537.36")
    'Chrome · Windows'
    """
    browser = next((name for word, name in BROWSERS if word in agent), _("unknown browser"))
    system = next((name for word, name in SYSTEMS if word in agent), _("unknown system"))
    return f"{browser} · {system}"
