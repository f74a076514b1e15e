"""One file's bytes to its findings. Pure: the same bytes and question give the same answer."""

from __future__ import annotations

from functools import lru_cache
from itertools import groupby
from typing import Any

from msgspec import Struct

from orglife.audit.question import Question, rules
from orglife.audit.records import Judged
from orglife.model.branch import Branch
from orglife.model.spelling import Spellings
from orglife.reports.duties.findings import finding_data
from orglife.reports.formats.to_json import encode_line, plain
from orglife.reports.language import Language
from orglife.rules.engine import in_order, judgements
from orglife.rules.facts import Facts
from orglife.rules.finding import Finding, Judgement
from orglife.rules.layer import versions_of
from orglife.storage.codec import Envelope
from orglife.storage.decode import decode
from orglife.storage.seal import DamageError


class Answer(Struct, frozen=True, array_like=True):
    """What is known of a file after judging it, independent of where it lies.

    Branch and findings are the rests of their lines, after the place of the file.
    """

    branch: bytes
    findings: tuple[bytes, ...]
    notice: str
    """The whole text; empty where none was asked for."""


def answer(data: bytes, question: Question) -> Answer:
    """Judge the bytes of a branch file.

    Raises:
        DamageError: they are not what orglife wrote.
        NewerSchemaError: a newer orglife wrote them.
    """
    envelope = decode(data)
    branch = envelope.branch
    told = question.told
    facts = Facts(branch, question.period, question.as_of)
    judged = list(judgements(facts, versions_of(branch, rules()), told))
    counted = _rest(_counted(envelope, judged))
    if not told:
        return Answer(counted, (), "")
    findings = in_order(judged)
    codes = None if question.names else _codes(branch)
    shown = (one for one in findings if question.listed and one.status in question.statuses)
    return Answer(
        counted,
        tuple(_finding(one, branch, question, codes) for one in shown),
        _notice(branch, findings, question, codes) if question.notices else "",
    )


def past_of(data: bytes) -> bytes:
    """Return the history in the bytes of a branch file, not decoded; nothing is judged.

    Raises:
        DamageError: the bytes are not what orglife wrote.
        NewerSchemaError: a newer orglife wrote them.
    """
    return decode(data).history


def _counted(envelope: Envelope, judged: list[Judgement]) -> Judged:
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
    return Judged(
        uid=meta.uid,
        name=meta.name,
        superior=meta.superior,
        sector=meta.sector,
        written=envelope.seal.sequence,
        crc32=envelope.seal.crc32,
        missed=missed,
        rules=dict(sorted(rules_counted.items())),
    )


def _codes(branch: Branch) -> Spellings:
    from orglife.reports.exports.anonymous import codes_of

    return codes_of(branch)


def _finding(
    finding: Finding, branch: Branch, question: Question, codes: Spellings | None
) -> bytes:
    language = _language(question.language)
    data = {"branch": branch.meta.uid, **told(finding, language, codes)}
    return encode_line(data)[1:].encode()


def told(finding: Finding, language: Language, codes: Spellings | None) -> dict[str, Any]:
    """Return a finding as plain data, with codes in place of names unless `codes` is None."""
    data: dict[str, Any] = plain(finding_data(finding), language)
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
    branch: Branch, findings: list[Finding], question: Question, codes: Spellings | None
) -> str:
    from orglife.audit.notice import notice

    language = _language(branch.meta.language or question.notice_language)
    missed = [told(one, language, codes) for one in findings if one.status == "missed"]
    return notice(branch, missed, question, language)


@lru_cache(maxsize=2)
def _language(code: str) -> Language:
    """Return a language; its catalogue is read once a process."""
    return Language("zh" if code.startswith("zh") else "en")


def _rest(record: Judged) -> bytes:
    """Return a record's line after `{"record":"branch",`, where the place is put in."""
    whole = encode_line(record)
    return whole.removeprefix('{"record":"branch",').encode()


__all__ = ["Answer", "DamageError", "answer", "past_of", "told"]
