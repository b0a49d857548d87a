"""Every family's sound resources break no rule; each rule passes the good values in them and stops the bad ones."""

from collections.abc import Mapping, Sequence
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from case import Case
from pack_server import UNKNOWN, Pack, names
from stack_arguments import changed

FAMILIES = sorted(path.stem for path in Path(__file__).parent.glob("*_cases.py"))
Around = Sequence[tuple[str, Mapping[str, Any]]]
MODULES = [module for module in map(import_module, FAMILIES) if hasattr(module, "SOUND")]


def around(module: ModuleType) -> Around:
    """The other resources of the stack that a module's sound resources are in."""
    found: Around = getattr(module, "AROUND", ())
    return found


SOUND = [
    pytest.param(*module.SOUND[name], around(module), id=f"{module.__name__} {name}")
    for module in MODULES
    for name in module.SOUND
]
CASES = [((*module.SOUND[case.sound], around(module)), case) for module in MODULES for case in module.CASES]


def params(values: str) -> list[Any]:
    return [
        pytest.param(sound, case, value, id=f"{case.rule} {case.sound} {value!r}"[:120])
        for sound, case in CASES
        for value in getattr(case, values)
    ]


def broken(sound: tuple[str, dict[str, Any], Around], path: str, value: Any) -> set[str]:
    kind, inputs, others = sound
    pack, given = Pack(), changed(inputs, path, value)
    return names(pack.resource(kind, given, "one")) | names(pack.stack((f"{kind} one", given), *others))


@pytest.mark.parametrize(("kind", "inputs", "others"), SOUND)
def test_a_sound_resource_breaks_no_rule_and_leaves_nothing_unread(
    kind: str, inputs: dict[str, Any], others: Around
) -> None:
    pack = Pack()
    assert names(pack.resource(kind, inputs)) == set()
    assert names(pack.stack((f"{kind} shop", inputs), *others)) == set()


@pytest.mark.parametrize(("sound", "case", "value"), params("good"))
def test_passes(sound: Any, case: Case, value: Any) -> None:
    assert case.rule not in broken(sound, case.path, value)


@pytest.mark.parametrize(("sound", "case", "value"), params("bad"))
def test_stops(sound: Any, case: Case, value: Any) -> None:
    assert case.rule in broken(sound, case.path, value)


@pytest.mark.parametrize(("sound", "case"), CASES, ids=[f"{case.rule} {case.sound} {case.path}" for _, case in CASES])
def test_what_is_not_known_is_no_finding_of_the_rule(sound: Any, case: Case) -> None:
    assert case.rule not in broken(sound, case.path, UNKNOWN)
