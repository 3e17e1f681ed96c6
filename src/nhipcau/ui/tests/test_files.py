"""Rules that the files of the look keep."""

import re
from pathlib import Path

import pytest

UI = Path(__file__).resolve().parents[1]
STYLESHEET = (UI / "static/ui/app.css").read_text("utf-8")
TOKENS, COMPONENTS = STYLESHEET.split("/* Type:", 1)
TEMPLATES = sorted(UI.parent.glob("*/templates/**/*.html"))


def test_components_name_no_raw_colour():
    raw = re.findall(r"#[0-9a-fA-F]{3,8}\b|\brgb\(", COMPONENTS.split("@media print")[0])
    assert raw == []


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_templates_hold_no_script_and_no_style_of_their_own(template):
    text = template.read_text("utf-8")
    assert re.findall(r"<style\b|\sstyle=|\son\w+=|<script(?![^>]*\bsrc=)", text) == []


def colours(block):
    return dict(re.findall(r"--([\w-]+): (#[0-9a-f]{3,6})\b", block))


def luminance(colour):
    digits = colour[1:] if len(colour) == 7 else "".join(digit * 2 for digit in colour[1:])
    channels = [int(digits[place : place + 2], 16) / 255 for place in (0, 2, 4)]
    red, green, blue = (c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


LIGHT, DARK = (colours(part) for part in TOKENS.split("@media (prefers-color-scheme: dark)"))
PAIRS = [
    (ink, ground) for ground in ("paper", "ground") for ink in ("ink", "quiet", "accent", "alarm", "warning", "good")
]
PAIRS += [("on-accent", "accent"), ("alarm", "alarm-soft"), ("warning", "warning-soft"), ("ink", "accent-soft")]
PAIRS += [("menu-ink", "menu"), ("menu-strong", "menu-current"), ("ink", "mark"), ("ink", "good-soft")]


@pytest.mark.parametrize("theme", [LIGHT, LIGHT | DARK], ids=["light", "dark"])
@pytest.mark.parametrize(("ink", "ground"), PAIRS)
def test_text_stands_out_enough_in_both_themes(theme, ink, ground):
    lighter, darker = sorted((luminance(theme[ink]), luminance(theme[ground])), reverse=True)
    assert (lighter + 0.05) / (darker + 0.05) >= 4.5
