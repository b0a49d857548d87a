"""Whatever stands in a resource: no family and no rule raises, and what cannot be read hides nothing beside it."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pack_server import UNKNOWN, Pack, names, secret, urn
from planted import places, planted, sounds, without
from wire_forms import ANYTHING, UNREADABLE

from facts import families

PACK = Path(__file__).parents[2] / "policies"
TYPES = sorted(families._READERS)
FAULT = "checklist-rule-failed"
patient = settings(max_examples=100, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])


def faults(said: Any) -> list[str]:
    return [one.message for one in said if one.policyName == FAULT]


@pytest.mark.parametrize("name", sounds())
def test_a_sound_resource_with_anything_in_any_place(name: str) -> None:
    sound, pack = sounds()[name], Pack()
    given = list(spoilt(sound.inputs, seed=name))
    registered = [(f"{sound.kind} celery-{index}", inputs) for index, inputs in enumerate(given)]
    for kind_and_name, inputs in registered:
        pack.resource(sound.kind, inputs, kind_and_name.split()[1])
    assert faults(pack.stack(*registered, *sound.around)) == []


def spoilt(inputs: Any, seed: str) -> Iterator[Any]:
    """The inputs without what is in each place, and with what does not belong there."""
    random = Random(seed)
    for place in places(inputs):
        yield without(inputs, place)
        yield planted(inputs, place, random.choice(ANYTHING))


@pytest.mark.parametrize("junk", UNREADABLE, ids=lambda junk: str(junk)[:60])
@pytest.mark.parametrize("inside", [lambda junk: junk, lambda junk: [{"a": junk}]], ids=["itself", "inside"])
def test_what_the_sdk_cannot_read_is_unknown_and_hides_no_fault_beside_it(junk: Any, inside: Any) -> None:
    pack = Pack()
    container = {"command": ["celery", "worker"], "restart": "no", "user": "root", "healthcheck": inside(junk)}
    assert {"restart-always", "worker-not-root"} <= names(pack.resource(".Container", container))
    assert "container-healthcheck" not in names(pack.resource(".Container", container))
    assert faults(pack.stack((".Container shop", container))) == []


def vocabulary() -> list[str]:
    """Every word in the families' code that may be the name of an argument."""
    files = [*(PACK / "facts").rglob("*.py")]
    nodes = [node for file in files for node in ast.walk(ast.parse(file.read_text()))]
    texts = {node.value for node in nodes if isinstance(node, ast.Constant) and isinstance(node.value, str)}
    return sorted(text for text in texts if re.fullmatch(r"[A-Za-z_][\w.-]{0,30}", text))


WORDS = [
    "celery",
    "worker",
    "beat",
    "sh",
    "-c",
    "redis-server",
    "--requirepass",
    "redis",
    "&",
    "NONE",
    "6379",
    "0.0.0.0/0",
]
keys = st.sampled_from(vocabulary())
scalars = st.one_of(st.sampled_from(ANYTHING), st.text(max_size=8), st.sampled_from(WORDS), st.just(UNKNOWN))
values = st.recursive(
    scalars,
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(keys, inner, max_size=6), inner.map(secret)),
    max_leaves=25,
)
resources = st.tuples(st.sampled_from(TYPES), st.dictionaries(keys, values, max_size=8))


@patient
@given(stack=st.lists(resources, min_size=1, max_size=6), random=st.randoms(use_true_random=False))
def test_a_stack_of_any_resources_that_come_from_each_other(stack: list[Any], random: Random) -> None:
    pack = Pack()
    registered = [(f"{kind} celery-{index}", inputs) for index, (kind, inputs) in enumerate(stack)]
    urns = [urn(*one.split()) for one, _ in registered]
    for (kind, inputs), (kind_and_name, _) in zip(stack, registered, strict=True):
        pack.resource(kind, inputs, kind_and_name.split()[1])
    sources = {
        one.split()[1]: {key: random.choices(urns, k=random.randrange(3)) for key in inputs}
        for one, inputs in registered
    }
    parents = {one.split()[1]: random.choice(urns) for one, _ in registered if random.random() < 0.2}
    assert faults(pack.stack(*registered, sources=sources, parents=parents)) == []
