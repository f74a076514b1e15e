"""`AuditRequest`, and one file's bytes to its findings and its notice.

Pure: the same bytes and request give the same result on every machine. A notice is written in the
branch's own language.
"""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from hashlib import blake2b
from itertools import groupby
from pathlib import Path
from typing import Any

import msgspec
from msgspec import Struct

from orglife import __version__
from orglife.audit.records import JudgedRecord, Verified
from orglife.messages import LANGUAGE_CODES, Message, say
from orglife.model.branch import Branch
from orglife.model.calendar import Period
from orglife.model.personal_data import NameMatcher
from orglife.model.terms import SEVERITIES, SUBJECT_TYPES
from orglife.reports.duties.findings import finding_data
from orglife.reports.formats.registry import render_view
from orglife.reports.formats.to_json import encode_line, plain_data
from orglife.reports.language import Capitalized, DayWithWeekday, Language
from orglife.reports.view import Block, Column, Heading, Line, Table, View
from orglife.rules.branch_rules import rule_versions
from orglife.rules.engine import judgements, sorted_findings
from orglife.rules.facts import BranchFacts
from orglife.rules.finding import Finding, Judgement
from orglife.rules.rule import Rule, central_rules
from orglife.storage.decode import decode_file
from orglife.storage.format import Envelope


def notice(
    branch: Branch, missed: list[dict[str, Any]], question: AuditRequest, language: Language
) -> str:
    """Return the notice as Markdown; `missed` are findings as they are told."""
    period, name = question.period, branch.meta.name
    blocks: list[Block] = [
        Heading(
            say("{branch}: what was missed, {period}", branch=name, period=period),
            say("as of {day}", day=DayWithWeekday(question.as_of)),
        )
    ]
    if branch.meta.superior:
        blocks.append(Line(say("Superior: {name}", name=branch.meta.superior)))
    if missed:
        blocks.append(_table(missed))
    else:
        blocks.append(Line(say("Nothing was missed.")))
    if not question.names:
        blocks.append(Line(say("Persons stand as codes: M007 is member #7 of the branch's file.")))
    text = render_view("md", View({}, tuple(blocks)), language)
    return text if isinstance(text, str) else text.decode()


class FileResult(Struct, frozen=True, array_like=True):
    """What is known of a file after judging it, independent of where it lies.

    Branch and findings are the rests of their lines, after the place of the file.
    """

    branch: bytes
    findings: tuple[bytes, ...]
    notice: str
    """The whole text; empty where none was asked for."""
    history: bytes = b""
    """What `Verified` holds, as JSON; empty where histories are not verified."""


def judge_file(data: bytes, question: AuditRequest) -> FileResult:
    """Judge the bytes of a branch file.

    Raises:
        DamageError: they are not what orglife wrote.
        NewerSchemaError: a newer orglife wrote them.
    """
    envelope = decode_file(data)
    branch = envelope.branch
    told = question.told
    facts = BranchFacts(branch, question.period, question.as_of)
    judged = list(judgements(facts, rule_versions(branch, rules()), told))
    counted = _rest(_counted(envelope, judged))
    history = _verified(data, envelope, question) if question.verify else b""
    if not told:
        return FileResult(counted, (), "", history)
    findings = sorted_findings(judged)
    codes = None if question.names else _codes(branch)
    shown = (one for one in findings if question.listed and one.status in question.statuses)
    return FileResult(
        counted,
        tuple(_finding(one, branch, question, codes) for one in shown),
        _notice(branch, findings, question, codes) if question.notices else "",
        history,
    )


TOLD = 10
"""So many problems and notes of one history are told."""


def _verified(data: bytes, envelope: Envelope, question: AuditRequest) -> bytes:
    """Return what verifying a history found, as JSON."""
    from orglife.storage.history import entries
    from orglife.storage.verify import verify_history

    language = _language(question.language)
    try:
        found = verify_history(data, envelope.branch, entries(envelope.history))
    except (ValueError, LookupError, RecursionError) as error:
        wrong = language.text(say("its history cannot be decoded: {error}", error=str(error)))
        return encode_line(
            Verified(uid=envelope.branch.meta.uid, head="", entries=0, problems=(wrong,))
        ).encode()
    return encode_line(
        Verified(
            uid=envelope.branch.meta.uid,
            head=found.heads[-1] if found.heads else "",
            entries=len(found.heads),
            problems=tuple(map(language.text, found.problems[:TOLD])),
            notes=tuple(map(language.text, found.backwards[:TOLD])),
            old_rule=found.old_rule,
        )
    ).encode()


def past_of(data: bytes) -> bytes:
    """Return the history in the bytes of a branch file, not decoded; nothing is judged.

    Raises:
        DamageError: the bytes are not what orglife wrote.
        NewerSchemaError: a newer orglife wrote them.
    """
    return decode_file(data).history


