"""Which columns of a sheet are understood, and by which headings; data, one line a field.

Headings are compared as `header.bare` leaves them. A heading that is no whole title is matched by
a part of it, and only by those titles that are distinctive enough.
"""

from __future__ import annotations

from typing import NamedTuple

from orglife.model.terms import SEATS


class Field(NamedTuple):
    """A field: its name for `--map`, and the headings under which it is found."""

    key: str
    titles: tuple[str, ...]


class SheetKind(NamedTuple):
    """A kind of sheet: its fields, those without which it is none, and which of them ends it."""

    key: str
    fields: tuple[Field, ...]
    required: tuple[str, ...]
    first: str
    """Data ends at the first row in which this field is empty."""


def _fields(*lines: str) -> tuple[Field, ...]:
    """Return fields from lines of titles; the first is the field's name."""
    fields = []
    for line in lines:
        titles = tuple(title.strip() for title in line.split("|"))
        fields.append(Field(titles[0], titles))
    return tuple(fields)


SEAT_PREFIX = "seat:"
"""A column of its own for one seat, holding 是 where the member has it."""

_SEAT_COLUMNS = tuple(
    Field(
        SEAT_PREFIX + code,
        tuple(one for one in (code, term.en, term.zh, *term.also) if one != "other"),
    )
    for code, term in SEATS.items()
)

ROSTER = SheetKind(
    "roster",
    (
        *_fields(
            "name|full name|member|member name|姓名|党员姓名|名字",
            "standing|status|member type|membership|"
            "人员类别|人员状态|党员类型|政治面貌|党员类别|党员身份",
            "joined|date joined|join date|joining date|date of joining|admitted|admission date|"
            "入党时间|入党日期|加入党组织日期|加入党组织时间|入党年月",
            "full since|full member since|full member date|date of full membership|"
            "转正时间|转正日期|转正年月|转为正式党员日期",
            "group|party group|group name|所在党小组|党小组|组别|所属党小组|党小组名称|小组",
            "post|seat|posts|党内职务|支部职务|党内任职|支部任职",
            "leader|group leader|党小组长|党小组组长|组长|小组长",
            "unit|workplace|工作单位|工作单位及职务|所在单位|单位",
            "duty|工作职务|行政职务",
            "residence|居住地|居住小区|网格|所在网格|小区",
            "arrived|转入时间|转入日期|转入年月",
            "left|转出时间|转出日期|转出年月",
            "visiting|临时参加",
            "remark|remarks|note|notes|备注",
            "other names|former name|曾用名|别名",
        ),
        *_SEAT_COLUMNS,
    ),
    ("name",),
    "name",
)

REGISTER = SheetKind(
    "register",
    _fields(
        "date|day|held|日期|会议时间|活动时间|时间|会议日期|活动日期|召开时间|召开日期|开展时间",
        "kind|type|会议类型|会议名称|活动类型|活动名称|会议类别|活动类别|组织生活类型|类型",
        "group|party group|group name|党小组|组织单位|所在党小组|组别|开展单位",
        "topic|topics|subject|主题|议题|内容|会议主题|活动主题|会议议题|会议内容|活动内容|主要内容",
        "chair|主持人|主持",
        "recorder|记录人|记录员|记录",
        "lecturer|speaker|主讲人|授课人|主讲",
        "place|venue|地点|会议地点|活动地点",
        "absent|absentees|缺席人员及原因|缺席|缺席人员|缺席情况|缺勤人员|未到人员|未到会人员|缺席名单",
        "excused|on leave|请假人员|请假|请假人员及原因|请假情况|请假名单",
        "late|迟到|迟到人员",
        "guests|列席人员|列席",
        "hours|学时|课时|时长|学时数",
        "minutes long|时长分钟",
        "year|for year|所属年度|年度|所属年份",
        "recorded|entered|录入日期|录入时间|登记日期|补录日期",
        "should attend|expected|应到|应到人数|应到会人数|应参加人数|应出席人数|应到会",
        "present|attended|实到|实到人数|实到会人数|到会人数|出席人数|参加人数|参会人数"
        "|参加人员|参会人员|出席人员|到会人员|实到人员|实到会",
        "start|开始时间",
        "end|结束时间",
        "with|谈话对象",
        "form|召开形式",
        "outcome|成效|活动成效",
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

KINDS = (ROSTER, REGISTER, CRITICISM, APPRAISAL)
"""What a sheet may be; a further kind of sheet that orglife reads back is one entry."""

NOT_KEPT = (
    "性别|民族|出生日期|出生年月|生日|年龄|学历|学位|文化程度|籍贯|出生地|职称|婚姻状况|党龄|照片|"
    "毕业院校|专业|参加工作时间|健康状况|gender|sex|ethnicity|birth|date of birth|birthday|age|"
    "education|degree|native place|photo|party standing"
)
"""Known and of no use here; told once."""

NUMBERING = "序号|编号|no|no.|#|number|id|人数"
"""Numbers that a sheet gives its own rows."""

PRIVATE = (
    "身份证|身份证号|身份证号码|公民身份号码|证件号|证件号码|手机|手机号|手机号码|电话|联系电话|"
    "联系方式|家庭住址|家庭地址|住址|地址|通讯地址|户籍地址|邮箱|电子邮箱|电子邮件|微信|微信号|qq|"
    "qq号|党费|党费缴纳|积分|得分|评分|分数|宗教|宗教信仰|id number|id card|identity|phone|mobile|"
    "telephone|tel|mobile phone|address|email|e-mail|mail|wechat|dues|points|score|rating|"
    "religion|passport"
)
"""Never read: there is no field for it. Left out by name."""
