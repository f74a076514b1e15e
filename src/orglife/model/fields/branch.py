"""Every field of the branch's own records: `Meta`, `LocalKind`, `LocalRule`, `Waiver`, texts."""

from __future__ import annotations

from orglife.model.branch import LocalKind, LocalRule, Meta, PrivateText, Waiver
from orglife.model.fields.field import FieldTable, field
from orglife.model.fields.values import (
    DAY,
    FLAG,
    GROUP,
    MEMBER,
    OPAQUE,
    REFERENCE,
    TEXT,
    Code,
)
from orglife.model.terms import SCOPES, SECTORS

META_FIELDS = FieldTable(
    Meta,
    (
        field("id", REFERENCE, zh="编号"),
        field("uid", TEXT, zh="标识"),
        field("name", TEXT, zh="名称"),
        field("sector", Code(SECTORS), zh="领域"),
        field("founded", DAY, zh="成立时间"),
        field("superior", TEXT, en="superior organization", zh="上级党组织"),
        field("records_from", DAY, zh="记录起始"),
        field("theme_day", TEXT, zh="主题党日"),
        field("language", TEXT, zh="语言"),
        field("timezone", TEXT, en="time zone", zh="时区"),
        field("extensions", OPAQUE, en="extended terms", zh="任期延长"),
        field("next", OPAQUE, zh="后续编号"),
    ),
)

LOCAL_KIND_FIELDS = FieldTable(
    LocalKind,
    (
        field("id", REFERENCE, zh="编号"),
        field("code", TEXT, zh="代码"),
        field("en", TEXT, zh="英文名称"),
        field("zh", TEXT, zh="中文名称"),
        field("scope", Code(SCOPES), zh="参加范围"),
        field("study", FLAG, zh="计入学时"),
    ),
)

LOCAL_RULE_FIELDS = FieldTable(
    LocalRule,
    (
        field("id", REFERENCE, zh="编号"),
        field("rule", TEXT, zh="规则"),
        field("enabled", FLAG, zh="启用"),
        field("values", OPAQUE, en="parameters", zh="参数"),
        field("define", TEXT, zh="定义"),
    ),
)

WAIVER_FIELDS = FieldTable(
    Waiver,
    (
        field("id", REFERENCE, zh="编号"),
        field("rule", TEXT, zh="规则"),
        field("period", TEXT, zh="时段"),
        field("by", TEXT, zh="批准人"),
        field("reason", TEXT, zh="原因"),
        field("group", GROUP, zh="党小组"),
        field("recorded", DAY, zh="录入日期"),
        field("deadline", DAY, zh="新的期限"),
    ),
)

PRIVATE_TEXT_FIELDS = FieldTable(
    PrivateText,
    (
        field("id", REFERENCE, zh="编号"),
        field("table", TEXT, zh="所属类别"),
        field("record", REFERENCE, zh="所属记录"),
        field("member", MEMBER, zh="党员"),
        field("label", TEXT, zh="标签"),
        field("text", TEXT, zh="内容"),
        field("on", DAY, zh="日期"),
    ),
)
