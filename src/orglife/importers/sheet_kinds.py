"""The kinds of sheet and their columns: a register, a roster, the yearly sheets, a matrix.

Columns that are fields of records come from `model/fields`; headings that are known and not read
stand at the end.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from orglife.model.fields.activity import ACTIVITY_FIELDS
from orglife.model.fields.field import FieldTable, Order, ordered
from orglife.model.fields.people import GROUP_FIELDS, MEMBER_FIELDS, POST_FIELDS
from orglife.model.terms import SEATS, Term


class SheetColumn(NamedTuple):
    """A field: its name for `--map`, and the headings under which it is found."""

    key: str
    titles: tuple[str, ...]


class SheetKind(NamedTuple):
    """A kind of sheet: its fields, those without which it is none, and which of them ends it."""

    key: str
    fields: tuple[SheetColumn, ...]
    required: tuple[str, ...]
    first: str
    """Data ends at the first row in which this field is empty."""


def _fields(*lines: str) -> tuple[SheetColumn, ...]:
    """Return fields from lines of titles; the first is the field's name."""
    fields = []
    for line in lines:
        titles = tuple(title.strip() for title in line.split("|"))
        fields.append(SheetColumn(titles[0], titles))
    return tuple(fields)


SEAT_PREFIX = "seat:"
"""A column of its own for one seat, holding 是 where the member has it."""

_SEAT_COLUMNS = tuple(
    SheetColumn(
        SEAT_PREFIX + code,
        tuple(one for one in term.spellings if one != "other"),
    )
    for code, term in SEATS.items()
)


def columns_of_fields(order: Order, *tables: FieldTable) -> tuple[SheetColumn, ...]:
    """Return the columns of the fields of `tables`, in the order in which they are listed."""
    known = {one.sheet.key: one for table in tables for one in table.columns()}
    return tuple(SheetColumn(key, known[key].titles) for key in ordered(order, tuple(known)))


def column_terms(keys: Mapping[str, str], *tables: FieldTable) -> dict[str, Term]:
    """Return the headings of columns as terms; `keys` is a code of each to the column's key."""
    known = {one.sheet.key: one for table in tables for one in table.columns()}
    return {
        code: Term(code, en=known[key].sheet.exported_as or key, zh=known[key].zh)
        for code, key in keys.items()
    }


ROSTER = SheetKind(
    "roster",
    (
        *columns_of_fields(
            (
                *("name", "standing", "joined", "full since", "group", "post", "leader", "unit"),
                *("duty", "residence", "arrived", "left", "visiting", "remark", "other names"),
                ...,
            ),
            MEMBER_FIELDS,
            GROUP_FIELDS,
            POST_FIELDS,
        ),
        *_SEAT_COLUMNS,
    ),
    ("name",),
    "name",
)

REGISTER = SheetKind(
    "register",
    columns_of_fields(
        (
            *("date", "kind", "group", "topic", "chair", "recorder", "lecturer", "place"),
            *("absent", "excused", "late", "guests", "hours", "minutes long", "year", "month"),
            *("person", "attendance", "recorded", "should attend", "present", "start", "end"),
            *("with", "form", "outcome", ...),
        ),
        ACTIVITY_FIELDS,
    ),
    ("date", "kind"),
    "date",
)

CRITICISM = SheetKind(
    "criticism",
    _fields(
        "name|member|member's name|姓名|党员姓名",
        "self-criticism|自我批评|是否自我批评",
        "opinions received|received|收到意见数|收到意见|收到批评意见",
        "accepted|opinions accepted|接受意见|是否接受|接受",
        "problem field|field|问题类别|问题方面",
        "problem|问题|存在问题|查摆问题",
        "measure|measures|整改措施",
        "owner|责任人|整改责任人",
        "due|due date|完成时限|整改时限|截止",
        "meeting|会议",
    ),
    ("name", "self-criticism"),
    "name",
)

APPRAISAL = SheetKind(
    "appraisal",
    _fields(
        "id|no.|编号",
        "name|member|member's name|姓名|党员姓名",
        "year|for year|年度|所属年度",
        "grade|等次|评议等次|评定等次",
        "measure|measures|整改措施",
        "due|due date|完成时限|整改时限|截止",
        "meeting|会议",
    ),
    ("name", "grade"),
    "name",
)

MATRIX = SheetKind(
    "matrix",
    _fields(
        "name|member|member name|姓名|党员姓名|名字|人员姓名|名称",
        "id|no.|编号",
        "meeting",
    ),
    ("name",),
    "name",
)
"""Names down and meetings across; it is told by the days in its head, see `attendance_matrix`."""

KINDS = (ROSTER, REGISTER, CRITICISM, APPRAISAL)
"""What a sheet may be; a further kind of sheet that orglife reads back is one entry."""

NOT_KEPT = (
    "计划时间|计划日期|计划会议时间|计划会议日期|计划活动时间|计划开展时间|计划召开时间|"
    "请假人数|缺席人数|迟到人数|列席人数|缺勤人数|"
    "性别|民族|出生日期|出生年月|生日|年龄|学历|学位|文化程度|籍贯|出生地|职称|婚姻状况|党龄|照片|"
    "毕业院校|专业|参加工作时间|健康状况|gender|sex|ethnicity|birth|date of birth|birthday|age|"
    "education|degree|native place|photo|party standing"
)
"""Known and of no use here; told once."""

NUMBERING = "序号|编号|no|no.|#|number|id|人数|学号|工号|学工号"
"""Numbers that a sheet gives its own rows."""

NUMBER_ENDINGS = ("学工号", "工号", "学号", "编码", "代码", "编号", "号码")
"""How a heading ends whose column holds the number of somebody or something, and no name."""

PRIVATE = (
    "身份证|身份证号|身份证号码|公民身份号码|证件号|证件号码|手机|手机号|手机号码|电话|联系电话|"
    "联系方式|家庭住址|家庭地址|住址|地址|通讯地址|户籍地址|邮箱|电子邮箱|电子邮件|微信|微信号|qq|"
    "qq号|党费|党费缴纳|积分|得分|评分|分数|宗教|宗教信仰|id number|id card|identity|phone|mobile|"
    "telephone|tel|mobile phone|address|email|e-mail|mail|wechat|dues|points|score|rating|"
    "religion|passport"
)
"""Never read: there is no field for it. Left out by name."""
