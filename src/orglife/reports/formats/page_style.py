"""What an HTML page looks like: on a telephone, on a desk, on paper."""

from __future__ import annotations

from orglife.reports.blocks.palette import INK, INKS, PAINTS, PAPER, QUIET

SCREEN = """
:root { color-scheme: light; }
* { box-sizing: border-box; }
body { font: 16px/1.55 system-ui, -apple-system, "Segoe UI", "Noto Sans CJK SC", "PingFang SC",
  "Microsoft YaHei", sans-serif; color: INK; background: PAPER; margin: 0 auto;
  max-width: 64rem; padding: 1.25rem 1rem 3rem; overflow-wrap: anywhere; }
h1 { font-size: 1.5rem; line-height: 1.25; margin: 0 0 .25rem; }
h2 { font-size: 1.15rem; line-height: 1.3; margin: 1.75rem 0 .5rem; }
p { margin: .4rem 0; white-space: pre-wrap; }
hr { border: 0; border-top: 1px solid #c4c4c4; margin: 1rem 0; }
.aside, .hint { color: QUIET; }
.error { color: ERROR; font-weight: 600; } .warning { color: WARNING; }
.information { color: INFORMATION; }
code { font: .9em ui-monospace, Consolas, monospace; background: #f2f2f2; padding: .1rem .3rem;
  border-radius: 3px; }
figure { margin: 1rem 0; }
.wide { overflow-x: auto; max-width: 100%; }
.wide:focus-visible { outline: 2px solid #0072b2; outline-offset: 2px; }
.wide svg { display: block; max-width: 100%; height: auto; min-width: 34rem; }
summary { cursor: pointer; color: QUIET; padding: .25rem 0; }
table { border-collapse: collapse; margin: .75rem 0; font-size: .95rem; }
caption { text-align: left; font-weight: 600; padding-bottom: .35rem; }
th, td { border: 1px solid #c4c4c4; padding: .25rem .5rem; text-align: left;
  vertical-align: top; overflow-wrap: normal; }
td { min-width: 2rem; max-width: 26rem; }
thead th { background: #f2f2f2; vertical-align: bottom; }
tbody th { background: PAPER; font-weight: 500; position: sticky; left: 0; max-width: 12rem; }
.right { text-align: right; font-variant-numeric: tabular-nums; } .month { text-align: center; }
.short { white-space: nowrap; } .long { min-width: 14rem; }
.fill { min-width: 7rem; } table:has(.fill) { width: 100%; }
tr:has(> .fill) > * { height: 2.4rem; vertical-align: middle; }
.grid { font-size: .8rem; } .grid th, .grid td { padding: .15rem .3rem; }
.grid thead th { max-width: 6.5rem; font-weight: 500; }
.turned thead th { writing-mode: vertical-rl; transform: rotate(180deg); white-space: nowrap;
  max-width: none; text-align: left; }
.turned thead th:nth-child(-n+2) { writing-mode: horizontal-tb; transform: none; }
.turned tbody th { white-space: nowrap; }
td.cell { min-width: 1.7rem; text-align: center; } .key span { padding: 0 .35rem; }
.paper { display: none; }
td.missed, td.absent { font-weight: 600; }
@media (max-width: 40rem) { body { padding: .9rem .75rem 2rem; } h1 { font-size: 1.3rem; }
  table { font-size: .9rem; } td { max-width: 15rem; } tbody th { max-width: 8rem; } }
""".strip()

PRINT = """
@page { size: A4 SHAPE; margin: 14mm 12mm 16mm; }
@media print {
  body { max-width: none; padding: 0; font-size: 10.5pt; }
  h1, h2, caption { break-after: avoid; } tr, .key, figure, p { break-inside: avoid; }
  thead { display: table-header-group; }
  tr:has(> .fill) > * { height: 7.4mm; }
  .wide { overflow: visible; padding: 0 1px; } .wide svg { min-width: 0; }
  table { font-size: 9pt; max-width: 100%; } tbody th { position: static; }
  .long { min-width: 0; }
  td.cell { min-width: 0; }
  .grid { font-size: 6.5pt; } .grid th, .grid td { padding: .5mm; min-width: 0; }
  details, .wide:has(> .turned), .wide:has(> .turned) + .key { display: none; }
  .paper { display: block; margin: 0; }
  .paper svg { width: auto; height: auto; max-width: 100%; max-height: 250mm; }
  * { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
}
""".strip()


def style(*, landscape: bool) -> str:
    """Return the style sheet; `landscape` turns the printed page."""
    named = {
        "INFORMATION": INKS["information"],
        "WARNING": INKS["warning"],
        "ERROR": INKS["error"],
        "PAPER": PAPER,
        "QUIET": QUIET,
        "INK": INK,
        "SHAPE": "landscape" if landscape else "portrait",
    }
    text = f"{SCREEN}\n{PRINT}"
    for name, value in named.items():
        text = text.replace(name, value)
    cells = "\n".join(
        f"td.{code}, .key .{code} {{ background: {paint.fill}; color: {paint.ink}; }}"
        for code, paint in PAINTS.items()
    )
    return f"{text}\n{cells}"
