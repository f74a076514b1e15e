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
    """An ASCII code and what people call it. `also` are other spellings that are accepted.

    A plain class for the reason that a `Message` is one.
    """

    __slots__ = ("also", "code", "en", "zh")

    code: Final[str]
    en: Final[str]
    zh: Final[str]
    also: Final[tuple[str, ...]]

    def __init__(self, code: str, en: str, zh: str, also: tuple[str, ...] = ()) -> None:
        self.code = code
        self.en = en
        self.zh = zh
        self.also = also

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Term):
            return NotImplemented
        return (
            self.code == other.code
            and self.en == other.en
            and self.zh == other.zh
            and self.also == other.also
        )

    def __hash__(self) -> int:
        return hash((self.code, self.en, self.zh, self.also))

    def __repr__(self) -> str:
        return f"Term({self.code!r}, {self.en!r}, {self.zh!r}, {self.also!r})"

    def title(self, language: str) -> str:
        """Return the title in `language` (`en` or `zh`)."""
        return self.zh if language == "zh" else self.en


def _terms(*terms: Term) -> dict[str, Term]:
    return {term.code: term for term in terms}


SECTORS = _terms(
    Term("government", "government", "机关"),
    Term("enterprise", "enterprise", "企业"),
    Term("rural", "rural", "农村", ("village", "村")),
    Term("community", "community", "社区"),
    Term("school", "school", "学校"),
    Term("hospital", "hospital", "医院"),
    Term("social-organization", "social organization", "社会组织"),
)

SCOPES = _terms(
    Term("branch", "whole branch", "全体党员", ("branch", "支部", "党支部")),
    Term("committee", "committee", "支委会", ("支部委员会",)),
    Term("group", "group", "党小组", ("小组",)),
    Term("members", "chosen members", "部分党员", ("members", "党员")),
)
"""Whom an activity concerns."""

SOURCES = _terms(
    Term("cpc-branch-2018", "branch regulation, 2018", "党支部工作条例（试行），2018"),
    Term(
        "cpc-education-2019",
        "education and management regulation, 2019",
        "党员教育管理工作条例，2019",
    ),
    Term("cpc-election-2020", "election regulation, 2020", "基层组织选举工作条例，2020"),
    Term("cpc-admission-2014", "admission rules, 2014", "发展党员工作细则，2014"),
    Term("charter", "Party charter", "党章"),
    Term("founding-article", "founding article", "创始文章"),
    Term("local", "local rule or custom", "地方规定或惯例"),
)
"""Where a rule comes from."""

STAGES = _terms(
    Term("applicant", "applicant", "入党申请人"),
    Term("activist", "activist", "入党积极分子", ("积极分子",)),
    Term("development-target", "development target", "发展对象"),
    Term(
        "probationary", "probationary member", "预备党员", ("probationary", "预备", "中共预备党员")
    ),
    Term("full", "full member", "正式党员", ("full", "正式", "党员", "中共党员")),
)
"""The five stages of admission, in their order (2014 admission rules)."""

GROUP_TYPES = _terms(
    Term("regular", "regular", "普通"),
    Term("wechat", "WeChat", "微信", ("微信党小组",)),
    Term("qq", "QQ", "QQ", ("QQ党小组",)),
    Term("mobile", "mobile", "流动", ("流动党小组",)),
    Term("dual", "dual", "双重", ("双重党小组",)),
    Term("home", "home of the group", "党小组之家", ("home",)),
    Term("area", "area", "地域型", ("地域",)),
    Term("industry", "industry", "产业型", ("产业",)),
    Term("profession", "profession", "专业型", ("专业",)),
    Term("function", "function", "功能型", ("功能",)),
    Term("temporary", "temporary", "临时型", ("临时", "临时党小组")),
)

GROUP_BASES = _terms(
    Term("residence", "residence", "居住地", ("居住",)),
    Term("work", "work", "工作性质", ("工作",)),
    Term("organization", "organization", "组织", ("单位",)),
)

DIVISION_CRITERIA = _terms(
    Term("residence", "residence", "居住地", ("居住",)),
    Term("unit", "unit", "工作单位", ("单位",)),
    Term("duty", "duty", "岗位", ("职务", "工作", "职责")),
)
"""What a branch can be divided into groups by."""

SEATS = _terms(
    Term("secretary", "secretary", "书记", ("支部书记", "党支部书记")),
    Term("deputy-secretary", "deputy secretary", "副书记", ("支部副书记", "党支部副书记")),
    Term("organization", "organization member", "组织委员", ("organization", "组织")),
    Term("publicity", "publicity member", "宣传委员", ("publicity", "宣传")),
    Term(
        "discipline",
        "discipline-inspection member",
        "纪检委员",
        ("discipline", "discipline-inspection", "纪检", "纪律检查委员"),
    ),
    Term("other", "committee member", "委员", ("other", "支委", "支部委员")),
)

