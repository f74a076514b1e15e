"""What in a sheet is a person's name, and what is a number, a word of state or a mark.

A cell is refused rather than read as a person who does not exist: `1人`, `病假`, `√`, a name with
a phone number behind it. What only describes a person, （女） or （回族） or a trailing `*`, is
taken off and told. （大） and （小） tell namesakes apart and stay.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple

from orglife.actions.refusals import clean_person_name
from orglife.errors import InvalidRecordError, OrglifeError, UnknownNameError
from orglife.importers.comparison import nearly_same_name
from orglife.importers.rows import without_invisible
from orglife.messages import Message, say
from orglife.model.branch import Branch
from orglife.model.han_variants import usual_form
from orglife.model.member import Member
from orglife.model.name_lists import ALL_CAME
from orglife.model.names import (
    find_member,
    members_named,
    name_key,
    parse_record_number,
    suggest_nearest,
)
from orglife.model.terms import ATTENDANCE, SEATS, normalize

PEOPLES = frozenset(
    (
        *("汉", "蒙古", "回", "藏", "维吾尔", "苗", "彝", "壮", "布依", "朝鲜", "满", "侗", "瑶"),
        *("白", "土家", "哈尼", "哈萨克", "傣", "黎", "傈僳", "佤", "畲", "高山", "拉祜", "水"),
        *("东乡", "纳西", "景颇", "柯尔克孜", "土", "达斡尔", "仫佬", "羌", "布朗", "撒拉", "毛南"),
        *("仡佬", "锡伯", "阿昌", "普米", "塔吉克", "怒", "乌孜别克", "俄罗斯", "鄂温克", "德昂"),
        *("保安", "裕固", "京", "塔塔尔", "独龙", "鄂伦春", "赫哲", "门巴", "珞巴", "基诺"),
    )
)
"""The 56 peoples, without 族."""

DESCRIBING = frozenset(
    (
        *("男", "女", "male", "female", "m", "f", "预备", "预备党员", "正式", "正式党员", "流动"),
        *("流动党员", "党员", "退休", "新", "少数民族"),
        *(f"{name}族" for name in PEOPLES),
    )
)
"""What may stand in brackets behind a name and is no part of it."""

STATES = frozenset(
    normalize(text)
    for text in (
        *(
            "请假",
            "已请假",
            "病假",
            "事假",
            "公假",
            "产假",
            "婚假",
            "丧假",
            "年假",
            "探亲假",
            "休假",
            "出差",
        ),
        *(
            "外出",
            "外地",
            "生病",
            "因病",
            "因事",
            "因公",
            "公出",
            "值班",
            "加班",
            "住院",
            "旷会",
            "旷课",
            "旷工",
        ),
        *(
            "迟到",
            "早退",
            "缺席",
            "缺勤",
            "未到",
            "未到会",
            "无故",
            "无故缺席",
            "出席",
            "到会",
            "实到",
            "应到",
        ),
        *(
            "已到",
            "已签到",
            "未签到",
            "签到",
            "参加",
            "未参加",
            "不详",
            "未知",
            "其他",
            "若干",
            "数人",
            "多人",
        ),
        *(
            "是",
            "否",
            "病",
            "事",
            "假",
            "公",
            "缺",
            "旷",
            "迟",
            "免",
            "到",
            "同上",
            "全体",
            "全体党员",
            "全员",
        ),
        *(
            "部分",
            "部分党员",
            "列席",
            "空",
            "待定",
            "合计",
            "小计",
            "总计",
            "共计",
            "leave",
            "sick leave",
        ),
        *(name for term in ATTENDANCE.values() for name in (*term.titles.values(), *term.also)),
    )
)
"""Words of a register that are nobody's name."""

TOLD_APART = re.compile(r"^[^\W\d_]{2,4}\d{1,2}$|^[a-z][a-z .'-]*\d{1,4}[a-z .'-]*$", re.IGNORECASE)
"""Names with a short number behind them, by which namesakes are told apart: 王伟2, Li Wei 2."""
MARKS = frozenset("√✓✔×✗✘xX○●△▲☆★◎□■+-/\\*?？!！")
COUNTING = ("人", "名", "位")
TITLES = tuple(
    sorted(
        {
            *("同志", "老师", "主任", "支书", "组长", "党小组长", "委员"),
            *(
                name
                for term in SEATS.values()
                for name in (term.title("zh"), *term.also)
                if not name.isascii()
            ),
        },
        key=len,
        reverse=True,
    )
)
"""Words for a post or a courtesy that stand before or behind a name."""


