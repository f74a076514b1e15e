"""`--sample`: the same branches for the same seed, wherever their files lie."""

from __future__ import annotations

import shutil

from audit_case import ASKED, records


def drawn(orglife, tmp_path, *words: object) -> list[str]:
    (tmp_path / "f").unlink(missing_ok=True)
    orglife("audit", "run", *words, *ASKED, "--findings", "f", "--jobs", 1)
    return sorted(one["uid"] for one in records(tmp_path / "f", "branch"))


def test_so_many_are_drawn_and_always_the_same(orglife, files, tmp_path) -> None:
    first = drawn(orglife, tmp_path, "in", "--sample", 5, "--seed", 7)

    assert len(first) == 5
    assert drawn(orglife, tmp_path, "in", "--sample", 5, "--seed", 7) == first


def test_another_seed_draws_others(orglife, files, tmp_path) -> None:
    samples = {
        tuple(drawn(orglife, tmp_path, "in", "--sample", 5, "--seed", seed)) for seed in range(5)
    }

    assert len(samples) > 1


def test_where_the_files_lie_changes_nothing(orglife, files, tmp_path) -> None:
    first = drawn(orglife, tmp_path, "in", "--sample", 5)
    shutil.copytree(tmp_path / "in", tmp_path / "elsewhere" / "deep")

    assert drawn(orglife, tmp_path, "elsewhere", "--sample", 5) == first
    assert drawn(orglife, tmp_path, *reversed(files), "--sample", 5) == first


def test_a_larger_sample_has_the_smaller_one_in_it(orglife, files, tmp_path) -> None:
    small = drawn(orglife, tmp_path, "in", "--sample", 3)

    assert set(small) < set(drawn(orglife, tmp_path, "in", "--sample", 6))


def test_copies_do_not_draw_twice(orglife, files, tmp_path) -> None:
    first = drawn(orglife, tmp_path, "in", "--sample", 5)
    for number, path in enumerate(files):
        (tmp_path / "in" / f"copy{number}.json").write_bytes(path.read_bytes())

    assert drawn(orglife, tmp_path, "in", "--sample", 5) == first


def test_more_than_there_are_is_all_of_them(orglife, files, tmp_path) -> None:
    assert len(drawn(orglife, tmp_path, "in", "--sample", 500)) == len(files)