def _counted(envelope: Envelope, judged: list[Judgement]) -> JudgedRecord:
    rules_counted: dict[str, dict[str, int]] = {}
    missed: dict[str, int] = {}
    # What is only counted is one object for each rule and status: runs of some ten each.
    for _, run in groupby(judged, id):
        alike = list(run)
        one, number = alike[0], len(alike)
        counts = rules_counted.setdefault(one.rule.id, {})
        counts[one.status] = counts.get(one.status, 0) + number
        if one.status == "missed":
            missed[one.severity] = missed.get(one.severity, 0) + number
    meta = envelope.branch.meta
    return JudgedRecord(
        uid=meta.uid,
        name=meta.name,
        superior=meta.superior,
        sector=meta.sector,
        written=envelope.seal.sequence,
        crc32=envelope.seal.crc32,
        missed=missed,
        rules=dict(sorted(rules_counted.items())),
    )


def _codes(branch: Branch) -> NameMatcher:
    from orglife.reports.exports.whole_branch import codes_of

    return codes_of(branch)


def _finding(
    finding: Finding, branch: Branch, question: AuditRequest, codes: NameMatcher | None
) -> bytes:
    language = _language(question.language)
    data = {"branch": branch.meta.uid, **finding_record(finding, language, codes)}
    return encode_line(data)[1:].encode()


def finding_record(
    finding: Finding, language: Language, codes: NameMatcher | None
) -> dict[str, Any]:
    """Return a finding as plain data, with codes in place of names unless `codes` is None."""
    data: dict[str, Any] = plain_data(finding_data(finding), language)
    if codes is None:
        return data
    places = [
        *((data, name) for name in ("title", "article", "message", "reason") if data[name]),
        (data["subject"], "name"),
        *((one, name) for one in data["excluded"] for name in ("name", "reason")),
    ]
    whole = "\0".join(part[name] for part, name in places)
    if codes.named_in(whole):  # in most none is
        for part, name in places:
            part[name] = codes.in_place(part[name])
    return data


def _notice(
    branch: Branch, findings: list[Finding], question: AuditRequest, codes: NameMatcher | None
) -> str:

    language = _language(branch.meta.language or question.notice_language)
    missed = [finding_record(one, language, codes) for one in findings if one.status == "missed"]
    return notice(branch, missed, question, language)


@lru_cache(maxsize=2)
def _language(code: str) -> Language:
    """Return a language; its catalogue is read once a process."""
    known = code.partition("-")[0]
    return Language(known if known in LANGUAGE_CODES else "en")


def _rest(record: JudgedRecord) -> bytes:
    """Return a record's line after `{"record":"branch",`, where the place is put in."""
    whole = encode_line(record)
    return whole.removeprefix('{"record":"branch",').encode()


SHOWN = ("missed", "late", "waived")
"""The statuses of findings that are listed; all are counted."""


class AuditRequest(Struct, frozen=True, kw_only=True):
    """What is judged, as which day sees it, and how it is told."""

    first: date
    last: date
    as_of: date
    language: str = "en"
    """Of findings and of what is unreadable."""
    names: bool = False
    """Names of persons as they are; otherwise codes: M007, G001."""
    statuses: tuple[str, ...] = SHOWN
    listed: bool = True
    """Whether branches and findings are told one by one; all are counted."""
    notices: bool = False
    verify: bool = False
    """Whether the history of each file is verified too."""
    notice_language: str = "en"
    """For a branch whose file names none."""

    @property
    def period(self) -> Period:
        """The period that is judged."""
        return Period(self.first, self.last)

    @property
    def told(self) -> tuple[str, ...]:
        """The statuses of findings that must be told; the others need only be counted."""
        told = self.statuses if self.listed else ()
        return (*told, "missed") if self.notices else told

    def signature(self) -> str:
        """Return what a result depends on beside the bytes of the file, as a digest.

        The question itself, the rules of the central pack, and every module of orglife: what was
        judged by other code is not taken for an answer of this one.
        """
        digest = blake2b(msgspec.msgpack.encode(self), digest_size=16)
        for part in (__version__, rules_digest(), _code_digest()):
            digest.update(part.encode())
        return digest.hexdigest()


@lru_cache(maxsize=1)
def rules() -> tuple[Rule, ...]:
    """Return the rules of the central pack, read once a process."""
    return central_rules()


@lru_cache(maxsize=1)
def rules_digest() -> str:
    """Return what tells two versions of the central pack apart."""
    return blake2b(msgspec.msgpack.encode(rules()), digest_size=8).hexdigest()


@lru_cache(maxsize=1)
def _code_digest() -> str:
    digest = blake2b(digest_size=16)
    for path in sorted(Path(__file__).parents[1].rglob("*.py")):
        digest.update(path.read_bytes())
    return digest.hexdigest()


def _table(missed: list[dict[str, Any]]) -> Table:
    columns = (
        Column("severity", say("Severity")),
        Column("rule", say("Rule")),
        Column("article", say("Article")),
        Column("subject", say("Who")),
        Column("period", say("Period")),
        Column("message", say("What was found")),
    )
    rows = tuple(
        (
            SEVERITIES[one["severity"]],
            say("{rule} {title}", rule=one["rule"], title=one["title"]),
            one["article"],
            _who(one["subject"]),
            one["period"],
            one["message"],
        )
        for one in missed
    )
    return Table(columns, rows)


def _who(subject: dict[str, Any]) -> Message | str | Capitalized:
    kind, name = subject["type"], str(subject["name"])
    if kind == "branch":
        return Capitalized(SUBJECT_TYPES["branch"])
    if kind in ("member", "group"):
        return name
    return say("{name} #{id}", name=name, id=subject["id"])