class CleanName(NamedTuple):
    """A name, and what was taken off it; empty where nothing was."""

    name: str
    taken_off: str = ""


def why_no_name(text: str) -> Message | None:
    """Return why a text can be nobody's name, or None."""
    import unicodedata

    plain = unicodedata.normalize("NFKC", text).strip()
    digits = any(sign.isdigit() for sign in plain)
    if digits and TOLD_APART.match(plain) is None:
        return say("{text} holds digits, and a name has none", text=" ".join(text.split()))
    bare = normalize(plain).strip("。.")
    if bare in STATES or bare in ALL_CAME or bare.removesuffix("人员") in STATES:
        return say("{text} says how somebody stands and is nobody's name", text=text)
    if plain and all(sign in MARKS for sign in plain):
        return say("{text} is a mark and nobody's name", text=text)
    return None


def refuse_no_name(text: str) -> None:
    """Refuse what can be nobody's name.

    Raises:
        InvalidRecordError: it holds digits, or is a word of state or a mark.
    """
    why = why_no_name(text)
    if why is not None:
        raise InvalidRecordError(
            why, hint=say("write the name alone; numbers and remarks have columns of their own")
        )


def clean_name(text: str, known: Callable[[str], bool]) -> CleanName:
    """Return a name without what only describes the person; unchanged where it is `known`."""
    plain = text.strip()
    if known(plain):
        return CleanName(plain)
    taken: list[str] = []
    while True:
        match = re.search(r"[（(\[【]\s*([^（()）\[\]【】]*?)\s*[)）\]】]$", plain)
        if match is not None and normalize(match[1]) in DESCRIBING:
            taken.insert(0, match[0])
            plain = plain[: match.start()].rstrip()
        elif len(plain) > 1 and plain[-1] in "*＊★☆※#" and plain[-2:] != "＃":
            taken.insert(0, plain[-1])
            plain = plain[:-1].rstrip()
        elif len(plain) > 1 and plain[0] in "*＊★☆※":
            taken.append(plain[0])
            plain = plain[1:].lstrip()
        else:
            return CleanName(plain, "".join(taken))


def without_title(text: str, known: Callable[[str], bool]) -> str:
    """Return the known name within 书记周一鸣 or 周一鸣同志; empty where there is none."""
    plain = "".join(text.split())
    for title in TITLES:
        for rest in (plain.removeprefix(title), plain.removesuffix(title)):
            if rest and rest != plain and known(rest):
                return rest
    return ""


def may_be_somebody(text: str) -> bool:
    """Whether a text reads like a person's name: two to four Han characters, dots, or letters."""
    plain = "".join(text.split())
    if why_no_name(text) is not None or not plain:
        return False
    if plain.isascii():
        return all(sign.isalpha() or sign in " .'-" for sign in text)
    parts = re.split(r"[·•‧∙⋅・．.]", plain)
    bare = re.sub(r"[（(][^）)]*[)）]", "", plain)
    if len(parts) > 1:
        return all(part and part.isalpha() for part in parts)
    return bare.isalpha() and 2 <= len(bare) <= 4


def find_named_member(branch: Branch, text: str) -> Member:
    """Return the one member whom a cell names: by name, `#12`, or `Zhang Wei #12` of namesakes.

    Raises:
        UnknownNameError: nobody; or the member of this number has another name.
        AmbiguousNameError: several.
    """
    name, sharp, number = text.replace("＃", "#").rpartition("#")
    if not sharp:
        return find_member(branch, text)
    one = find_member(branch, f"#{number.strip()}")
    if name.strip() and one not in members_named(branch, name):
        raise UnknownNameError(
            say("#{id} is {name}", id=one.id, name=one.name),
            hint=say("one of the two is mistyped: {text}", text=text.strip()),
        )
    return one


