"""After `purge --member` nothing of the person is left, however the name was written."""

from __future__ import annotations

import hashlib
import json
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from filled import everywhere
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from small_branch import held, riverside

from orglife.actions.purge import member_erasure
from orglife.cli.framework.session import quote
from orglife.cli.user import user_files
from orglife.model.activity import Exclusion, Motion
from orglife.model.branch import Branch, Meta, PrivateText
from orglife.model.calendar import PartialDate
from orglife.model.member import Member
from orglife.model.terms import normalize
from orglife.storage.erase import erase_records
from orglife.storage.store import Store
from orglife.storage.verify import verify_store

Orglife = Any
NOW = datetime(2026, 11, 22, 4, tzinfo=UTC)
LEFT = PartialDate(2026, 11, 10)
TODAY = date(2026, 11, 22)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Li Si (#1 of the branch) is still here, and has the key of an imported roster."""
    branch = riverside()
    member = branch.members[1]
    key = (
        "import:" + hashlib.sha256(f"{normalize(member.name)}|2001-07-01".encode()).hexdigest()[:12]
    )
    path = tmp_path / "branch.json"
    changed = replace(member, name="Li Si", key=key)
    others = replace(branch.members[4], name="Zhou Ba")
    Store(path).create(branch.put("members", changed, others), command="orglife init", now=NOW)
    return path


def everything(folder: Path) -> str:
    """Everything that lies below a folder, without spaces and case."""
    files = [one for one in sorted(folder.rglob("*")) if one.is_file()]
    text = "".join(f"{one.name}\0{one.read_text('utf-8', 'replace')}\0" for one in files)
    return normalize(text.replace("\\u3000", " "))


def log(orglife: Orglife, *args: object) -> None:
    when = () if "--on" in args else ("--on", "2026-11-20")
    done = orglife("log", *args, *when)
    assert done.status == 0, done


def statuses(orglife: Orglife) -> list[tuple[str, ...]]:
    findings = json.loads(orglife("check", "2026", "--format", "json").stdout)["findings"]
    return [(one["rule"], one["status"], str(one["needed"]), str(one["base"])) for one in findings]


def purge(orglife: Orglife, *, sound: bool = True) -> Any:
    left = orglife("member", "edit", "#1", "--left", "2026-11-10", "--left-reason", "moved away")
    assert left.status == 0, left
    done = orglife("purge", "--member", "#1", "-y")
    assert done.status == 0, done
    assert not sound or orglife("verify").status == 0
    return done


@pytest.mark.parametrize(
    "written", ["li si", "LiSi", "#1", "Ｌｉ　ｓｉ", "＃1", "# 1", "LI\u3000SI", "L i\u2009Si"]
)
def test_an_absence_goes_however_the_name_was_typed(
    orglife: Orglife, file: Path, tmp_path: Path, written: str
) -> None:
    log(orglife, "study", "--absent", f"{written}:excused:psychiatric ward")
    said = orglife("activity", "attend", 1, "#1", "present")
    assert said.status == 0, said
    log(orglife, "study", "--on", "2026-11-19", "--topic", f"What {written}'s case shows")

    purge(orglife)

    text = everything(tmp_path)
    assert "psychiatric" not in text
    assert "movedaway" not in text
    assert "lisi" not in text
    assert "What #1's case shows" in file.read_text("utf-8").replace("＃1", "#1").replace(
        "# 1", "#1"
    )


def test_the_reason_of_an_exclusion_goes_and_the_exclusion_counts(
    orglife: Orglife, file: Path, tmp_path: Path
) -> None:
    motion = Motion(
        text="Elect Wu",
        kind="election",
        yes=7,
        excluded=(
            Exclusion(member=1, reason="terminal cancer"),
            Exclusion(member=2, reason="abroad with Li  SI"),
        ),
        consent=date(2026, 11, 1),
    )

    def vote(branch: Branch) -> tuple[Branch, None]:
        branch = held(branch, "general-meeting", "2026-11-20")
        activity = branch.activities[1]
        return branch.put("activities", replace(activity, motions=(motion,))), None

    Store(file).update(vote, command="orglife vote --exclude LISI:cancer", now=NOW)
    orglife("member", "edit", "#1", "--left", "2026-11-10")
    before = statuses(orglife)
    purge(orglife)

    text = everything(tmp_path)
    assert "cancer" not in text
    assert "lisi" not in text
    excluded = Store(file).load().activities[1].motions[0].excluded
    assert [one.reason for one in excluded] == ["...", "abroad with #1"]
    assert statuses(orglife) == before


def test_the_key_of_an_imported_row_goes(orglife: Orglife, file: Path, tmp_path: Path) -> None:
    key = Store(file).load().members[1].key
    assert key in everything(tmp_path)
    purge(orglife)
    assert key not in everything(tmp_path)
    assert "import:" not in everything(tmp_path)


def test_texts_of_talks_go_that_name_no_member(
    orglife: Orglife, file: Path, tmp_path: Path
) -> None:
    for who, text in (("Li Si", "his divorce"), ("#3", "her exam")):
        args = ("talk", "--with", who, "--with", "#4", "--body", text)
        log(orglife, *args)
    log(orglife, "study", "--body", "what all of them said")
    purge(orglife)
    assert "divorce" not in everything(tmp_path)
    kept = [one.text for one in Store(file).load().private.values()]
    assert kept == ["her exam", "what all of them said"]


def test_care_for_the_person_goes_whole(orglife: Orglife, file: Path, tmp_path: Path) -> None:
    for subject in ("Visit lisi in hospital", "Widow of #1", "Visit Zhao Liu at home"):
        assert orglife("task", "add", "care", subject).status == 0
    assert orglife("task", "edit", 1, "--progress", "chemotherapy").status == 0
    assert orglife("task", "done", 1, "--result", "buried").status == 0
    purge(orglife)
    text = everything(tmp_path)
    for word in ("hospital", "widow", "chemotherapy", "buried"):
        assert word not in text, word
    tasks = Store(file).load().tasks
    assert [one.subject for one in tasks.values()] == ["...", "...", "Visit Zhao Liu at home"]


def test_a_former_name_goes_too(orglife: Orglife, file: Path, tmp_path: Path) -> None:
    log(orglife, "study", "--topic", "Told by li si")
    orglife("member", "edit", "#1", "--name", "Li Xiaosi", "--other-name", "Sisi Li")
    orglife("member", "edit", "#1", "--other-name", "Four")
    for _ in range(5):
        log(orglife, "study", "--on", "2026-11-19", "--topic", "sisili, lisi, li xiaosi, FOUR")
    purge(orglife)
    text = everything(tmp_path)
    for name in ("lisi", "lixiaosi", "sisili", "four"):
        assert name not in text, name


def test_a_namesake_and_a_longer_name_stay_in_texts(
    orglife: Orglife, file: Path, tmp_path: Path
) -> None:
    orglife("member", "edit", "#1", "--name", "王伟")
    orglife("member", "edit", "#2", "--name", "王伟明")
    log(orglife, "study", "--topic", "王伟明发言，王 伟发言")
    orglife("task", "add", "care", "看望王伟明")
    purge(orglife)
    branch = Store(file).load()
    assert branch.activities[1].topics == ("王伟明发言，#1发言",)
    assert branch.tasks[1].subject == "看望王伟明"
    assert branch.members[2].name == "王伟明"


def test_a_name_of_one_sign_leaves_the_texts_readable(orglife: Orglife, file: Path) -> None:
    orglife("member", "edit", "#1", "--name", "A")
    log(orglife, "study", "--topic", "A study of a plan", "--guest", "A", "--topic", "B, a; C")
    log(orglife, "study", "--on", "2026-11-19", "--absent", "a:excused:ill")
    purge(orglife)
    activity = Store(file).load().activities[1]
    assert activity.topics == ("A study of a plan", "B, #1; C")
    assert activity.guests == ("#1",)
    assert "absent" not in "".join(one.command for one in Store(file).history())


def test_finalized_minutes_and_keys_of_rows_tell_nothing(
    orglife: Orglife, file: Path, tmp_path: Path
) -> None:
    log(orglife, "study", "--topic", "On LI SI", "--key", "talk-lisi-1")
    log(orglife, "study", "--on", "2026-11-19", "--topic", "On lisi", "--key", "x1")
    log(orglife, "study", "--on", "2026-11-18", "--topic", "On others", "--key", "x2")
    assert orglife("activity", "finalize", 1).status == 0
    digest = Store(file).load().activities[1].digest
    head = Store(file).head()
    purge(orglife)
    activities = Store(file).load().activities
    assert digest not in everything(tmp_path)
    minutes = activities[1].minutes.encode()
    assert activities[1].digest == hashlib.sha256(minutes).hexdigest()
    assert [one.key for one in activities.values()] == ["", "", "x2"]
    assert orglife("verify", "--head", head).status == 0


def test_what_is_unfinished_goes_with_the_person(
    orglife: Orglife, file: Path, tmp_path: Path
) -> None:
    user_files.save_draft(file, {"absent": ("LiSi:excused:cancer",)}, "2026-11-22")
    texts = {"1": "Li SI spoke", "2": "Zhao Liu spoke", "3": "nothing"}
    for number, text in texts.items():
        (user_files.new_minutes(file) / f"{number}.md").write_text(text, encoding="utf-8")
    other = user_files.new_minutes(tmp_path / "other.json") / "1.md"
    other.write_text("Li Si of another branch", encoding="utf-8")
    beside = next(one for one in user_files.minutes_of(file) if (one / "3.md").exists())
    (beside / "3.md~").write_text("before: lisi", encoding="utf-8")
    user_files.remember("date|lisi|name", {"LI SI": ""})
    user_files.remember("date|name", {"who": "name"})

    done = purge(orglife)

    assert "4 drafts" in done.stderr
    assert user_files.load_draft(file) is None
    kept = [one.name for folder in user_files.minutes_of(file) for one in folder.iterdir()]
    assert kept == ["2.md"]
    assert other.exists()
    assert user_files.load_mappings() == {"date|name": {"who": "name"}}
    again = orglife("purge", "--member", "#1", "-y", "--format", "json")
    assert '"drafts": 0' in again.stdout
    assert "nothing to erase" in orglife("purge", "--member", "#1", "-y").stderr


def test_old_texts_leave_drafts_and_commands(orglife: Orglife, file: Path) -> None:
    log(orglife, "talk", "--with", "#3", "--with", "#4", "--on", "2020-01-02", "--body", "x y")
    user_files.save_draft(file, {"absent": ("LiSi:excused:cancer",)}, "2026-11-22")
    assert orglife("purge", "--older-than", "3y", "-y").status == 0
    assert user_files.load_draft(file) is not None
    assert all(one.command for one in Store(file).history())


def test_files_set_aside_are_named(orglife: Orglife, file: Path) -> None:
    (file.parent / "branch.json.damaged-00000001").write_text("Li Si", encoding="utf-8")
    assert "branch.json.damaged-00000001" in purge(orglife).stderr


def test_a_command_that_was_cut_may_end_within_the_name(orglife: Orglife, file: Path) -> None:
    long = "x" * (4096 - len('orglife log lecture --topic "') - 1)
    store = Store(file)
    store.update(
        lambda branch: (held(branch, "lecture", "2026-11-20"), None),
        command=f'orglife log lecture --topic "{long}Li Si"',
        now=NOW,
    )
    assert store.history()[-1].command.endswith("xL...")
    purge(orglife)
    assert not any("xL..." in one.command for one in store.history())


NAMES = st.sampled_from(
    ["Qu Yiming", "曲一鸣", "Éva Ñuß", "买买提·吐尔逊", 'Bo\\ "Q" Xu', "e\u0301o Zi"]
)
SPACES = st.sampled_from(["", " ", "\u3000", "\u2009"])
TEXTS = st.sampled_from(["{}", "see {}'s case", "请{}参加", "({})", "{}2", "x, {}; {}：病"])


@st.composite
def spelled(draw: st.DrawFn, name: str) -> str:
    signs = [draw(st.sampled_from([one, one.upper(), one.lower()])) for one in name]
    return "".join(one + draw(SPACES) for one in signs).strip()


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data(), name=NAMES, form=TEXTS)
def test_no_text_of_any_record_keeps_any_spelling(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject, name: str, form: str
) -> None:
    written = data.draw(spelled(name))
    text = form.replace("{}", written)
    folder = tmp_path_factory.mktemp("purge")
    store = Store(folder / "branch.json")
    meta = Meta(uid="u", name="Riverside", sector="community", founded=date(2015, 6, 1))
    member = Member(id=1, name=name, stages={"full": None}, left=LEFT, key="import:abc")
    store.create(everywhere(text, meta, member), command=f"orglife x {quote(text)}", now=NOW)

    def change(branch: Branch) -> tuple[Branch, None]:
        rows = {key: replace(one, place="") for key, one in branch.activities.items()}
        branch = branch.put("activities", *rows.values())
        body = PrivateText(
            id=branch.next_id("private"), table="members", record=2, text=text, on=TODAY
        )
        return branch.add("private", body), None

    store.update(change, command=f"orglife y --absent={quote(written)}:ill", now=NOW)
    heads = verify_store(store).heads
    texts = everywhere_in(folder)
    assert normalize(name) in texts

    def choose(branch: Branch, past: Any) -> Any:
        return member_erasure(branch, "#1", TODAY, past)

    erased = erase_records(store, choose, command="orglife purge", now=NOW)

    assert erased.commands == 2
    assert normalize(name) not in everywhere_in(folder)
    verdict = verify_store(store)
    assert verdict.problems == ()
    assert verdict.heads[: len(heads)] == heads
    assert store.load().members[1].name == "#1"
    again = erase_records(store, choose, command="orglife purge", now=NOW)
    assert not any(again[1:])


def everywhere_in(folder: Path) -> str:
    """Every text of the files below a folder, with the escapes of JSON and commands resolved."""
    files = [one for one in sorted(folder.rglob("*")) if one.is_file()]
    whole = "".join(one.read_text("utf-8") for one in files)
    for _ in range(2):
        for escape, sign in (("\\\\", "\\"), ('\\"', '"'), ("\\u3000", " "), ("\\u2009", " ")):
            whole = whole.replace(escape, sign)
    return normalize(whole)
