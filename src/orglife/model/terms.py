"""`Term`: the vocabularies, codes with English and Chinese titles, and the types of coded fields.

A new group type, seat or task kind is one line here; kinds of activity are in `kinds.py`. A code
that no vocabulary has is refused when a file is read. `match_terms` finds what a typed word means;
yes, no and blank answers are defined here once.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final, Literal, TypeAlias


class Term:
    """An ASCII code and its titles by language; `also` are other spellings that are accepted.

    Without a title in a language, English is spoken; `en` is therefore always given. A plain class
    for the reason that a `Message` is one.
    """

    __slots__ = ("also", "code", "titles")

    code: Final[str]
    titles: Final[Mapping[str, str]]
    also: Final[tuple[str, ...]]

    def __init__(self, code: str, /, *, also: tuple[str, ...] = (), **titles: str) -> None:
        self.code = code
        self.titles = titles
        self.also = also

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Term):
            return NotImplemented
        return self.code == other.code and self.titles == other.titles and self.also == other.also

    def __hash__(self) -> int:
        return hash(self.code)

    def __repr__(self) -> str:
        titles = "".join(f", {language}={title!r}" for language, title in self.titles.items())
        return f"Term({self.code!r}{titles}, also={self.also!r})"

    @property
    def names(self) -> tuple[str, ...]:
        """The code and every title, as a hint may suggest them."""
        return (self.code, *self.titles.values())

    @property
    def spellings(self) -> tuple[str, ...]:
        """Everything that is accepted for it: code, titles and other spellings."""
        return (*self.names, *self.also)

    def with_titles(self, **titles: str) -> Term:
        """Return the term with these titles in place of its own in their languages."""
        return Term(self.code, also=self.also, **{**self.titles, **titles})

    def title(self, language: str) -> str:
        """Return the title in a language (`en`, `zh`); in English where it has none."""
        return self.titles.get(language) or self.titles["en"]


def terms(*terms: Term) -> dict[str, Term]:
    """Return a vocabulary: its terms by code, in their order."""
    return {term.code: term for term in terms}


# fmt: off
SECTORS = terms(
    Term("government", en="government", zh="机关"),
    Term("enterprise", en="enterprise", zh="企业"),
    Term("rural", en="rural", zh="农村", also=("village", "村")),
    Term("community", en="community", zh="社区"),
    Term("school", en="school", zh="学校"),
    Term("hospital", en="hospital", zh="医院"),
    Term("social-organization", en="social organization", zh="社会组织"),
)

SCOPES = terms(
    Term("branch", en="whole branch", zh="全体党员", also=("branch", "支部", "党支部")),
    Term("committee", en="committee", zh="支委会", also=("支部委员会",)),
    Term("group", en="group", zh="党小组", also=("小组",)),
    Term("members", en="chosen members", zh="部分党员", also=("members", "党员")),
)
"""Whom an activity concerns."""

SOURCES = terms(
    Term(
        "cpc-branch-2018", en="branch regulation, 2018", zh="《中国共产党支部工作条例（试行）》"
    ),
    Term(
        "cpc-education-2019",
        en="education and management regulation, 2019",
        zh="《中国共产党党员教育管理工作条例》",
    ),
    Term(
        "cpc-election-2020",
        en="election regulation, 2020",
        zh="《中国共产党基层组织选举工作条例》",
    ),
    Term("cpc-admission-2014", en="admission rules, 2014", zh="《中国共产党发展党员工作细则》"),
    Term("charter", en="Party charter", zh="《中国共产党章程》"),
    Term(
        "group-rules",
        en="group rules of central and state organs",
        zh="《中央和国家机关党小组工作规则（试行）》",
    ),
    Term(
        "org-dept-explanation",
        en="explanation of the Organization Department",
        zh="中央组织部有关说明",
    ),
    Term(
        "appraisal-notice",
        en="yearly notice on appraisal",
        zh="年度组织生活会和民主评议党员通知",
    ),
    Term(
        "training-plan-2019",
        en="plan for training members, 2019 to 2023",
        zh="《2019—2023年全国党员教育培训工作规划》",
    ),
    Term("founding-article", en="founding article", zh="《学习时报》"),
    Term("local", en="local rule or custom", zh="地方规定或惯例"),
)
"""Where a rule comes from."""

STAGES = terms(
    Term("applicant", en="applicant", zh="入党申请人"),
    Term("activist", en="activist", zh="入党积极分子", also=("积极分子",)),
    Term("development-target", en="development target", zh="发展对象"),
    Term("probationary", en="probationary member", zh="预备党员", also=("probationary", "预备", "中共预备党员")),
    Term("full", en="full member", zh="正式党员", also=("full", "正式", "党员", "中共党员")),
)
"""The five stages of admission, in their order (2014 admission rules)."""

GROUP_TYPES = terms(
    Term("regular", en="regular", zh="普通"),
    Term("wechat", en="WeChat", zh="微信", also=("微信党小组",)),
    Term("qq", en="QQ", zh="QQ", also=("QQ党小组",)),
    Term("mobile", en="mobile", zh="流动", also=("流动党小组",)),
    Term("dual", en="dual", zh="双重", also=("双重党小组",)),
    Term("home", en="home of the group", zh="党小组之家", also=("home",)),
    Term("area", en="area", zh="地域型", also=("地域",)),
    Term("industry", en="industry", zh="产业型", also=("产业",)),
    Term("profession", en="profession", zh="专业型", also=("专业",)),
    Term("function", en="function", zh="功能型", also=("功能",)),
    Term("temporary", en="temporary", zh="临时型", also=("临时", "临时党小组")),
)

GROUP_BASES = terms(
    Term("residence", en="residence", zh="居住地", also=("居住",)),
    Term("work", en="work", zh="工作性质", also=("工作",)),
    Term("organization", en="organization", zh="组织", also=("单位",)),
)

DIVISION_CRITERIA = terms(
    Term("residence", en="residence", zh="居住地", also=("居住",)),
    Term("unit", en="unit", zh="工作单位", also=("单位",)),
    Term("duty", en="duty", zh="岗位", also=("职务", "工作", "职责")),
)
"""What a branch can be divided into groups by."""

SEATS = terms(
    Term("secretary", en="secretary", zh="书记", also=("支部书记", "党支部书记")),
    Term("deputy-secretary", en="deputy secretary", zh="副书记", also=("支部副书记", "党支部副书记")),
    Term("organization", en="organization member", zh="组织委员", also=("organization", "组织")),
    Term("publicity", en="publicity member", zh="宣传委员", also=("publicity", "宣传")),
    Term("discipline", en="discipline-inspection member", zh="纪检委员", also=("discipline", "discipline-inspection", "纪检", "纪律检查委员")),
    Term("other", en="committee member", zh="委员", also=("other", "支委", "支部委员")),
)

TASK_KINDS = terms(
    Term("resolution", en="resolution", zh="决议"),
    Term("rectification", en="rectification", zh="整改", also=("整改措施",)),
    Term("commitment", en="commitment", zh="承诺", also=("承诺践诺",)),
    Term("need", en="need of a member", zh="党员诉求", also=("need", "诉求")),
    Term("matter", en="matter of the masses", zh="群众事项", also=("matter", "民生事项")),
    Term("opinion", en="opinion received", zh="收到的意见", also=("opinion", "意见")),
    Term("care", en="care", zh="关怀帮扶", also=("关怀",)),
)

PROBLEM_FIELDS = terms(
    Term("political", en="political", zh="政治"),
    Term("ideological", en="ideological", zh="思想"),
    Term("organizational", en="organizational", zh="组织"),
    Term("style", en="style", zh="作风"),
    Term("discipline", en="discipline", zh="纪律"),
)
"""The five fields of problems that the founding article names."""

ATTENDANCE = terms(
    Term("present", en="present", zh="出席", also=("实到", "到会")),
    Term("late", en="arrived late", zh="迟到", also=("late",)),
    Term("excused", en="excused", zh="请假", also=("病假", "事假", "公假", "excuse", "leave")),
    Term("absent", en="without excuse", zh="无故缺席", also=("无故", "absent", "旷会")),
    Term("unstated", en="reason not stated", zh="未说明", also=("缺席", "unstated", "原因不明")),
    Term("exempt", en="exempt", zh="免于硬性要求", also=("exempt", "不作硬性要求")),
)

ACTIVITY_STATES = terms(
    Term("planned", en="planned", zh="计划"),
    Term("held", en="held", zh="已开展"),
    Term("cancelled", en="cancelled", zh="已取消"),
)

MOTION_KINDS = terms(
    Term("ordinary", en="ordinary", zh="一般事项"),
    Term("admission", en="admission", zh="发展党员"),
    Term("election", en="election", zh="选举"),
)

OFFICES = terms(
    Term("members", en="members of the committee", zh="支部委员", also=("members", "委员", "支委")),
    Term("secretary", en="secretary", zh="党支部书记", also=("书记",)),
    Term("deputy-secretary", en="deputy secretary", zh="副书记"),
)
"""What an election is for."""

EXCLUSIONS = terms(
    Term(
        "no-will",
        en="cannot express their will through illness",
        zh="患有精神病或因其他疾病导致不能表达本人意志",
    ),
    Term(
        "abroad-own",
        en="abroad at own expense for half a year or more",
        zh="自费出国半年以上",
    ),
    Term("sentence", en="serving a sentence", zh="正在服刑"),
    Term(
        "bedridden",
        en="old and bedridden, or long ill and dependent",
        zh="年老体弱卧床不起和长期生病生活不能自理",
    ),
    Term(
        "should-transfer",
        en="away half a year or more, relationship should have been transferred",
        zh="外出半年以上，按规定应转走正式组织关系而没有转走",
    ),
    Term(
        "retired-home",
        en="retired and back in the home place",
        zh="已经回原籍长期居住的离退休人员，因情况特殊没有转出",
    ),
)
"""Why somebody may be left out of those who should attend an election."""

PURPOSES = terms(
    Term("study", en="study", zh="学习研究", also=("留学", "学习")),
    Term("work", en="work", zh="工作"),
    Term("family", en="family", zh="家庭", also=("探亲",)),
    Term("other", en="other", zh="其他"),
)
"""Why a member is away."""

FORMS = terms(
    Term("general", en="general meeting", zh="支部党员大会", also=("general",)),
    Term("committee", en="committee meeting", zh="支部委员会会议", also=("committee",)),
    Term("group", en="group meeting", zh="党小组会", also=("group",)),
)
"""The forms in which an organizational-life meeting is held (branch regulation, Art. 17)."""

REPORT_FORMS = terms(
    Term("oral", en="oral", zh="口头"),
    Term("written", en="written", zh="书面"),
)
"""The forms in which a member reports."""

LEADER_SELECTION = terms(
    Term("appointed", en="appointed", zh="指定", also=("党支部指定",)),
    Term("recommended", en="recommended", zh="推荐", also=("党小组推荐", "推荐产生")),
)
"""How a group leader came to it (branch regulation, Art. 13)."""

AREAS = terms(
    Term("political", en="political ability", zh="政治能力", also=("political", "政治")),
    Term("learning", en="ability to learn", zh="学习能力", also=("learning", "学习")),
    Term("management", en="ability to manage people", zh="管理能力", also=("management", "管理")),
    Term("communication", en="ability to communicate", zh="沟通能力", also=("communication", "沟通")),
)
"""The areas of ability that the founding article wants to find in a leadership team."""

TALK_PAIRS = terms(
    Term("committee-committee", en="committee with committee", zh="支委之间"),
    Term("committee-member", en="committee with member", zh="支委与党员"),
    Term("member-member", en="member with member", zh="党员之间"),
)
"""The pair types of heart-to-heart talks (branch regulation, Art. 19)."""

SESSION_STEPS = terms(
    Term("theme", en="theme fixed", zh="确定主题"),
    Term("study", en="study", zh="集中学习"),
    Term("talks", en="talks", zh="谈心谈话"),
    Term("opinions", en="opinions heard", zh="听取意见", also=("征求意见",)),
)
"""What goes before an organizational-life meeting (branch regulation, Art. 17)."""

GRADES = terms(
    Term("excellent", en="excellent", zh="优秀"),
    Term("qualified", en="qualified", zh="合格"),
    Term("basically-qualified", en="basically qualified", zh="基本合格"),
    Term("unqualified", en="unqualified", zh="不合格"),
)

STRENGTHS = terms(
    Term("must", en="must", zh="应当", also=("必须",)),
    Term("generally", en="generally", zh="一般"),
    Term("may", en="may", zh="可以"),
    Term("local", en="local", zh="本地"),
)

SEVERITIES = terms(
    Term("error", en="error", zh="错误"),
    Term("warning", en="warning", zh="提醒"),
    Term("information", en="information", zh="提示"),
)

STATUSES = terms(
    Term("met", en="met", zh="完成"),
    Term("late", en="held late", zh="补开"),
    Term("pending", en="still open", zh="待办"),
    Term("missed", en="missed", zh="缺"),
    Term("exempt", en="exempt", zh="免"),
    Term("waived", en="waived", zh="批准免除"),
    Term("unrecorded", en="before the records", zh="无记录"),
)

SUBJECT_TYPES = terms(
    Term("branch", en="branch", zh="党支部"),
    Term("group", en="group", zh="党小组"),
    Term("member", en="member", zh="党员"),
    Term("activity", en="activity", zh="活动"),
    Term("task", en="task", zh="事项"),
    Term("post", en="post", zh="职务"),
)

# fmt: on


def normalize(text: str) -> str:
    """Return `text` as values are compared: no case, no spaces, no difference of width."""
    if not text.isascii():
        import unicodedata

        text = unicodedata.normalize("NFKC", text)
    return "".join(text.casefold().split())


def match_terms(text: str, terms: Iterable[Term]) -> list[Term]:
    """Return the terms that `text` may mean: one by code, title or other spelling, else by prefix.

    An exact match wins alone; a prefix may mean several, and then the caller refuses.
    """
    wanted = normalize(text)
    pool = list(terms)
    exact = [term for term in pool if wanted in _spellings(term)]
    if exact or not wanted:
        return exact[:1]
    return [term for term in pool if any(name.startswith(wanted) for name in _spellings(term))]


@lru_cache(maxsize=1024)
def _spellings(term: Term) -> tuple[str, ...]:
    """Return a term's spellings, folded; kept, since an import asks for the same ones per row."""
    return tuple(map(normalize, term.spellings))


