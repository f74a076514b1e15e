"""The kinds of activity: data, so that a branch can add its own.

A new kind of the central list is one line here; a branch's own kind is a record of its file.
Each kind counts for itself: an organizational-life meeting held in the form of a general meeting
does not count as the quarter's general meeting.
"""

from __future__ import annotations

from msgspec import Struct

from orglife.model.terms import REPORT_FORMS, Term


class ActivityKind(Struct, frozen=True):
    """A kind of activity: whom it concerns by default, and whom else it may concern.

    `scope` and `also_scopes` are of: branch, committee, group, members (those chosen).
    """

    term: Term
    scope: str
    also_scopes: tuple[str, ...]
    study: bool
    """Its length counts as study hours (2019 education regulation, Art. 20)."""
    required: bool = False
    """Members must attend it on schedule (branch regulation, Art. 16)."""

    forms: tuple[str, ...] = ()
    """The forms of its own in which it is held; else general, committee or group."""

    @property
    def code(self) -> str:
        """The code that stands in the file."""
        return self.term.code

    def allows(self, scope: str) -> bool:
        """Whether an activity of this kind may concern `scope`."""
        return scope == self.scope or scope in self.also_scopes


def _kind(
    code: str,
    en: str,
    zh: str,
    scope: str,
    *also_scopes: str,
    also: tuple[str, ...] = (),
    study: bool = False,
    required: bool = False,
    forms: tuple[str, ...] = (),
) -> ActivityKind:
    return ActivityKind(Term(code, en, zh, also), scope, also_scopes, study, required, forms)


# fmt: off
CENTRAL = {kind.code: kind for kind in (
    _kind("general-meeting", "general member meeting", "支部党员大会", "branch", also=("党员大会", "general meeting"), required=True),
    _kind("committee-meeting", "committee meeting", "支部委员会会议", "committee", also=("支委会", "支部委员会", "支委会会议"), required=True),
    _kind("group-meeting", "group meeting", "党小组会", "group", also=("党小组会议", "小组会"), required=True),
    _kind("lecture", "party lecture", "党课", "branch", "group", "members", also=("上党课",), study=True, required=True),
    _kind("theme-day", "theme party day", "主题党日", "branch", "group", also=("主题党日活动", "支部主题党日"), required=True),
    _kind("organizational-life-meeting", "organizational-life meeting", "组织生活会", "branch", "committee", "group", required=True),
    _kind("appraisal", "democratic appraisal", "民主评议党员", "branch", "group", also=("民主评议",), required=True),
    _kind("study", "study", "集中学习", "branch", "committee", "group", "members", also=("学习",), study=True),
    _kind("talk", "heart-to-heart talk", "谈心谈话", "members", also=("谈心", "谈话")),
    _kind("member-report", "member's report", "党员汇报", "members", also=("思想汇报",), forms=tuple(REPORT_FORMS)),
    _kind("masses-contact", "contact with the masses", "联系群众", "members", "branch", "committee", "group"),
    _kind("outreach", "outreach", "发动群众", "members", "branch", "committee", "group", also=("组织动员群众",)),
    _kind("volunteering", "volunteer service", "志愿服务", "branch", "group", "members", also=("志愿服务活动",)),
    _kind("poverty-relief", "poverty relief", "乡村振兴帮扶", "members", "branch", "group", also=("脱贫攻坚",)),
    _kind("hardship-support", "hardship support", "扶贫帮困", "members", "branch", "group"),
    _kind("admission-review", "assessment of an activist", "考察入党积极分子", "members"),
    _kind("training", "centralized training", "集中培训", "members", "branch", "committee", "group", also=("集中轮训", "培训"), study=True),
    _kind("member-contact", "contact with a mobile member", "联系流动党员", "members"),
    _kind("other", "other", "其他", "branch", "committee", "group", "members"),
)}
"""The kinds of the central list, by code; one line each."""
REQUIRED = tuple(kind.code for kind in CENTRAL.values() if kind.required)
"""The codes of those that members must attend on schedule."""
# fmt: on

ORGANIZATIONAL_LIFE_MEETING = "organizational-life-meeting"
DEMOCRATIC_APPRAISAL = "appraisal"
