"""A made plan as HTML and as Markdown."""

from __future__ import annotations

from html import escape

from .luck import Luck
from .page import HEADINGS, Block, Grid, NewPage, Para, Side


def as_html(blocks: tuple[Block, ...], luck: Luck) -> bytes:
    headings = luck.often(0.5)
    parts = []
    for block in blocks:
        if isinstance(block, Para):
            level = HEADINGS.get(block.role) if headings else None
            tag = f"h{level + 1}" if level else "p"
            text = escape(block.printed)
            parts.append(f"<{tag}>{text}</{tag}>" if level or block.role not in HEADINGS else f"<p><b>{text}</b></p>")
        elif isinstance(block, Grid):
            parts.append(_table(block, luck))
        elif isinstance(block, Side):
            cells = "".join(
                f"<td>{''.join(f'<p>{escape(para.printed)}</p>' for para in paras)}</td>"
                for paras in (block.left, block.right)
            )
            parts.append(f"<table><tr>{cells}</tr></table>")
    head = '<!DOCTYPE html><html lang="vi"><head><meta charset="utf-8"><title>Kế hoạch</title></head><body>'
    return f"{head}\n{chr(10).join(parts)}\n</body></html>".encode()


def _table(grid: Grid, luck: Luck) -> str:
    joint = luck.one(("br", "p"))
    rows = []
    for number, row in enumerate(grid.rows):
        tag = "th" if number < grid.header_rows else "td"
        cells = []
        for box in row:
            spans = (f' rowspan="{box.rows}"' if box.rows > 1 else "") + (
                f' colspan="{box.cols}"' if box.cols > 1 else ""
            )
            lines = [escape(line) for line in box.lines]
            inner = "<br>".join(lines) if joint == "br" else "".join(f"<p>{line}</p>" for line in lines)
            cells.append(f"<{tag}{spans}>{inner}</{tag}>")
        rows.append(f"<tr>{''.join(cells)}</tr>")
    return f'<table border="1">{"".join(rows)}</table>'


def as_markdown(blocks: tuple[Block, ...], luck: Luck) -> bytes:
    parts = []
    for block in blocks:
        if isinstance(block, Para):
            level = HEADINGS.get(block.role)
            if level and level <= 3:
                parts.append(f"{'#' * (level + 1)} {block.printed}")
            elif block.role in ("title", "point"):
                parts.append(f"**{block.printed}**")
            else:
                parts.append(block.printed)
        elif isinstance(block, Side):
            parts += [f"{para.printed}" for para in (*block.left, *block.right)]
        elif isinstance(block, Grid):
            parts.append(_pipes(block, bold=luck.often(0.2)))
        elif isinstance(block, NewPage):
            parts.append("---")
    return ("\n\n".join(parts) + "\n").encode()


def _pipes(grid: Grid, *, bold: bool) -> str:
    rows = []
    for number, places in enumerate(grid.places()):
        row, before = [], None
        for box, _ in places:
            text = "<br>".join(box.lines)
            row.append("" if box is before else f"**{text}**" if bold and text and (box.bold or box.middle) else text)
            before = box
        rows.append("| " + " | ".join(row) + " |")
        if number == 0:
            rows.append("|" + " --- |" * len(row))
    return "\n".join(rows)