def _one_of(*tables: Mapping[str, object], blank: bool = False) -> Any:
    """Return the type of the codes of `tables`; of a field that may be empty, `blank` too."""
    codes = [code for table in tables for code in table]
    return Literal[tuple([*codes, ""] if blank else codes)]


if TYPE_CHECKING:  # a type checker can't read the tables; to it a code is a text
    Sector: TypeAlias = str
    Scope: TypeAlias = str
    Stage: TypeAlias = str
    GroupType: TypeAlias = str
    Basis: TypeAlias = str
    Chosen: TypeAlias = str
    Seat: TypeAlias = str
    Area: TypeAlias = str
    State: TypeAlias = str
    Form: TypeAlias = str
    AttendanceState: TypeAlias = str
    MotionKind: TypeAlias = str
    Office: TypeAlias = str
    Purpose: TypeAlias = str
    ProblemField: TypeAlias = str
    OptionalProblemField: TypeAlias = str
    SessionStep: TypeAlias = str
    Grade: TypeAlias = str
    TaskKind: TypeAlias = str
else:
    Sector = _one_of(SECTORS)
    Scope = _one_of(SCOPES)
    Stage = _one_of(STAGES)
    GroupType = _one_of(GROUP_TYPES)
    Basis = _one_of(GROUP_BASES, blank=True)
    Chosen = _one_of(LEADER_SELECTION, blank=True)
    Seat = _one_of(SEATS)
    Area = _one_of(AREAS)
    State = _one_of(ACTIVITY_STATES)
    Form = _one_of(FORMS, REPORT_FORMS, blank=True)
    AttendanceState = _one_of(ATTENDANCE)
    MotionKind = _one_of(MOTION_KINDS)
    Office = _one_of(OFFICES, blank=True)
    Purpose = _one_of(PURPOSES, blank=True)
    ProblemField = _one_of(PROBLEM_FIELDS)
    OptionalProblemField = _one_of(PROBLEM_FIELDS, blank=True)
    SessionStep = _one_of(SESSION_STEPS)
    Grade = _one_of(GRADES)
    TaskKind = _one_of(TASK_KINDS)

