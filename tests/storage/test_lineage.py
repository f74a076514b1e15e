"""Whether one file of a branch goes on where another stopped."""

import pytest

from orglife.storage.events import continues_history, history_heads


@pytest.mark.parametrize(
    ("newer", "older", "goes"),
    [
        ({1: "a", 2: "b"}, {1: "a"}, True),
        ({1: "a", 2: "b"}, {1: "a", 2: "b"}, True),
        ({1: "a", 2: "b"}, {1: "a", 2: "c"}, False),
        ({1: "a"}, {1: "a", 2: "b"}, False),
        ({}, {1: "a"}, False),
        ({1: "a"}, {}, False),
        ({}, {}, True),
    ],
)
def test_everything_in_the_older_is_in_the_newer(newer, older, goes) -> None:
    assert continues_history(newer, older) is goes


def test_a_history_that_can_not_be_decoded_tells_nothing() -> None:
    assert history_heads(b'{"1":{"number":"x"}}') == {}
    assert history_heads(b'{"1":{"number":1,"digest":"a","at":"x"}}') == {1: "a"}
