"""The kind of a sheet and its columns, recognized by the header row.

Headings are compared after `normalize_heading`. A heading that is no whole title is matched by a
part of it, and only by titles that are distinctive enough.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache
from typing import NamedTuple

from orglife.errors import ChoiceError, RefusedError
from orglife.importers.readers import Sheet, SheetRow
from orglife.messages import Message, say
from orglife.model.fields.activity import ACTIVITY_FIELDS
from orglife.model.fields.field import FieldTable, Order, ordered
from orglife.model.fields.people import GROUP_FIELDS, MEMBER_FIELDS, POST_FIELDS
from orglife.model.names import suggest_nearest
from orglife.model.terms import SEATS

SEARCHED = 10
"""The header is looked for in so many rows; titles may stand above it."""


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


class RecognizedSheet(NamedTuple):
    """A sheet whose columns are understood.

    `columns` is field to positions (several for seats and for absentees); `headings` position to
    heading as written. The three tuples are headings of columns that are not read.
    """

    kind: SheetKind
    sheet: Sheet
    header: int
    columns: dict[str, tuple[int, ...]]
    headings: dict[int, str]
    private: tuple[str, ...] = ()
    not_kept: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()
    watch: Callable[[int, int], None] | None = None
    """Told how many rows of how many are read, where somebody waits for a long sheet."""

    def watched(self, rows: Sequence[SheetRow]) -> Iterator[SheetRow]:
        """Yield the rows and tell whoever waits how far it has come."""
        for done, row in enumerate(rows):
            if self.watch is not None:
                self.watch(done, len(rows))
            yield row

    @property
    def notices(self) -> tuple[Message, ...]:
        """What is said once about the columns that are not read."""
        found = []
        if self.private:
            found.append(
                say("left out, since orglife keeps no such data: {columns}", columns=self.private)
            )
        if self.not_kept:
            found.append(say("known and not kept: {columns}", columns=self.not_kept))
        if self.unknown:
            found.append(
                say(
                    "not understood and left out: {columns} (or say what it is: --map {example})",
                    columns=self.unknown,
                    example=f"{self.unknown[0]}=FIELD",
                )
            )
        return tuple(found)


def recognize_sheet(sheet: Sheet, mapping: Mapping[str, str] | None = None) -> RecognizedSheet:
    """Return what `sheet` is: the kind and row with most fields understood.

    `mapping` is heading to field, as `--map` gives it; an empty field leaves the column out.

    Raises:
        ChoiceError: `mapping` names a field that no sheet has.
        RefusedError: no header row, an ambiguous heading, two columns for one field.
    """
    wanted = {
        normalize_heading(heading): field_named(field) for heading, field in (mapping or {}).items()
    }
    for heading, field in (mapping or {}).items():
        if field and is_private_heading(heading):
            raise RefusedError(
                say("orglife keeps no such data: {column}", column=heading),
                hint=say("leave it out"),
            )
    best: tuple[int, SheetRow, SheetKind] | None = None
    for row in sheet.rows[:SEARCHED]:
        for kind in KINDS:
            score = _score(row, kind, wanted)
            if score and (best is None or score > best[0]):
                best = (score, row, kind)
    if best is None:
        raise RefusedError(
            say("no row of headings was found in the first {n} rows", n=SEARCHED),
            hint=say(
                "a roster needs a column {name}, a register {date} and {kind}; or name columns "
                "with --map HEADING=FIELD",
                name="name/姓名",
                date="date/日期",
                kind="kind/会议类型",
            ),
        )
    _, row, kind = best
    missing = wanted.keys() - {normalize_heading(cell) for cell in row.cells}
    if missing:
        absent = [heading for heading in mapping or {} if normalize_heading(heading) in missing]
        raise RefusedError(
            say("there is no column {column}", column=absent[0]),
            hint=say("the columns: {columns}", columns=tuple(c for c in row.cells if c.strip())),
        )
    return _columns(sheet, row, kind, wanted)


def header_key(row: SheetRow) -> str:
    """Return what makes two headers the same, whatever stands around them."""
    return "|".join(heading for cell in row.cells if (heading := normalize_heading(cell)))


def remembered_for(sheet: Sheet, remembered: Mapping[str, Mapping[str, str]]) -> Mapping[str, str]:
    """Return the mapping that was remembered for the header of this sheet; empty if none was."""
    keys = (header_key(row) for row in sheet.rows[:SEARCHED])
    return next((remembered[key] for key in keys if key in remembered), {})


def field_named(text: str) -> str:
    """Return the key of the field that `text` names; nothing for nothing."""
    if not text.strip():
        return ""
    for kind in KINDS:
        for field in kind.fields:
            if normalize_heading(text) in (
                normalize_heading(field.key),
                *(normalize_heading(title) for title in field.titles),
            ):
                return field.key
    keys = dict.fromkeys(field.key for kind in KINDS for field in kind.fields)
    named = tuple(key for key in keys if not key.startswith(SEAT_PREFIX))
    raise ChoiceError(
        say("{value} is not a field of a sheet", value=text),
        hint=suggest_nearest(text, named) or say("one of: {codes}", codes=named),
    )


def _score(row: SheetRow, kind: SheetKind, wanted: Mapping[str, str]) -> int:
    """Return how many fields a row of headings has; 0 where one is missing that is needed."""
    titles = titles_of(kind)
    keys = {field.key for field in kind.fields}
    found: set[str] = set()
    for cell in row.cells:
        heading = normalize_heading(cell)
        if not heading or len(heading) > 40:
            continue
        key = wanted[heading] if heading in wanted else titles.get(heading)
        fits = (key,) if key is not None else fits_by_part(cell, kind)
        if len(fits) == 1 and fits[0] in keys:
            found.add(fits[0])
    return len(found) if found.issuperset(kind.required) else 0


def _columns(
    sheet: Sheet, row: SheetRow, kind: SheetKind, wanted: Mapping[str, str]
) -> RecognizedSheet:
    titles = titles_of(kind)
    columns: dict[str, tuple[int, ...]] = {}
    headings: dict[int, str] = {}
    private: list[str] = []
    not_kept: list[str] = []
    unknown: list[str] = []
    for at, cell in enumerate(row.cells):
        heading, shown = normalize_heading(cell), " ".join(cell.split())
        if not heading:
            continue
        key = wanted[heading] if heading in wanted else titles.get(heading)
        if key is None:
            fits = fits_by_part(cell, kind)
            if len(fits) > 1:
                _refuse_heading(shown, fits)
            key = fits[0] if fits else None
        if key == "hours" and ("分钟" in cell or "min" in cell.casefold()):
            key = "minutes long"
        if key:
            if key in columns and not key.startswith(SEAT_PREFIX):
                _refuse_twice(headings[columns[key][0]], shown, key)
            columns[key] = (*columns.get(key, ()), at)
            headings[at] = shown
        elif key == "":
            continue
        elif is_private_heading(cell):
            private.append(shown)
        elif heading in any_of(NOT_KEPT):
            not_kept.append(shown)
        elif heading not in any_of(NUMBERING):
            unknown.append(shown)
    return RecognizedSheet(
        kind, sheet, row.number, columns, headings, tuple(private), tuple(not_kept), tuple(unknown)
    )


def _refuse_heading(heading: str, fits: tuple[str, ...]) -> None:
    raise RefusedError(
        say("the column {column} may be: {fields}", column=heading, fields=fits),
        hint=say(
            "say which, as in --map '{example}', or leave it out with --map '{none}'",
            example=f"{heading}={fits[0]}",
            none=f"{heading}=",
        ),
    )


def _refuse_twice(first: str, second: str, key: str) -> None:
    raise RefusedError(
        say(
            "the columns {first} and {second} are both {field}",
            first=first,
            second=second,
            field=key,
        ),
        hint=say("leave one out, as in --map '{none}'", none=f"{second}="),
    )


def normalize_heading(heading: str) -> str:
    """Return a heading as it is compared.

    NFKC, no case, no spaces or line breaks, no bracketed hint, no `*`, no colon at its end.
    """
    text = "".join(
        char for char in _plain(heading) if not char.isspace() and char not in "*_-\ufeff\u200b"
    )
    return text.rstrip(":")


def _plain(heading: str) -> str:
    """Return a heading without differences of width and case, and without bracketed hints."""
    import unicodedata

    text = unicodedata.normalize("NFKC", heading).casefold()
    for opening, closing in ("()", "[]", "【】", "〔〕", "<>"):
        while opening in text:
            before, _, rest = text.partition(opening)
            _, closed, after = rest.partition(closing)
            text = before + (after if closed else "")
    return text


def fits_by_part(heading: str, kind: SheetKind) -> tuple[str, ...]:
    """Return the fields of which a part of the heading, or of which the heading is a part."""
    text = normalize_heading(heading)
    if text in any_of(NUMBERING) or text in any_of(NOT_KEPT) or is_private_heading(heading):
        return ()
    if text.isascii():
        words = _words(heading)
        fits = [field.key for field in kind.fields if any(_within(t, words) for t in field.titles)]
    else:
        fits = [field.key for field in kind.fields if _overlaps(text, field)]
    return tuple(dict.fromkeys(fits))


def is_private_heading(heading: str) -> bool:
    """Whether a heading, or a part of it, names what orglife has no field for."""
    text, words = normalize_heading(heading), _words(heading)
    return text in any_of(PRIVATE) or any(
        _within(title, words) if title.isascii() else title in text for title in PRIVATE.split("|")
    )


def _overlaps(heading: str, field: SheetColumn) -> bool:
    if field.key.startswith(SEAT_PREFIX):
        return False
    titles = [normalize_heading(title) for title in field.titles if not title.isascii()]
    long_enough = [
        title for title in titles if len(title) >= 3 or title in ("姓名", "议题", "地点")
    ]
    return any(title in heading for title in long_enough) or (
        len(heading) >= 2 and any(heading in title for title in titles)
    )


def _within(title: str, words: Sequence[str]) -> bool:
    parts = _words(title) if title.isascii() else []
    return bool(parts) and any(
        list(words[at : at + len(parts)]) == parts for at in range(len(words) - len(parts) + 1)
    )


def _words(text: str) -> list[str]:
    return "".join(char if char.isalnum() else " " for char in _plain(text)).split()


@cache
def titles_of(kind: SheetKind) -> dict[str, str]:
    """Return every whole heading of a kind of sheet, as compared, and its field."""
    return {normalize_heading(title): field.key for field in kind.fields for title in field.titles}


@cache
def any_of(titles: str) -> frozenset[str]:
    """Return the headings of a list such as `PRIVATE`, as compared."""
    return frozenset(normalize_heading(title) for title in titles.split("|"))


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
            *("absent", "excused", "late", "guests", "hours", "minutes long", "year", "recorded"),
            *("should attend", "present", "start", "end", "with", "form", "outcome", ...),
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
