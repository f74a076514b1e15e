"""A made-up branch with two years of life and known gaps, to try things on.

Every name, place and number in it is invented. The branch ends today, whatever day that is: gaps
are counted back from it, so that there is always something missed, something open and something
that falls due.
"""

from __future__ import annotations

from datetime import date

from orglife.actions.demo.activities import add_demo_activities
from orglife.actions.demo.people import add_demo_people
from orglife.model.branch import Branch, Meta


def demo_branch(*, today: date, uid: str, language: str) -> Branch:
    """Return the branch as it is on `today`; names in `language` (`en` or `zh`)."""
    chinese = language == "zh"
    meta = Meta(
        uid=uid,
        name="滨河社区第一党支部（示例）" if chinese else "Riverside First (made up)",
        superior="滨河街道党工委（示例）" if chinese else "Riverside Party committee (made up)",
        sector="community",
        founded=date(today.year - 6, 1, 5),
        records_from=date(today.year - 1, 1, 1),
        theme_day="每月第一个周五" if chinese else "first friday",
        language=language,
    )
    branch = add_demo_people(Branch(meta=meta), today=today, chinese=chinese)
    return add_demo_activities(branch, today=today, chinese=chinese)
