"""Where the data of a sheet end, and that no row of them is lost without a refusal."""

import pytest
from sheets import bring_in, said
from test_roster_rows import empty

from orglife.errors import RefusedError

HEAD = "name,standing,joined\n"
FULL = "Li Si,full,2001-07-01\n"
OTHER = "Wang Wu,full,2002-07-01\n"


@pytest.mark.parametrize("gap", [",full,2003-07-01\n", ",full,2003-07-01\n\n,,\n"])
def test_a_row_without_a_name_is_refused_where_data_go_on_below_it(gap):
    with pytest.raises(RefusedError, match="row 3 has no name, and data go on below it"):
        bring_in(empty(), HEAD + FULL + gap + OTHER)


@pytest.mark.parametrize(
    ("end", "notice"),
    [
        ("", []),
        (",,\n,,\n", []),
        (",full,2003-07-01\n", ["row 3 was not read: the data end where a row has no name"]),
        (
            ",,\nchecked by: Zhao Liu,,\n",
            ["rows 4 to 4 were not read: the data end where row 3 has no name"],
        ),
        (
            ",2 full members,\nchecked by: Zhao Liu,,\n",
            ["rows 3 to 4 were not read: the data end where row 3 has no name"],
        ),
    ],
)
def test_what_stands_below_the_data_is_left_and_told(end, notice):
    done = bring_in(empty(), HEAD + FULL + end)

    assert [one.name for one in done.branch.members.values()] == ["Li Si"]
    assert said(done.warnings) == notice
