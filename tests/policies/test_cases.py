"""Every family's sound resources break no rule; each rule passes the good values in them and stops the bad ones."""

from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
from case import Case
from pack_server import UNKNOWN, Pack, names
from stack_arguments import changed

FAMILIES = sorted(path.stem for path in Path(__file__).parent.glob("*_cases.py"))
MODULES = [module for module in map(import_module, FAMILIES) if hasattr(module, "SOUND")]
SOUND = [
    pytest.param(*module.SOUND[name], id=f"{module.__name__} {name}") for module in MODULES for name in module.SOUND
]
CASES = [(module.SOUND[case.sound], case) for module in MODULES for case in module.CASES]


def params(values: str) -> list[Any]:
    return [
        pytest.param(sound, case, value, id=f"{case.rule} {case.sound} {value!r}"[:120])
        for sound, case in CASES
        for value in getattr(case, values)
    ]


def broken(sound: tuple[str, dict[str, Any]], path: str, value: Any) -> set[str]:
    kind, inputs = sound
    return names(Pack().resource(kind, changed(inputs, path, value), "one"))


@pytest.mark.parametrize(("kind", "inputs"), SOUND)
def test_a_sound_resource_breaks_no_rule_and_leaves_nothing_unread(kind: str, inputs: dict[str, Any]) -> None:
    pack = Pack()
    assert names(pack.resource(kind, inputs)) == set()
    assert names(pack.stack((f"{kind} shop", inputs))) == set()


@pytest.mark.parametrize(("sound", "case", "value"), params("good"))
def test_passes(sound: Any, case: Case, value: Any) -> None:
    assert case.rule not in broken(sound, case.path, value)


@pytest.mark.parametrize(("sound", "case", "value"), params("bad"))
def test_stops(sound: Any, case: Case, value: Any) -> None:
    assert case.rule in broken(sound, case.path, value)


@pytest.mark.parametrize(("sound", "case"), CASES, ids=[f"{case.rule} {case.sound} {case.path}" for _, case in CASES])
def test_what_is_not_known_is_no_finding_of_the_rule(sound: Any, case: Case) -> None:
    assert case.rule not in broken(sound, case.path, UNKNOWN)
