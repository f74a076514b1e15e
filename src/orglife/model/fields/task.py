"""Every field of `Task`: its word, how it is typed, and its column in the sheet of tasks."""

from __future__ import annotations

from orglife.model.fields.field import (
    ADD,
    DONE,
    EDIT,
    FieldTable,
    Option,
    SheetField,
    field,
)
from orglife.model.fields.values import (
    DAY,
    DAY_TO_COME,
    MEMBER,
    OPAQUE,
    RECORD,
    REFERENCE,
    TEXT,
    Code,
)
from orglife.model.task import Task
from orglife.model.terms import PROBLEM_FIELDS, TASK_KINDS

TASK_FIELDS = FieldTable(
    Task,
    (
        field("id", REFERENCE, SheetField("id"), zh="编号"),
        field("kind", Code(TASK_KINDS), SheetField("kind", "类别"), zh="类型"),
        field(
            "subject",
            TEXT,
            Option("--subject", "What is to be done", EDIT),
            SheetField("subject", "事项"),
            zh="内容",
        ),
        field(
            "owner",
            MEMBER,
            Option("--owner", "Who sees to it", ADD | EDIT, metavar="NAME"),
            SheetField("owner"),
            zh="责任人",
        ),
        field("opened", DAY, SheetField("opened"), zh="提出日期"),
        field(
            "due",
            DAY_TO_COME,
            Option("--due", "By when", ADD | EDIT, metavar="DATE"),
            SheetField("due", "完成期限"),
            zh="期限",
        ),
        field("source", RECORD, SheetField("source"), zh="来源活动"),
        field(
            "field",
            Code(PROBLEM_FIELDS),
            Option(
                "--field",
                "The field of a problem",
                ADD | EDIT,
                {ADD: "Of a problem: political, ideological, organizational, style or discipline"},
                values="PROBLEM_FIELDS",
            ),
            SheetField("field"),
            zh="问题类别",
        ),
        field(
            "channel",
            TEXT,
            Option("--channel", "How an opinion reached the branch; never from whom", ADD),
            zh="收到渠道",
        ),
        field("progress", OPAQUE, zh="进展"),
        field(
            "closed",
            DAY,
            SheetField("state", "状态"),
            SheetField("closed", "办结日期"),
            zh="完成时间",
        ),
        field(
            "result",
            TEXT,
            Option("--result", "What came of it", DONE),
            SheetField("result"),
            zh="结果",
        ),
        field(
            "evidence",
            TEXT,
            Option("--evidence", "Where that can be seen", DONE),
            zh="佐证",
        ),
        field(
            "checked_by",
            MEMBER,
            Option("--checked-by", "Who checked it", DONE, metavar="NAME"),
            zh="核查人",
        ),
    ),
)