TASK_KINDS = _terms(
    Term("resolution", "resolution", "决议"),
    Term("rectification", "rectification", "整改", ("整改措施",)),
    Term("commitment", "commitment", "承诺", ("承诺践诺",)),
    Term("need", "need of a member", "党员诉求", ("need", "诉求")),
    Term("matter", "matter of the masses", "群众事项", ("matter", "民生事项")),
    Term("opinion", "opinion received", "收到的意见", ("opinion", "意见")),
    Term("care", "care", "关怀帮扶", ("关怀",)),
)

PROBLEM_FIELDS = _terms(
    Term("political", "political", "政治"),
    Term("ideological", "ideological", "思想"),
    Term("organizational", "organizational", "组织"),
    Term("style", "style", "作风"),
    Term("discipline", "discipline", "纪律"),
)
"""The five fields of problems that the founding article names."""

ATTENDANCE = _terms(
    Term("present", "present", "出席", ("实到", "到会")),
    Term("late", "arrived late", "迟到", ("late",)),
    Term("excused", "excused", "请假", ("病假", "事假", "公假", "excuse", "leave")),
    Term("absent", "without excuse", "无故缺席", ("无故", "absent", "旷会")),
    Term("unstated", "reason not stated", "未说明", ("缺席", "unstated", "原因不明")),
    Term("exempt", "exempt", "免于硬性要求", ("exempt", "不作硬性要求")),
)

ACTIVITY_STATES = _terms(
    Term("planned", "planned", "计划"),
    Term("held", "held", "已开展"),
    Term("cancelled", "cancelled", "已取消"),
)

MOTION_KINDS = _terms(
    Term("ordinary", "ordinary", "一般事项"),
    Term("admission", "admission", "发展党员"),
    Term("election", "election", "选举"),
)

FORMS = _terms(
    Term("general", "general meeting", "支部党员大会", ("general",)),
    Term("committee", "committee meeting", "支部委员会会议", ("committee",)),
    Term("group", "group meeting", "党小组会", ("group",)),
)
"""The forms in which an organizational-life meeting is held (branch regulation, Art. 17)."""

REPORT_FORMS = _terms(
    Term("oral", "oral", "口头"),
    Term("written", "written", "书面"),
)
"""The forms in which a member reports."""

LEADER_SELECTION = _terms(
    Term("appointed", "appointed", "指定", ("党支部指定",)),
    Term("recommended", "recommended", "推荐", ("党小组推荐", "推荐产生")),
)
"""How a group leader came to it (branch regulation, Art. 13)."""

AREAS = _terms(
    Term("political", "political ability", "政治能力", ("political", "政治")),
    Term("learning", "ability to learn", "学习能力", ("learning", "学习")),
    Term("management", "ability to manage people", "管理能力", ("management", "管理")),
    Term("communication", "ability to communicate", "沟通能力", ("communication", "沟通")),
)
"""The areas of ability that the founding article wants to find in a leadership team."""

TALK_PAIRS = _terms(
    Term("committee-committee", "committee with committee", "支委之间"),
    Term("committee-member", "committee with member", "支委与党员"),
    Term("member-member", "member with member", "党员之间"),
)
"""The pair types of heart-to-heart talks (branch regulation, Art. 19)."""

SESSION_STEPS = _terms(
    Term("theme", "theme fixed", "确定主题"),
    Term("study", "study", "集中学习"),
    Term("talks", "talks", "谈心谈话"),
    Term("opinions", "opinions heard", "征求意见"),
)
"""What goes before an organizational-life meeting (branch regulation, Art. 17)."""

GRADES = _terms(
    Term("excellent", "excellent", "优秀"),
    Term("qualified", "qualified", "合格"),
    Term("basically-qualified", "basically qualified", "基本合格"),
    Term("unqualified", "unqualified", "不合格"),
)

STRENGTHS = _terms(
    Term("must", "must", "必须"),
    Term("generally", "generally", "一般"),
    Term("may", "may", "可以"),
    Term("local", "local", "本地"),
)

SEVERITIES = _terms(
    Term("error", "error", "错误"),
    Term("warning", "warning", "警告"),
    Term("information", "information", "提示"),
)

STATUSES = _terms(
    Term("met", "met", "完成"),
    Term("late", "held late", "补开"),
    Term("pending", "still open", "待办"),
    Term("missed", "missed", "缺"),
    Term("exempt", "exempt", "免"),
    Term("waived", "waived", "批准免除"),
    Term("unrecorded", "before the records", "无记录"),
)

SUBJECT_TYPES = _terms(
    Term("branch", "branch", "党支部"),
    Term("group", "group", "党小组"),
    Term("member", "member", "党员"),
    Term("activity", "activity", "活动"),
    Term("task", "task", "事项"),
    Term("post", "post", "职务"),
)


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
    return tuple(map(normalize, (term.code, term.en, term.zh, *term.also)))


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
