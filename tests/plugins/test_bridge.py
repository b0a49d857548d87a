"""What the stand-ins' own bridge refuses, and how it reads durations."""

import re

import pytest

from .bridge import schema
from .bridge.check import check
from .bridge.errors import ProviderError
from .bridge.plan import plan
from .bridge.validators import nanoseconds, spelled

THING = {
    "name": schema.text(replaces=True),
    "size": schema.number(),
    "parts": schema.object_set({"part": schema.text(required=True)}),
    **schema.strange("exotic"),
}


@pytest.mark.parametrize(
    ("written", "seconds", "answered"),
    [
        ("0s", 0, "0s"),
        ("90s", 90, "1m30s"),
        ("1m30s", 90, "1m30s"),
        ("60m", 3600, "1h0m0s"),
        ("1.5s", 1.5, "1.5s"),
        ("500ms", 0.5, "500ms"),
        ("1h", 3600, "1h0m0s"),
    ],
)
def test_durations_are_those_of_the_go_language(written: str, seconds: float, answered: str) -> None:
    assert nanoseconds(written) == seconds * 10**9
    assert spelled(nanoseconds(written)) == answered


@pytest.mark.parametrize("written", ["5", "soon", "5 s", "1x"])
def test_what_is_no_duration_is_refused(written: str) -> None:
    with pytest.raises(ValueError, match=re.escape(written)):
        nanoseconds(written)


def test_a_property_that_only_the_official_plugin_has_is_refused() -> None:
    assert "does not know the property 'exotic'" in check("one", THING, {}, {"exotic": "x"}, b"").failures[0]


def test_an_object_in_place_of_a_list_is_refused() -> None:
    with pytest.raises(ProviderError, match="wants a list for parts"):
        check("one", THING, {}, {"parts": {"part": "x"}}, b"")


def test_a_made_name_stays() -> None:
    first = check("one", THING, {}, {}, b"first").inputs
    assert check("one", THING, first, {"size": 1}, b"second").inputs["name"] == first["name"]


def test_a_set_in_another_order_is_no_change() -> None:
    parts = [{"part": "a"}, {"part": "b"}]
    assert not plan(THING, {"name": "x", "parts": parts}, {"name": "x", "parts": parts[::-1]}).changes


def test_nothing_and_zero_are_the_same() -> None:
    assert not plan(THING, {"name": "x", "size": 0, "parts": None}, {"name": "x", "parts": []}).changes