class MemberResolver:
    """The members of the branch by what a sheet calls them; each name is looked up once.

    With `make_former` an unknown name becomes a former member, known by name only; what can be
    nobody's name, or is nearly that of a member, never does.
    """

    def __init__(self, branch: Branch, *, make_former: bool) -> None:
        self.branch = branch
        self.make_former = make_former
        self.made: dict[int, Member] = {}
        self.touched: set[int] = set()
        """Former members made here who were named since this was last cleared."""
        self.recognised: dict[str, str] = {}
        """What was written otherwise than the name on record, to that name."""
        self._known: dict[str, int | OrglifeError] = {}
        self._ids: dict[str, list[int]] = {}
        self._usual: dict[str, list[int]] = {}
        self._usual_of = 0
        for member in branch.members.values():
            self._index(member)

    def _index(self, member: Member) -> None:
        for name in (member.name, *member.other_names):
            ids = self._ids.setdefault(name_key(name), [])
            if member.id not in ids:
                ids.append(member.id)

    def knows(self, text: str) -> bool:
        """Whether somebody is called so, or is meant by this number."""
        return self.named(text) or self._otherwise(text) is not None

    def named(self, text: str) -> bool:
        """Whether somebody has exactly this name, or this number."""
        text = without_invisible(text)
        return name_key(text) in self._ids or parse_record_number(text) in self.branch.members

    def find(self, text: str) -> Member:
        """Return whom `text` means.

        Raises:
            UnknownNameError, AmbiguousNameError: nobody, or several.
            InvalidRecordError: it can be nobody's name.
        """
        text = without_invisible(text)
        key = normalize(text)
        if key not in self._known:
            self._known[key] = self._look_up(text)
        found = self._known[key]
        if isinstance(found, OrglifeError):
            raise found
        if found in self.made:
            self.touched.add(found)
        return self.branch.members[found]

    def _look_up(self, text: str) -> int | OrglifeError:
        ids = self._ids.get(name_key(text), [])
        if len(ids) == 1:
            return ids[0]
        if ids or text.lstrip()[:1] in "#＃":
            try:
                return find_member(self.branch, text).id
            except OrglifeError as error:
                return error
        meant = self._otherwise(text)
        if meant is not None:
            self.recognised[text] = self.branch.members[meant].name
            return meant
        try:
            refuse_no_name(text)
        except InvalidRecordError as error:
            return InvalidRecordError(error.message, hint=self._nearest(text) or error.hint)
        return self._unknown(text)

    def _unknown(self, text: str) -> int | OrglifeError:
        """Return a former member of this name, or why there can be none."""
        resembling = self._nearest(text)
        inside = tuple(
            member.name
            for member in self.branch.members.values()
            if len(member.name) > 1 and name_key(member.name) in name_key(text)
        )
        somebody = may_be_somebody(text) and not inside
        slip = len(normalize(text)) > 2 and any(
            nearly_same_name(text, member.name) for member in self.branch.members.values()
        )
        if self.make_former and somebody and not slip:
            try:
                name = clean_person_name(text, say("name"))
            except InvalidRecordError as unfit:
                return unfit
            member = Member(id=self.branch.next_id("members"), name=name, former=True)
            self.branch = self.branch.add("members", member)
            self._index(member)
            self.made[member.id] = member
            return member.id
        hint = resembling
        if inside:
            hint = say("is it {names}? write the name alone", names=inside)
        elif hint is None and somebody:
            hint = say("for somebody who left before the roster was made: --unknown former")
        return UnknownNameError(
            say("there is no member {name} in {branch}", name=text, branch=self.branch.meta.name),
            hint=hint or say("write names with 、 between them, and states in brackets"),
        )

    def _nearest(self, text: str) -> Message | None:
        return suggest_nearest(text, (member.name for member in self.branch.members.values()))

    def _otherwise(self, text: str) -> int | None:
        """Return the only member whose name is written otherwise here, or None.

        In traditional or variant characters, with a title, or with what only describes the person.
        """
        if text.isascii():
            return None
        plain = clean_name(text, self.named).name
        if not self.named(plain):
            plain = without_title(plain, self.named) or plain
        ids = self._ids.get(name_key(plain))
        if ids is None:
            ids = self._by_usual_form().get(usual_form(name_key(plain)), [])
        return ids[0] if len(ids) == 1 else None

    def _by_usual_form(self) -> dict[str, list[int]]:
        if not self._usual or self._usual_of != len(self._ids):
            self._usual = {}
            self._usual_of = len(self._ids)
            for name, ids in self._ids.items():
                self._usual.setdefault(usual_form(name), []).extend(ids)
        return self._usual
