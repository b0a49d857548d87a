"""A target is exactly one key, loaded when it is used."""

from typing import Any

import pytest

from celery_stack.errors import InvalidArgumentError
from celery_stack.targets import TARGETS, TargetArgs, resolve


@pytest.mark.parametrize(("args", "named"), [({}, "nothing"), ({"host": {}, "docker": {}}, "docker, host")])
def test_anything_but_one_target_is_refused(args: Any, named: str) -> None:
    with pytest.raises(InvalidArgumentError) as refused:
        resolve(args)
    assert str(refused.value).startswith(f"target names {named}; it must have exactly one of: host")


@pytest.mark.parametrize("kind", TARGETS)
def test_every_target_is_found_by_its_key(kind: str) -> None:
    found = resolve({kind: {}})  # type: ignore[misc]  # a key of TargetArgs
    assert all(callable(getattr(found, verb)) for verb in ("prepare", "broker", "run"))


def test_every_key_of_the_arguments_is_a_target() -> None:
    assert set(TargetArgs.__annotations__) == set(TARGETS)
