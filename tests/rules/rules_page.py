"""Makes the table of `docs/reference/rules.md` from the pack: python tests/rules/rules_page.py."""

from __future__ import annotations

from pathlib import Path

from orglife.rules.rule import Rule, central_rules

PAGE = Path(__file__).parents[2] / "docs" / "reference" / "rules.md"
BEGIN, END = "<!-- the pack -->", "<!-- end of the pack -->"
COLUMNS = ("rule", "what it asks", "要求", "source", "Art.", "strength", "severity", "verified")


def state(rule: Rule) -> str:
    if not rule.check:
        return "never"
    return "on" if rule.enabled else "off"


def row(rule: Rule) -> str:
    verified = "yes" if rule.verified else "no"
    cells = (
        f"`{rule.id}`",
        rule.title.en,
        rule.title.zh,
        rule.source,
        rule.article or "-",
        rule.strength,
        rule.severity,
        verified,
        state(rule),
        str(rule.check.get("kind", "-")),
    )
    return "| " + " | ".join(cells) + " |"


def table() -> str:
    columns = (*COLUMNS, "checked", "kind of check")
    lines = ["| " + " | ".join(columns) + " |", "|" + "---|" * len(columns)]
    lines += [row(rule) for rule in sorted(central_rules(), key=lambda rule: rule.id)]
    return "\n".join(lines)


def page(text: str) -> str:
    before, _, rest = text.partition(BEGIN)
    _, _, after = rest.partition(END)
    return f"{before}{BEGIN}\n\n{table()}\n\n{END}{after}"


if __name__ == "__main__":
    PAGE.write_text(page(PAGE.read_text(encoding="utf-8")), encoding="utf-8")
