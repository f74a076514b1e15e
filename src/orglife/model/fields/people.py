"""Every field of `Member`, `Group` and `Post`: words, options, columns of the roster."""

from __future__ import annotations

from orglife.model.fields.field import (
    ADD,
    EDIT,
    FieldTable,
    Option,
    SheetField,
    field,
)
from orglife.model.fields.values import (
    DAY,
    DAY_TO_COME,
    FLAG,
    MEMBER,
    OPAQUE,
    PARTIAL_DAY,
    REFERENCE,
    TEXT,
    TEXTS,
    Code,
)
from orglife.model.group import Group, Post
from orglife.model.member import Member
from orglife.model.terms import GROUP_BASES, GROUP_TYPES, SEATS

MEMBER_FIELDS = FieldTable(
    Member,
    (
        field("id", REFERENCE, zh="编号"),
        field(
            "name",
            TEXT,
            Option("--name", "The right name", EDIT),
            SheetField("name", also="full name|member|member name|党员姓名|名字"),
            zh="姓名",
        ),
        field(
            "other_names",
            TEXTS,
            Option(
                "--other-name",
                "Another spelling",
                ADD | EDIT,
                {EDIT: "Other spellings, all anew"},
                metavar="NAME",
                clear=True,
            ),
            SheetField("other names", "曾用名", also="former name|别名"),
            zh="别名",
        ),
        field(
            "stages",
            OPAQUE,
            Option(
                "--standing",
                "full or probationary",
                ADD | EDIT,
                key="standing",
                type=TEXT,
                values="standings",
                needed_on=ADD,
                unless="full_since",
            ),
            Option(
                "--joined",
                "Day or month of the admission",
                ADD | EDIT,
                metavar="DATE",
                key="joined",
                type=PARTIAL_DAY,
                clear=True,
            ),
            Option(
                "--full-since",
                "Full member since",
                ADD | EDIT,
                metavar="DATE",
                key="full_since",
                type=PARTIAL_DAY,
                clear=True,
            ),
            SheetField(
                "standing",
                "人员类别",
                also="status|member type|membership|人员状态|党员类型|政治面貌|党员类别|党员身份|"
                "党籍状态|党籍",
            ),
            SheetField(
                "joined",
                "入党时间",
                also="date joined|join date|joining date|date of joining|admitted|admission date|"
                "入党日期|加入党组织日期|加入党组织时间|入党年月",
            ),
            SheetField(
                "full since",
                "转正时间",
                also="full member since|full member date|date of full membership|"
                "转正日期|转正年月|转为正式党员日期",
            ),
            zh="发展阶段",
        ),
        field(
            "arrived",
            PARTIAL_DAY,
            Option("--arrived", "In this branch since", ADD | EDIT, metavar="DATE", clear=True),
            SheetField(
                "arrived", also="转入日期|转入年月|组织关系转入时间|组织关系转入日期|关系转入时间"
            ),
            zh="转入时间",
        ),
        field(
            "left",
            PARTIAL_DAY,
            Option(
                "--left", "The last day here, as after a death", EDIT, metavar="DATE", clear=True
            ),
            SheetField(
                "left",
                "转出时间",
                also="转出日期|转出年月|组织关系转出时间|组织关系转出日期|关系转出时间",
            ),
            zh="离开时间",
        ),
        field(
            "left_reason",
            TEXT,
            Option("--left-reason", "Why", EDIT, clear=True),
            zh="离开原因",
        ),
        field("former", FLAG, zh="原党员"),
        field(
            "visiting",
            FLAG,
            Option(
                "--visiting/--belonging",
                "Belongs to another branch, or to this one",
                ADD | EDIT,
                {ADD: "Takes part here, belongs to another branch"},
            ),
            SheetField("visiting"),
            zh="临时参加",
        ),
        field(
            "dual",
            FLAG,
            Option(
                "--dual/--not-dual",
                "In dual organizational life",
                ADD | EDIT,
                {ADD: "A leading cadre in dual organizational life"},
            ),
            zh="双重组织生活",
        ),
        field(
            "residence",
            TEXT,
            Option("--residence", "Where: a quarter, no address", ADD | EDIT, clear=True),
            SheetField("residence", also="居住小区|网格|所在网格|小区"),
            zh="居住地",
        ),
        field(
            "unit",
            TEXT,
            Option("--unit", "The unit of work", ADD | EDIT, clear=True),
            SheetField("unit", also="workplace|工作单位及职务|所在单位|单位"),
            zh="工作单位",
        ),
        field(
            "duty",
            TEXT,
            Option("--duty", "The kind of work", ADD | EDIT, clear=True),
            SheetField("duty", "工作职务", also="行政职务"),
            zh="职责",
        ),
        field(
            "remark",
            TEXT,
            Option("--remark", "A remark", ADD | EDIT, clear=True),
            SheetField("remark", also="remarks|note|notes"),
            zh="备注",
        ),
        field("development", OPAQUE, en="admission record", zh="发展情况"),
        field("mobile", OPAQUE, en="mobile spells", zh="流动情况"),
        field("excused", OPAQUE, en="long leave", zh="长期请假"),
        field("exempt", OPAQUE, en="exemptions", zh="免于硬性要求"),
        field("suspended", OPAQUE, en="suspended rights", zh="权利暂停"),
        field("transfers", OPAQUE, zh="组织关系转接"),
        field("key", TEXT, zh="外部编号"),
    ),
)

GROUP_FIELDS = FieldTable(
    Group,
    (
        field("id", REFERENCE, zh="编号"),
        field(
            "name",
            TEXT,
            SheetField(
                "group",
                "所在党小组",
                also="party group|group name|党小组|组别|所属党小组|党小组名称|小组",
            ),
            zh="名称",
        ),
        field("other_names", TEXTS, zh="别名"),
        field(
            "type",
            Code(GROUP_TYPES),
            Option(
                "--type",
                "regular, wechat, qq, mobile, dual, home, area, industry, profession, function "
                "or temporary",
                ADD,
            ),
            zh="类型",
        ),
        field(
            "basis",
            Code(GROUP_BASES),
            Option("--basis", "residence, work or organization", ADD, values="GROUP_BASES"),
            zh="划分依据",
        ),
        field("memberships", OPAQUE, en="members", zh="组员"),
        field(
            "leaders",
            OPAQUE,
            SheetField("leader", "党小组长", also="group leader|党小组组长|组长|小组长"),
            zh="组长",
        ),
        field("formed", DAY, zh="成立时间"),
        field(
            "until",
            DAY_TO_COME,
            Option("--until", "The end of a temporary group", ADD, metavar="DATE"),
            zh="截止",
        ),
        field("dissolved", DAY, zh="撤销时间"),
        field("venue", TEXT, Option("--venue", "The group's own place", ADD), zh="活动场所"),
        field(
            "channel",
            TEXT,
            Option("--channel", "The name of its WeChat or QQ channel, nothing more", ADD),
            zh="微信或QQ群名称",
        ),
    ),
)

POST_FIELDS = FieldTable(
    Post,
    (
        field("id", REFERENCE, zh="编号"),
        field(
            "seat",
            Code(SEATS),
            SheetField("post", "党内职务", also="seat|posts|支部职务|党内任职|支部任职"),
            zh="职务",
        ),
        field("member", MEMBER, zh="党员"),
        field("since", DAY, zh="起始"),
        field("until", DAY, zh="截止"),
        field("duties", TEXTS, zh="分工"),
        field("areas", OPAQUE, en="areas of competence", zh="专长领域"),
        field("elected", REFERENCE, zh="选举活动"),
        field("term", DAY, en="term from", zh="本届起始"),
    ),
)
