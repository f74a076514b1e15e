"""HTML: one file that refers to nothing outside itself, reads on a phone and prints well."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from typing import TYPE_CHECKING

from orglife.messages import say
from orglife.reports.calendar_lines import cell as calendar_cell
from orglife.reports.calendar_lines import legend
from orglife.reports.view import Calendar, Heading, Line, Separator, Table
from orglife.reports.visible import visible

if TYPE_CHECKING:
    from orglife.reports.formats import Look
    from orglife.reports.language import Language
    from orglife.reports.view import Block, View

LOOKS = """
body { font: 16px/1.5 system-ui, "Noto Sans CJK SC", "Microsoft YaHei", sans-serif;
  color: #1b1b1b; background: #fff; max-width: 60rem; margin: 1.5rem auto; padding: 0 1rem; }
h1 { font-size: 1.5rem; } h2 { font-size: 1.2rem; } .aside { color: #555; }
.wide { overflow-x: auto; }
table { border-collapse: collapse; margin: 1rem 0; }
th, td { border: 1px solid #bbb; padding: .2rem .5rem; text-align: left; vertical-align: top; }
th { background: #f2f2f2; } .right { text-align: right; } .month { text-align: center; }
.met { background: #dcecf9; } .late { background: #fff1cc; } .pending { background: #fff; }
.missed { background: #b3261e; color: #fff; font-weight: bold; }
.exempt, .waived, .unrecorded { background: #eee; color: #444; }
.error { color: #8c1d18; font-weight: bold; } .warning { color: #6b4300; } .hint { color: #555; }
code { background: #f2f2f2; padding: .1rem .3rem; }
@media print { body { max-width: none; margin: 0; font-size: 11pt; }
  tr, .legend { break-inside: avoid; } thead { display: table-header-group; }
  * { print-color-adjust: exact; -webkit-print-color-adjust: exact; } }
""".strip()


def render(view: View, language: Language, look: Look) -> str:  # noqa: ARG001  # every format's
    """Return the view as an HTML page; text of users is escaped."""
    title = next((one.text for one in view.blocks if isinstance(one, Heading)), "orglife")
    lines = [
        "<!doctype html>",
        f'<html lang="{"zh-CN" if language.code == "zh" else "en"}">',
        "<head>",
        '<meta charset="utf-8">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        f"<title>{_text(title, language)}</title>",
        f"<style>\n{LOOKS}\n</style>",
        "</head>",
        "<body>",
    ]
    for block in view.blocks:
        lines += _block(block, language)
    return "\n".join([*lines, "</body>", "</html>"]) + "\n"


def _text(value: object, language: Language) -> str:
    return escape(visible(language.text(value)).strip())


def _block(block: Block, language: Language) -> Iterator[str]:
    if isinstance(block, Heading):
        yield f"<h{block.level}>{_text(block.text, language)}</h{block.level}>"
        if block.aside:
            yield f'<p class="aside">{_text(block.aside, language)}</p>'
    elif isinstance(block, Line):
        text = _text(block.text, language)
        if block.style == "command":
            text = f"<code>{text}</code>"
        if text:
            yield (
                f'<p class="{escape(block.style)}">{text}</p>' if block.style else f"<p>{text}</p>"
            )
    elif isinstance(block, Separator):
        yield "<hr>"
    elif isinstance(block, Table):
        yield from _table(block, language)
    else:
        yield from _calendar(block, language)


def _table(table: Table, language: Language) -> Iterator[str]:
    if table.title is not None:
        yield f"<h2>{_text(table.title, language)}</h2>"
    if not table.rows:
        if table.empty is not None:
            yield f'<p class="hint">{_text(table.empty, language)}</p>'
        return
    sides = [' class="right"' if one.align == "right" else "" for one in table.columns]
    yield '<div class="wide"><table>'
    heads = (
        f'<th scope="col"{side}>{_text(one.heading, language)}</th>'
        for one, side in zip(table.columns, sides, strict=True)
    )
    yield f"<thead><tr>{''.join(heads)}</tr></thead>"
    yield "<tbody>"
    for number, row in enumerate(table.rows):
        style = table.styles[number] if number < len(table.styles) else ""
        cells = []
        for column, side, value in zip(table.columns, sides, row, strict=True):
            marked = f' class="{escape(style)}"' if style and column.key == "status" else side
            cells.append(f"<td{marked}>{_text(value, language)}</td>")
        yield f"<tr>{''.join(cells)}</tr>"
    yield "</tbody></table></div>"


def _calendar(calendar: Calendar, language: Language) -> Iterator[str]:
    months = "".join(f'<th scope="col" class="month">{number:02}</th>' for number in range(1, 13))
    yield '<div class="wide"><table>'
    yield (
        f'<thead><tr><th scope="col">{_text(say("Obligation"), language)}</th>{months}'
        f'<th scope="col" class="right">{_text(say("need/done"), language)}</th></tr></thead>'
    )
    yield "<tbody>"
    used: dict[str, None] = {}
    for row in calendar.rows:
        used.update(dict.fromkeys(status for status in row.months if status))
        cells = "".join(
            f'<td class="month {status or ""}">{calendar_cell(status, language)}</td>'
            for status in row.months
        )
        yield (
            f'<tr><th scope="row">{_text(row.label, language)}</th>{cells}'
            f'<td class="right">{escape(row.total)}</td></tr>'
        )
    yield "</tbody></table></div>"
    entries = (
        f'<span class="{status}">{calendar_cell(status, language)}</span> '
        f"{_text(legend(status), language)}"
        for status in used
    )
    yield f'<p class="legend">{"&ensp;".join(entries)}</p>'
