"""Each rule passes what is good, stops what is bad, and names the argument."""

from typing import Any

import pytest
from pack_server import Pack, names
from rule_cases import CASES
from stack_arguments import SOUND, stack

GOOD = [pytest.param(case, value, id=f"{case.rule} {case.path}={value!r}") for case in CASES for value in case.good]
BAD = [pytest.param(case, value, id=f"{case.rule} {case.path}={value!r}") for case in CASES for value in case.bad]


def test_a_sound_stack_breaks_no_rule() -> None:
    assert names(Pack().resource("CeleryStack", SOUND)) == set()


def test_a_stack_of_defaults_breaks_no_rule() -> None:
    bare = {"app": {"module": "shop"}, "target": {"host": {}}, "web": {"wsgi": "x:y"}, "workers": {"a": {}}, "beat": {}}
    assert names(Pack().resource("CeleryStack", bare)) == set()


@pytest.mark.parametrize(("case", "value"), GOOD)
def test_passes(case: Any, value: Any) -> None:
    assert case.rule not in names(Pack().resource("CeleryStack", stack(case.path, value)))


@pytest.mark.parametrize(("case", "value"), BAD)
def test_stops_and_names_the_argument_once(case: Any, value: Any) -> None:
    found = [one for one in Pack().resource("CeleryStack", stack(case.path, value)) if one.policyName == case.rule]
    assert len(found) == 1
    assert f"shop: {case.path}" in found[0].message
    top, _, rest = case.path.partition(".")
    assert f"celery-stack:{top}: {rest}" in found[0].message


def test_a_large_number_is_shown_as_the_user_wrote_it() -> None:
    [finding] = Pack().resource("CeleryStack", stack("app.settings.result_expires", -1234567))
    assert "is -1234567; wanted" in finding.message
