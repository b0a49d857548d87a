"""The engine asks for many resources at the same time; what is said of them is the same as one after another."""

import sys
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from pack_server import UNKNOWN, Pack

COMMANDS = [
    ["celery", "-A", "shop", "worker"],
    ["celery", "-A", "shop", "beat"],
    ["gunicorn", "shop:app"],
    ["redis-server"],
]
RESOURCES = [
    (f"one-{number}", {"command": COMMANDS[number % 4], "user": ["root", "1000", UNKNOWN][number % 3]})
    for number in range(60)
]


@pytest.fixture
def impatient() -> Iterator[None]:
    """Threads that take turns as often as they can."""
    before = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    yield
    sys.setswitchinterval(before)


def said(threads: int) -> tuple[Sequence[Any], Sequence[Any], Sequence[str]]:
    """What a run says of each resource, of all together, and at its end."""
    pack = Pack()

    def judged(one: tuple[str, dict[str, Any]]) -> list[tuple[str, str, str]]:
        name, inputs = one
        return [(found.policyName, found.urn, found.message) for found in pack.resource(".Container", inputs, name)]

    with ThreadPoolExecutor(threads) as pool:
        alone = list(pool.map(judged, RESOURCES))
    together = pack.stack(*((f".Container {name}", inputs) for name, inputs in RESOURCES))
    return alone, [(found.policyName, found.urn, found.message) for found in together], pack.told


@pytest.mark.usefixtures("impatient")
def test_resources_that_come_together_are_judged_as_those_that_come_one_by_one() -> None:
    assert said(threads=16) == said(threads=1)
