"""A branch's own kinds of activity: data in its file, no code."""

from __future__ import annotations

from orglife.actions.change import Change, Changed
from orglife.errors import InvalidRecordError
from orglife.messages import say
from orglife.model.branch import Branch
from orglife.model.layer import OwnKind
from orglife.model.names import choose, kinds_of
from orglife.model.terms import SCOPES, Term, fold


def add_kind(
    branch: Branch, code: str, *, en: str, zh: str, scope: str = "branch", study: bool = False
) -> Change:
    """Add a kind of activity; `study` counts its length as study hours.

    Raises:
        InvalidRecordError: the code or a title is taken, or the code is none.
        ChoiceError: the scope is unknown.
    """
    code, en, zh = code.strip(), en.strip(), zh.strip()
    bare = code.replace("-", "")
    if not (bare.isascii() and bare.isalnum() and code == code.lower() and code[0] != "-"):
        raise InvalidRecordError(
            say("{code} can't be the code of a kind", code=code or "''"),
            hint=say("use small letters, digits and hyphens, as in reading-circle"),
        )
    if not en or not zh:
        raise InvalidRecordError(
            say("a kind needs a title in English and in Chinese"),
            hint=say("give --en and --zh"),
        )
    own = OwnKind(
        id=branch.next_id("kinds"),
        code=code,
        en=en,
        zh=zh,
        scope=choose(scope, SCOPES, say("scope")),
        study=study,
    )
    for existing in branch.kinds.values():
        if existing.code == code and _same(existing, own):
            return Change(branch, say("The kind {kind} is there already.", kind=code))
    for kind in kinds_of(branch).values():
        spellings = {
            fold(name) for name in (kind.code, kind.term.en, kind.term.zh, *kind.term.also)
        }
        taken = [name for name in (code, en, zh) if fold(name) in spellings]
        if taken:
            raise InvalidRecordError(
                say("{name} already means the kind {kind}", name=taken[0], kind=kind.code),
                hint=say("'orglife kinds list' shows the kinds"),
            )
    return Change(
        branch.add("kinds", own),
        say("Added the kind {kind}.", kind=Term(code, f"{en} ({code})", f"{zh}（{code}）")),
        (Changed("kinds", own.id),),
    )


def _same(one: OwnKind, other: OwnKind) -> bool:
    return (one.en, one.zh, one.scope, one.study) == (other.en, other.zh, other.scope, other.study)
