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
    scope: str,
    *also_scopes: str,
    also: tuple[str, ...] = (),
    study: bool = False,
    required: bool = False,
    forms: tuple[str, ...] = (),
    **titles: str,
) -> ActivityKind:
    term = Term(code, also=also, **titles)
    return ActivityKind(term, scope, also_scopes, study, required, forms)


# fmt: off
CENTRAL = {kind.code: kind for kind in (
    _kind("general-meeting", "branch", en="general member meeting", zh="支部党员大会", also=("党员大会", "general meeting"), required=True),
    _kind("committee-meeting", "committee", en="committee meeting", zh="支部委员会会议", also=("支委会", "支部委员会", "支委会会议"), required=True),
    _kind("group-meeting", "group", en="group meeting", zh="党小组会", also=("党小组会议", "小组会"), required=True),
    _kind("lecture", "branch", "group", "members", en="party lecture", zh="党课", also=("上党课",), study=True, required=True),
    _kind("theme-day", "branch", "group", en="theme party day", zh="主题党日", also=("主题党日活动", "支部主题党日"), required=True),
    _kind("organizational-life-meeting", "branch", "committee", "group", en="organizational-life meeting", zh="组织生活会", required=True),
    _kind("appraisal", "branch", "group", en="democratic appraisal", zh="民主评议党员", also=("民主评议",), required=True),
    _kind("study", "branch", "committee", "group", "members", en="study", zh="集中学习", also=("学习",), study=True),
    _kind("talk", "members", en="heart-to-heart talk", zh="谈心谈话", also=("谈心", "谈话")),
    _kind("member-report", "members", en="member's report", zh="党员汇报", also=("思想汇报",), forms=tuple(REPORT_FORMS)),
    _kind("masses-contact", "members", "branch", "committee", "group", en="contact with the masses", zh="联系群众"),
    _kind("outreach", "members", "branch", "committee", "group", en="outreach", zh="发动群众", also=("组织动员群众",)),
    _kind("volunteering", "branch", "group", "members", en="volunteer service", zh="志愿服务", also=("志愿服务活动",)),
    _kind("poverty-relief", "members", "branch", "group", en="poverty relief", zh="乡村振兴帮扶", also=("脱贫攻坚",)),
    _kind("hardship-support", "members", "branch", "group", en="hardship support", zh="扶贫帮困"),
    _kind("admission-review", "members", en="assessment of an activist", zh="考察入党积极分子"),
    _kind("training", "members", "branch", "committee", "group", en="centralized training", zh="集中培训", also=("集中轮训", "培训"), study=True),
    _kind("member-contact", "members", en="contact with a mobile member", zh="联系流动党员"),
    _kind("other", "branch", "committee", "group", "members", en="other", zh="其他"),
)}
"""The kinds of the central list, by code; one line each."""
REQUIRED = tuple(kind.code for kind in CENTRAL.values() if kind.required)
"""The codes of those that members must attend on schedule."""
# fmt: on

ORGANIZATIONAL_LIFE_MEETING = "organizational-life-meeting"
DEMOCRATIC_APPRAISAL = "appraisal"
