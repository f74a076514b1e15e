"""Undo takes commands back as they were typed, redo puts them back, and the history only grows."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from branches import NOW, files_of, held
from faulty import Killed, killing
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule
from msgspec.structs import replace

from orglife.errors import RefusedError
from orglife.model.branch import Branch
from orglife.storage.store import Store
from orglife.storage.verify import verify_store


def records(branch: Branch) -> Branch:
    """The branch without the ids that come next, which never go back."""
    return branch.change_meta(next={})


def do(store: Store, change: Any = held, command: str = "orglife log lecture") -> Branch:
    store.update(change, command=command, now=NOW)
    return store.load()


def edit(branch: Branch) -> tuple[Branch, None]:
    member = branch.members[1]
    branch = branch.put("members", replace(member, unit=member.unit + "x"))
    return branch.change_meta(name=branch.meta.name + "!"), None


def remove(branch: Branch) -> tuple[Branch, None]:
    return branch.drop("activities", max(branch.activities)), None


def test_undo_takes_back_the_last_command(store: Store) -> None:
    before = store.load()
    after = do(store)

    turned = store.undo(1, command="orglife undo", now=NOW)

    assert [event.command for event in turned.events] == ["orglife log lecture"]
    assert turned.branch == store.load()
    assert records(store.load()) == records(before)
    assert store.load().meta.next == after.meta.next


def test_several_are_taken_back_and_put_back_one_by_one(store: Store) -> None:
    states = [store.load(), do(store), do(store, edit), do(store, remove)]

    store.undo(2, command="orglife undo 2", now=NOW)
    assert records(store.load()) == records(states[1])
    store.undo(1, command="orglife undo", now=NOW)
    assert records(store.load()) == records(states[0])
    for state in states[1:]:
        store.redo(1, command="orglife redo", now=NOW)
        assert records(store.load()) == records(state)
    assert [one.undoes for one in store.history()][4:6] == [(4, 3), (2,)]
    assert verify_store(store).problems == ()


def test_redo_of_several_at_once(store: Store) -> None:
    do(store)
    last = do(store, edit)
    store.undo(2, command="orglife undo 2", now=NOW)

    turned = store.redo(2, command="orglife redo 2", now=NOW)

    assert [event.number for event in turned.events] == [2, 3]
    assert records(store.load()) == records(last)


def test_there_is_nothing_to_undo_in_a_new_file(path: Path, store: Store) -> None:
    before = files_of(path.parent)

    with pytest.raises(RefusedError, match="there is nothing to undo") as caught:
        store.undo(1, command="orglife undo", now=NOW)

    assert caught.value.exit_code == 3
    assert files_of(path.parent) == before


def test_more_than_there_are_is_refused(store: Store) -> None:
    do(store)

    with pytest.raises(RefusedError, match="only 1 command can be undone"):
        store.undo(2, command="orglife undo 2", now=NOW)
    store.undo(1, command="orglife undo", now=NOW)
    with pytest.raises(RefusedError, match="only 1 command can be redone"):
        store.redo(2, command="orglife redo 2", now=NOW)


def test_redo_says_why_it_can_do_nothing(store: Store) -> None:
    with pytest.raises(RefusedError, match="nothing was undone"):
        store.redo(1, command="orglife redo", now=NOW)
    do(store)
    store.undo(1, command="orglife undo", now=NOW)
    store.redo(1, command="orglife redo", now=NOW)
    with pytest.raises(RefusedError, match="everything that was undone was redone"):
        store.redo(1, command="orglife redo", now=NOW)
    store.undo(1, command="orglife undo", now=NOW)
    do(store, edit, "orglife member edit")
    with pytest.raises(RefusedError, match=r"'orglife member edit' \(entry 6\) was done after"):
        store.redo(1, command="orglife redo", now=NOW)


def test_a_preview_writes_nothing(path: Path, store: Store) -> None:
    do(store)
    before = files_of(path.parent)

    turned = store.undo(1, command="orglife undo", now=NOW, dry_run=True)

    assert turned.branch.activities == {}
    assert files_of(path.parent) == before


def test_what_was_found_and_left_is_told_record_by_record(store: Store) -> None:
    do(store)
    do(store, edit)
    _, events = store.past()

    steps = {step.table: step for step in events[2].steps}
    assert [step.table for step in events[1].steps] == ["activities"]
    assert events[1].steps[0].before is None
    assert steps["members"].before.unit == ""
    assert steps["members"].after.unit == "x"
    assert (steps["meta"].before.name, steps["meta"].after.name) == ("Riverside", "Riverside!")


class Turning(RuleBasedStateMachine):
    """Any mix of changes, undo, redo, crash and reload, against two lists of states."""

    @initialize()
    def make(self) -> None:
        import tempfile

        from branches import small_branch

        self.folder = tempfile.TemporaryDirectory()
        self.store = Store(Path(self.folder.name) / "branch.json")
        self.store.create(small_branch(), command="orglife init", now=NOW)
        self.done = [records(self.store.load())]
        self.undone: list[Branch] = []
        self.next: dict[str, int] = {}

    @rule(change=st.sampled_from([held, edit]))
    def change(self, change: Any) -> None:
        self.done.append(records(do(self.store, change)))
        self.undone = []

    @precondition(lambda self: self.done[-1].activities)
    @rule()
    def remove(self) -> None:
        self.done.append(records(do(self.store, remove)))
        self.undone = []

    @precondition(lambda self: len(self.done) > 1)
    @rule(data=st.data())
    def undo(self, data: st.DataObject) -> None:
        steps = data.draw(st.integers(1, len(self.done) - 1))
        self.store.undo(steps, command="orglife undo", now=NOW)
        for _ in range(steps):
            self.undone.append(self.done.pop())

    @precondition(lambda self: self.undone)
    @rule(data=st.data())
    def redo(self, data: st.DataObject) -> None:
        steps = data.draw(st.integers(1, len(self.undone)))
        self.store.redo(steps, command="orglife redo", now=NOW)
        for _ in range(steps):
            self.done.append(self.undone.pop())

    @rule(act=st.sampled_from(["change", "undo", "redo"]), call=st.integers(1, 60))
    def crash(self, act: str, call: int) -> None:
        """The process is killed at a call of the system; another one finds old or new."""
        if (act == "undo" and len(self.done) < 2) or (act == "redo" and not self.undone):
            return
        doomed = Store(self.store.path, fs=killing(call))
        seen: list[Branch] = []

        def change(branch: Branch) -> tuple[Branch, None]:
            changed, _ = edit(branch)
            seen.append(records(changed))
            return changed, None

        old, entries = self.done[-1], len(self.store.history())
        try:
            if act == "change":
                doomed.update(change, command="orglife log", now=NOW)
            else:
                getattr(doomed, act)(1, command=f"orglife {act}", now=NOW)
        except Killed:
            acknowledged = False
        else:
            acknowledged = True
        if len(self.store.history()) == entries:
            assert not acknowledged
            assert records(self.store.load()) == old
        elif act == "change":
            self.done.append(seen[0])
            self.undone = []
        elif act == "undo":
            self.undone.append(self.done.pop())
        else:
            self.done.append(self.undone.pop())

    @precondition(lambda self: not self.undone)
    @rule()
    def nothing_to_redo(self) -> None:
        with pytest.raises(RefusedError):
            self.store.redo(1, command="orglife redo", now=NOW)

    @invariant()
    def the_file_is_as_the_model_and_verifies(self) -> None:
        if not hasattr(self, "store"):
            return
        branch = self.store.load()
        assert records(branch) == self.done[-1]
        assert all(branch.meta.next[name] >= key for name, key in self.next.items())
        self.next = branch.meta.next
        assert verify_store(self.store).problems == ()

    def teardown(self) -> None:
        if hasattr(self, "folder"):
            self.folder.cleanup()


TestTurning = Turning.TestCase
TestTurning.settings = settings(max_examples=25, stateful_step_count=15, deadline=None)