NOTHING = frozenset(("", "无", "-", "—", "/", "none", "nobody"))
"""Nobody, no group, no post: an empty cell that somebody filled in."""
AnswerPlace = Literal["value", "question", "setting"]
"""Cells of sheets and parameters of rules; questions on a terminal; preferences, variables."""
YES_NO_WORDS: tuple[tuple[bool, str, tuple[AnswerPlace, ...]], ...] = (
    (True, "yes true on 是", ("value", "question", "setting")),
    (True, "y 有 对 好 真", ("value", "question")),
    (True, "1", ("value", "setting")),  # to a question it may be the number of a choice
    (False, "no false off 否 0", ("value", "question", "setting")),
    (False, "n 不", ("value", "question")),
    (False, "假", ("value",)),  # to a question it may mean a leave
)
"""Every word of yes and no, and where it is taken as one."""


def is_blank_answer(text: str) -> bool:
    """Whether `text` stands for nothing; a full stop makes no difference."""
    return normalize(text).rstrip("。.") in NOTHING


def parse_yes_no(text: str, place: AnswerPlace) -> bool | None:
    """Return True for a yes, False for a no, None for a text that is neither in this place."""
    word = normalize(text)
    return next(
        (
            value
            for value, words, places in YES_NO_WORDS
            if place in places and word in words.split()
        ),
        None,
    )


def is_yes_answer(text: str) -> bool:
    """Return whether a cell of a sheet or a parameter of a rule says yes."""
    return parse_yes_no(text, "value") is True


def is_no_answer(text: str) -> bool:
    """Return whether a cell of a sheet or a parameter of a rule says no; blank is not a no."""
    return parse_yes_no(text, "value") is False


GRADES_NEEDING_MEASURE = ("basically-qualified", "unqualified")
"""Grades that need a measure."""
