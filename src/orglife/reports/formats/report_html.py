"""The parts of an HTML report around its blocks: anchors, figures, rule texts and links to them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from html import escape
from typing import TYPE_CHECKING

from orglife.messages import say
from orglife.reports.language import escape_unprintable
from orglife.reports.view import Calendar, Heading

if TYPE_CHECKING:
    from orglife.reports.duties.report_page import ReportPage
    from orglife.reports.language import Language
    from orglife.reports.view import Block

RULES = "rules"
"""The anchor of the rule texts."""


def report_parts(
    page: ReportPage, blocks: Iterable[Block], lines: list[str], language: Language
) -> list[str]:
    """Return the lines of a report: heading, anchors, figures, blocks, rule texts.

    Rules that are named in a cell of their own lead to their text, and from there back.
    """
    first = next((at for at, line in enumerate(lines) if line.startswith("<h2")), len(lines))
    for at, line in enumerate(lines[:first]):
        if line.startswith(("<figure", "<hr")):
            first = at
            break
    codes = {rule.id for rule in page.rules}
    linked = [_linked(line, codes) for line in lines]
    for at, line in enumerate(linked):
        if line.startswith("<figure"):
            linked[at] = line.replace("<figure", '<figure id="cal"', 1)
            break
    return [
        *linked[:first],
        *_anchors(page, blocks, language),
        *_figures(page, language),
        *linked[first:],
        *_rules(page, language),
    ]


def _said(value: object, language: Language) -> str:
    return escape(escape_unprintable(language.text(value)).strip())


def _linked(line: str, codes: set[str]) -> str:
    """Return a line in which every cell that is a rule leads to its text."""

    def link(found: re.Match[str]) -> str:
        code = found[2]
        if code not in codes:
            return found[0]
        return f'{found[1]}<a href="#r-{code}">{code}</a>{found[3]}'

    return re.sub(r"(<t[dh][^>]*>)([A-Z][A-Z0-9-]+)(</t[dh]>)", link, line)


def _anchors(page: ReportPage, blocks: Iterable[Block], language: Language) -> list[str]:
    links: list[str] = []
    calendar = _said(say("Calendar"), language)
    rules = _said(say("Rule texts"), language)
    for block in blocks:
        if isinstance(block, Calendar) and block.rows and not any("#cal" in one for one in links):
            links.append(f'<a href="#cal">{calendar}</a>')
        elif isinstance(block, Heading) and block.anchor:
            links.append(f'<a href="#{block.anchor}">{_said(block.text, language)}</a>')
    if page.rules:
        links.append(f'<a href="#{RULES}">{rules}</a>')
    return [f"<nav>{' '.join(links)}</nav>"] if links else []


def _figures(page: ReportPage, language: Language) -> list[str]:
    lines = ['<div class="figures">']
    for figure in page.figures:
        label = _said(figure.label, language)
        if figure.anchor:
            label = f'<a href="#{figure.anchor}">{label}</a>'
        lines.append(f"<p><strong>{escape(figure.value)}</strong> {label}</p>")
    return [*lines, "</div>"]


def _rules(page: ReportPage, language: Language) -> list[str]:
    if not page.rules:
        return []
    heading = _said(say("Rule texts"), language)
    lines = [f'<h2 id="{RULES}">{heading}</h2>', '<dl class="rules">']
    for rule in page.rules:
        told = [rule.id, _said(rule.source, language), _said(rule.strength, language)]
        if not rule.verified:
            told.append(_said(say("wording not verified"), language))
        title = _said(rule.title, language)
        lines.append(f'<dt id="r-{rule.id}">{title}</dt>')
        lines.append(f"<dd>{escape(' · ').join(told)}</dd>")
    return [*lines, "</dl>"]
