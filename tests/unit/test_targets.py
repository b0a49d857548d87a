"""A target is exactly one key, loaded when it is used."""

from typing import Any

import pytest

from celery_stack.errors import InvalidArgumentError
from celery_stack.targets import TARGETS, TargetArgs, joined, resolve


@pytest.mark.parametrize(("args", "named"), [({}, "nothing"), ({"host": {}, "docker": {}}, "docker, host")])
def test_anything_but_one_target_is_refused(args: Any, named: str) -> None:
    with pytest.raises(InvalidArgumentError) as refused:
        resolve(args)
    assert str(refused.value).startswith(f"target names {named}; it must have exactly one of: host")


@pytest.mark.parametrize("kind", TARGETS)
def test_every_target_is_found_by_its_key(kind: str) -> None:
    found = resolve({kind: {}})  # type: ignore[misc]  # a key of TargetArgs
    assert all(callable(getattr(found, verb)) for verb in ("prepare", "join", "broker", "run"))


PLACE: Any = {"code": ["shop"]}
OF_THE_STACK = {"host": "tcp://one:2376", "memory": 512, "networks": ["db"], "place": PLACE}


@pytest.mark.parametrize("kind", ["docker", "swarm"])
@pytest.mark.parametrize(
    "own", [{}, {"memory": 64, "user": "app"}, {"networks": []}, {"host": "tcp://one:2376", "log": {"driver": "local"}}]
)
def test_a_role_of_a_stack_has_its_own_process_in_the_same_place(kind: str, own: dict[str, Any]) -> None:
    wanted: Any = {kind: own}
    assert joined({kind: OF_THE_STACK}, wanted, "Worker.mail") == {kind: {**OF_THE_STACK, **own}}  # type: ignore[misc]


@pytest.mark.parametrize("kind", ["docker", "swarm"])
@pytest.mark.parametrize(
    "own", [{"host": "tcp://other:2376"}, {"registries": []}, {"broker_network": "db"}, {"redis_memory": 1}]
)
def test_what_is_of_the_whole_stack_is_no_roles_own(kind: str, own: dict[str, Any]) -> None:
    wanted: Any = {kind: own}
    with pytest.raises(InvalidArgumentError) as refused:
        joined({kind: OF_THE_STACK}, wanted, "Worker.mail")  # type: ignore[misc]
    [key] = own
    begins = f"target.{kind}.{key} is of the whole stack; a role of it may have its own user, memory, cpus, "
    assert str(refused.value).startswith(begins)


@pytest.mark.parametrize(
    ("own", "named"), [({}, "nothing"), ({"host": {}}, "host"), ({"docker": {}, "host": {}}, "docker, host")]
)
def test_a_role_in_another_place_is_none_of_the_stack(own: Any, named: str) -> None:
    with pytest.raises(InvalidArgumentError) as refused:
        joined({"docker": {}}, own, "Worker.mail")
    assert str(refused.value) == (
        f"Worker.mail.target names {named}, and the stack is at docker; there make one beside it"
    )


def test_on_a_host_a_role_has_all_of_its_own() -> None:
    assert joined({"host": {"state_dir": "/of/the/stack"}}, {"host": {"user": "app"}}, "Beat") == {
        "host": {"user": "app"}
    }


def test_every_key_of_the_arguments_is_a_target() -> None:
    assert set(TargetArgs.__annotations__) == set(TARGETS)
