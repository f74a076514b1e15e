"""Doctor, verify.

`orglife doctor`.

Examining the branch file, mending what is around it, taking over an edit by hand.

`orglife verify`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from orglife.actions.change import Change, ChangedRecord
from orglife.cli.framework.change import report_change
from orglife.cli.framework.command import Session, confirm, reads, show, writes
from orglife.cli.framework.options import option
from orglife.cli.process import environment
from orglife.errors import UsageError
from orglife.messages import say

if TYPE_CHECKING:
    from orglife.model.branch import Branch
    from orglife.reports.file.maintenance import KeptHead
    from orglife.storage.doctor import FileProblem


@writes(examples=("doctor", "doctor --fix"))
def doctor(
    session: Session,
    fix: Annotated[bool, option("--fix", help="Mend what is safe to mend")] = False,
    accept: Annotated[
        bool, option("--accept", help="Take over what was changed outside orglife")
    ] = False,
) -> None:
    """Say what is wrong with the file and around it; exit 1 where something is."""
    if accept:
        accept_edit(session)
    else:
        show_diagnosis(session, fix=fix)


NAMED = 10
"""So many records are named; more are counted."""


def show_diagnosis(session: Session, *, fix: bool) -> None:
    """Show what is wrong, after mending what is safe to mend; exit 1 where something is left."""
    from orglife.reports.file.maintenance import diagnosis_view
    from orglife.storage.doctor import examine_file, repair_file

    store = session.store
    if fix and not session.dry_run:
        repair_file(store, now=environment.now())
    found = examine_file(store, now=environment.now())
    if not any(one.code == "damaged" for one in found):
        found += _rules(session)
    found += _settings()
    view = diagnosis_view(session.file.name, found)
    show(session, view)
    if view.data["found"]:
        session.leave(1)


def _rules(session: Session) -> list[FileProblem]:
    """Return what can't be used of the branch's own rules."""
    from orglife.rules.branch_rules import MENDING, overlay_rules
    from orglife.storage.doctor import FileProblem

    return [FileProblem("rules", problem, MENDING) for problem in overlay_rules(session.load())[1]]


def _settings() -> list[FileProblem]:
    """Return whether others can write this user's settings."""
    from orglife.cli.user import preferences
    from orglife.cli.user.preferences import writable_by_others
    from orglife.storage.doctor import FileProblem

    path = preferences.preferences_path()
    if not writable_by_others(path):
        return []
    return [
        FileProblem(
            "settings",
            say("other users can write your settings: {path}", path=str(path)),
            say("no program that they name is run; take the right away with: chmod go-w"),
        )
    ]


def accept_edit(session: Session) -> None:
    """Take over what was changed outside orglife, as one entry."""
    from orglife.storage.accept import accept_edits

    if session.dry_run:
        raise UsageError(
            say("--accept has no --dry-run"),
            hint=say("'orglife doctor' and 'orglife verify' say what was changed"),
        )
    confirm(session, say("take over what was changed outside orglife?"))
    done = accept_edits(session.store, command=session.command, now=environment.now)
    session.use_branch(done.branch)
    places = [say("{table} #{id}", table=table, id=key) for table, key in done.changed]
    if not places:
        said = say("sealed again; no record was changed.")
    elif len(places) <= NAMED:
        said = say("taken over: {records}.", records=tuple(places))
    else:
        said = say("taken over: {n} records.", n=len(places))
    report_change(
        session, Change(done.branch, said, tuple(ChangedRecord(*one) for one in done.changed)), True
    )


@reads(
    examples=(
        "verify",
        "verify --head 4f2a09c81b7d",
        "verify --export riverside.proof",
        "verify --proof riverside.proof",
    )
)
def verify(
    session: Session,
    head: Annotated[
        str | None,
        option("--head", metavar="DIGEST", help="12 digits or more of a head on a report"),
    ] = None,
    heads: Annotated[
        str, option("--heads", metavar="FILE", help="What 'audit run --heads' kept", values="files")
    ] = "",
    proof: Annotated[
        str, option("--proof", metavar="FILE", help="What --export wrote earlier", values="files")
    ] = "",
    export: Annotated[
        str,
        option(
            "--export",
            metavar="PROOF",
            help="Write uid, head, count and day as a text",
            values="files",
        ),
    ] = "",
) -> None:
    """Say whether the file is what orglife made of it; exit 1 where it is not.

    A head kept elsewhere tells whether the past was rewritten since: typed, in a file of heads, or
    in a proof, which can be signed with: ssh-keygen -Y sign -n orglife -f KEY PROOF
    """
    from orglife.reports.file.maintenance import verification_view
    from orglife.storage.verify import verify_store

    store = session.store
    branch = session.use_branch(store.load())
    verdict = verify_store(store)
    view = verification_view(
        branch,
        verdict.problems,
        verdict.heads,
        verdict.erased,
        head,
        old_rule=verdict.old_rule,
        unknown=verdict.unknown,
        backwards=verdict.backwards,
        kept=kept_heads(session, branch, heads, proof),
    )
    show(session, view)
    if view.data["problems"]:
        session.leave(1)
    if export:
        export_proof(session, branch, verdict.heads, export)


def kept_heads(session: Session, branch: Branch, heads: str, proof: str) -> list[KeptHead]:
    """Return what a file of heads and a proof say of this branch, each where it was named.

    Raises:
        MissingFileError, StoreError: one can't be read.
        DamagedFileError: it is something else.
    """
    from orglife.reports.file.maintenance import KeptHead
    from orglife.storage.anchors import read_heads, read_proof

    found: list[KeptHead] = []
    if heads:
        anchor = read_heads(heads).get(branch.meta.uid)
        if anchor is None:
            session.warn(say("{path} has no head of this branch", path=heads))
        else:
            found.append(KeptHead(anchor.head, heads, anchor.entries))
    if proof:
        uid, anchor = read_proof(proof)
        wrong = None
        if uid != branch.meta.uid:
            wrong = say("{path} is the proof of another branch", path=proof)
        found.append(KeptHead(anchor.head, proof, anchor.entries, wrong))
    return found


def export_proof(session: Session, branch: Branch, heads: tuple[str, ...], path: str) -> None:
    """Write the proof of a history that holds.

    Raises:
        UsageError: the file exists, and --force was not given.
        StoreError: it can't be written.
    """
    from pathlib import Path

    from orglife.cli.process import output
    from orglife.storage.anchors import Anchor, proof_text

    anchor = Anchor(heads[-1], len(heads), session.today.isoformat())
    text = proof_text(branch.meta.uid, anchor)
    output.write_output_file(Path(path), text, overwrite=bool(session.options.get("force")))
    session.say(say("Wrote {path}", path=path))
