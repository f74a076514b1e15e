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
    view = diagnosis_view(session.file.name, found)
    show(session, view)
    if view.data["found"]:
        session.leave(1)


def _rules(session: Session) -> list[FileProblem]:
    """Return what can't be used of the branch's own rules."""
    from orglife.rules.branch_rules import MENDING, overlay_rules
    from orglife.storage.doctor import FileProblem

    return [FileProblem("rules", problem, MENDING) for problem in overlay_rules(session.load())[1]]


def accept_edit(session: Session) -> None:
    """Take over what was changed outside orglife, as one entry."""
    from orglife.storage.accept import accept_edits

    if session.dry_run:
        raise UsageError(
            say("--accept has no --dry-run"),
            hint=say("'orglife doctor' and 'orglife verify' say what was changed"),
        )
    confirm(session, say("take over what was changed outside orglife?"))
    done = accept_edits(session.store, command=session.command, now=environment.now())
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


@reads(examples=("verify", "verify --head 4f2a"))
def verify(
    session: Session,
    head: Annotated[str, option("--head", help="The digest that an earlier report printed")] = "",
) -> None:
    """Say whether the file is what orglife made of it; exit 1 where it is not."""
    from orglife.reports.file.maintenance import verification_view
    from orglife.storage.verify import verify_store

    store = session.store
    branch = session.use_branch(store.load())
    verdict = verify_store(store)
    view = verification_view(branch, verdict.problems, verdict.heads, verdict.erased, head)
    show(session, view)
    if view.data["problems"]:
        session.leave(1)
