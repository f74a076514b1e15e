"""The ids that an export says come next, which every later record is given."""

from __future__ import annotations

import json

import pytest

from orglife.errors import RefusedError
from orglife.importers.whole_branch import read_branch_export


def exported(following: dict[str, int]) -> bytes:
    meta = {"uid": "u", "name": "B", "sector": "community", "founded": "2015-06-01"}
    whole = {"schema": "orglife.all/1", "branch": "B", "meta": {**meta, "next": following}}
    return json.dumps(whole).encode()


@pytest.mark.parametrize("following", [0, -3])
def test_a_next_id_below_one_is_refused_also_of_an_empty_table(following: int) -> None:
    with pytest.raises(RefusedError, match="tasks: the next id"):
        read_branch_export(exported({"tasks": following}), "all.json")


def test_a_next_id_of_an_empty_table_is_kept() -> None:
    assert read_branch_export(exported({"tasks": 7}), "all.json").next_id("tasks") == 7


def test_a_table_that_no_file_may_name_is_refused_before_there_is_a_file(orglife, tmp_path):
    (tmp_path / "all.json").write_bytes(exported({"a\x07": 7}))

    result = orglife("import", "all.json", "-y", "-f", "new.json")

    assert (result.status, "control character" in result.stderr) == (3, True), result
    assert not (tmp_path / "new.json").exists()
