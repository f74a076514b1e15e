"""`orglife check`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from orglife.cli.framework.command import Session, reads, show
from orglife.cli.framework.options import argument, option

if TYPE_CHECKING:
    from orglife.reports.duties.report_page import ReportPage
    from orglife.reports.language import Language
    from orglife.reports.papers.paper import Paper
    from orglife.reports.papers.wall_calendar import WallCalendar


@reads(
    examples=(
        "check 2026",
        "check 2026-Q4 --calendar",
        "check 2026年第四季度 --rule GR-FREQ --rule GM-FREQ",
        'check "last month" --fail-on error --format json',
    )
)
def check(
    session: Session,
    period: Annotated[
        str, argument("2026, 2026-Q4, 2026-11; else this year", metavar="[PERIOD]")
    ] = "",
    rule: Annotated[
        list[str],
        option("--rule", metavar="ID", help="Only this rule; may be repeated", values="rules"),
    ] = [],
    fail_on: Annotated[
        str,
        option(
            "--fail-on",
            metavar="SEVERITY",
            help="Exit 1 when this or worse is missed: error, warning, information or never",
            values=("error", "warning", "information", "never"),
        ),
    ] = "warning",
    calendar: Annotated[bool, option("--calendar", help="The calendar alone")] = False,
    a3: Annotated[
        bool, option("--a3", help="With -o NAME.svg: the wall calendar on A3, else A4")
    ] = False,
    listed: Annotated[
        bool, option("--list", help="The list alone, with everything that was met")
    ] = False,
) -> None:
    """Check a period against the rules: the calendar of duties and the list of findings.

    Exit code 1 when a finding of --fail-on (warning) or worse is missed.
    """
    from orglife.errors import ChoiceError
    from orglife.messages import say
    from orglife.reports.duties.compliance import compliance_view, worst_missed
    from orglife.reports.duties.findings import SEVERITY_RANK
    from orglife.rules import engine

    allowed = (*reversed(SEVERITY_RANK), "never")
    if fail_on not in allowed:
        raise ChoiceError(
            say("{value} is no value of --{name}", value=fail_on, name="fail-on"),
            hint=say("one of: {codes}", codes=allowed),
        )

    def paper(language: Language) -> Paper:
        from orglife.reports.papers.findings_papers import findings_paper  # for files only

        return findings_paper(branch, findings, asked, session.today, language)

    def page() -> ReportPage:
        from orglife.reports.duties.report_page import report_page  # for HTML only

        return report_page(branch, findings, asked, session.today)

    def wall(language: Language) -> WallCalendar | None:
        from orglife.reports.papers.wall_calendar import wall_calendar  # for pictures only

        return wall_calendar(branch, findings, session.today, language)

    branch, asked = session.load(), session.period(period)
    findings = engine.check_branch(branch, asked, as_of=session.today, only=tuple(rule))
    unjudged = []
    if rule:
        from orglife.rules.unjudged import unjudged_rules

        judged = {finding.rule.id for finding in findings}
        unjudged = unjudged_rules(branch, asked, as_of=session.today, only=rule, judged=judged)
    view = compliance_view(
        branch,
        findings,
        asked,
        session.today,
        calendar=calendar or not listed,
        listed=listed or not calendar,
        everything=listed,
        program=session.program,
        unjudged=unjudged,
    )
    show(
        session,
        view.on_paper(paper, screen=True, wall=wall, wall_size="A3" if a3 else "A4", page=page),
    )
    if worst_missed(findings, fail_on):
        session.leave(1)
