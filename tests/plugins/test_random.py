"""The stand-in for RandomPassword does what the official plugin 4.21.1 was seen to do; both, where both are."""

import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from .conversation import Plugin, Properties
from .install import official

URN = "urn:pulumi:test::plugins::random:index/randomPassword:RandomPassword::password"
STAND_IN = (sys.executable, "-u", str(Path(__file__).with_name("random")))
DEFAULTS = {
    "lower": True,
    "upper": True,
    "numeric": True,
    "number": True,
    "special": True,
    "minLower": 0,
    "minUpper": 0,
    "minNumeric": 0,
    "minSpecial": 0,
}
SECRET = {"4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270"}


@pytest.fixture(scope="module", params=["stand-in", "official"])
def used(request: pytest.FixtureRequest) -> Iterator[Plugin]:
    """Where there is no official plugin, the stand-in takes its part."""
    executable = official("random") if request.param == "official" else None
    with Plugin((str(executable),) if executable else STAND_IN, {}, os.environ) as started:
        yield started


def _drawn(used: Plugin, **inputs: Any) -> tuple[Properties, Properties]:
    checked, failures = used.check(URN, {}, inputs)
    assert not failures
    _, state = used.create(URN, checked)
    return checked, state


def test_the_result_is_secret_and_the_id_is_none(used: Plugin) -> None:
    made, state = used.create(URN, used.check(URN, {}, {"length": 32})[0])
    assert made == "none"
    assert {key: state["result"][key] for key in SECRET} == SECRET
    assert len(state["result"]["value"]) == 32


def test_defaults_are_in_the_outputs_only(used: Plugin) -> None:
    checked, state = _drawn(used, length=8)
    assert checked == {"length": 8}
    assert {key: state[key] for key in DEFAULTS} == DEFAULTS


def test_the_letters_are_those_that_are_asked_for(used: Plugin) -> None:
    _, state = _drawn(used, length=64, special=False, upper=False, minNumeric=60)
    result = state["result"]["value"]
    assert sum(letter.isdigit() for letter in result) >= 60
    assert result.isalnum()
    assert result == result.lower()
    _, state = _drawn(used, length=9, lower=False, upper=False, numeric=False, overrideSpecial="#")
    assert state["result"]["value"] == "#########"


@pytest.mark.parametrize(
    "change",
    [
        {"length": 9},
        {"special": False},
        {"upper": False},
        {"minLower": 1},
        {"overrideSpecial": "!"},
        {"keepers": {"version": "2"}},
        {"keepers": None},
    ],
)
def test_every_change_draws_a_new_one(used: Plugin, change: dict[str, Any]) -> None:
    inputs = {"length": 8, "keepers": {"version": "1"}}
    _, state = _drawn(used, **inputs)
    wanted = {key: value for key, value in {**inputs, **change}.items() if value is not None}
    found = used.diff(URN, "none", state, used.check(URN, inputs, wanted)[0])
    assert found["replaces"] == list(change)
    assert not found["delete_before_replace"]


def test_what_is_said_is_no_change(used: Plugin) -> None:
    checked, state = _drawn(used, length=8)
    for given in (checked, used.check(URN, checked, {"length": 8, "special": True})[0]):
        assert used.diff(URN, "none", state, given)["changes"] == "DIFF_NONE"


def test_a_refresh_and_a_removal_change_nothing(used: Plugin) -> None:
    checked, state = _drawn(used, length=8)
    found, after, inputs = used.read(URN, "none", checked, state)
    assert (found, inputs, after["result"]) == ("none", checked, state["result"])
    used.delete(URN, "none", state)


def test_a_preview_knows_no_result(used: Plugin) -> None:
    _, state = used.create(URN, used.check(URN, {}, {"length": 8})[0], preview=True)
    assert "04da6b54-80e4-46f7-96ec-b56ff0331ba9" in str(state["result"])


@pytest.mark.parametrize("inputs", [{}, {"length": 0}])
def test_a_length_is_demanded(used: Plugin, inputs: dict[str, Any]) -> None:
    assert used.check(URN, {}, inputs)[1]
