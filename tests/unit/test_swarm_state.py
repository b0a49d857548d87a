"""Waiting until every replica of a service works, or for a command's end, and what is said when they do not."""

from collections.abc import Sequence
from itertools import chain, repeat
from typing import Any

import pytest

from celery_stack.errors import ProcessFailedError
from celery_stack.targets.containers import waiting
from celery_stack.targets.containers.engine import connect
from celery_stack.targets.swarm.manager import manager
from celery_stack.targets.swarm.state import Service

from .docker_api import FakeEngine, Refusal, output
from .swarm_answers import SWARM, service, task, updated

BROKE = "task: non-zero exit (3)"


@pytest.fixture(autouse=True)
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(waiting, "POLL_SECONDS", 0.01)


@pytest.fixture
def one(engine: FakeEngine) -> Service:
    engine.answers |= SWARM
    return Service(manager(connect("", "target.swarm")), "s1")


def seen(engine: FakeEngine, *looks: dict[str, Any]) -> None:
    """What the manager tells of the service at each look, the last one for ever."""
    engine.answers["GET /services/s1"] = chain(looks, repeat(looks[-1]))


def tasks(engine: FakeEngine, *looks: Sequence[dict[str, Any]]) -> None:
    engine.answers["GET /tasks"] = chain(looks, repeat(looks[-1]))


def failure(one: Service, seconds: float = 5) -> str:
    with pytest.raises(ProcessFailedError) as failed:
        one.wait_until_works(seconds)  # type: ignore[arg-type]  # shorter than a second, for a test
    return str(failed.value)


def test_it_works_when_every_replica_of_its_present_version_runs(engine: FakeEngine, one: Service) -> None:
    seen(engine, service(replicas=2))
    tasks(engine, [], [task("starting"), task()], [task(), task()])
    one.wait_until_works(5)
    asked = [found for found, _, _ in engine.asked if found.startswith("GET /tasks")]
    assert len(asked) == 3
    assert '"_up-to-date": ["True"]' in asked[0] or '"_up-to-date": ["true"]' in asked[0]


def test_a_replica_that_is_told_to_stop_does_not_count(engine: FakeEngine, one: Service) -> None:
    seen(engine, service(replicas=2))
    tasks(engine, [task(), task(wanted="shutdown")], [task(), task()])
    one.wait_until_works(5)


def test_an_update_is_waited_for_to_its_end(engine: FakeEngine, one: Service) -> None:
    seen(engine, service(**updated("updating")), service(**updated("updating")), service(**updated("completed")))
    one.wait_until_works(5)
    assert len([found for found, _, _ in engine.asked if found.startswith("GET /services/s1")]) == 3


def test_a_replica_may_fail_once(engine: FakeEngine, one: Service) -> None:
    tasks(engine, [task("failed", error=BROKE), task("starting", at=1)], [task("failed", error=BROKE), task(at=1)])
    one.wait_until_works(5)


@pytest.mark.parametrize("state", ["failed", "rejected"])
def test_a_replica_that_fails_again_is_told_with_its_error(engine: FakeEngine, one: Service, state: str) -> None:
    tasks(engine, [task(state, at=2, error=BROKE), task(state, at=1, error="first"), task("ready", at=3)])
    assert failure(one) == f"ended, and does so again and again ({BROKE})"


def test_failures_of_two_replicas_are_not_added_up(engine: FakeEngine, one: Service) -> None:
    seen(engine, service(replicas=2))
    tasks(engine, [task("failed", at=1, slot=1), task("failed", at=2, slot=2)], [task(), task()])
    one.wait_until_works(5)


@pytest.mark.parametrize(
    ("state", "was"),
    [("rollback_completed", "undone"), ("rollback_paused", "left half done"), ("paused", "left half done")],
)
def test_an_update_that_was_undone_is_told_with_the_error_of_its_last_task(
    engine: FakeEngine, one: Service, state: str, was: str
) -> None:
    seen(engine, service(**updated("updating")), service(**updated("rollback_started")), service(**updated(state)))
    tasks(engine, [task(at=3), task("failed", at=2, error=BROKE), task("failed", at=1, error="before")])
    assert failure(one) == f"does not work, and its update was {was} ({BROKE})"


def test_an_update_that_was_undone_without_a_word_of_a_task(engine: FakeEngine, one: Service) -> None:
    seen(engine, service(**updated("rollback_completed", "rollback completed")))
    tasks(engine, [task()])
    assert failure(one) == "does not work, and its update was undone (rollback completed)"


def test_what_finds_no_node_is_told_in_the_swarms_words(engine: FakeEngine, one: Service) -> None:
    tasks(engine, [task("pending", error="no suitable node (insufficient memory)"), task("pending")])
    assert failure(one, 0.1) == "does not work after 0 s (no suitable node (insufficient memory))"


def test_a_service_that_is_gone_is_told_how_to_bring_back(engine: FakeEngine, one: Service) -> None:
    engine.answers["GET /services/s1"] = Refusal("service s1 not found")
    assert failure(one) == "is gone from the swarm; `pulumi up --refresh` brings it back"
    assert one.tail() == ""


def test_a_command_is_waited_for_to_its_good_end(engine: FakeEngine, one: Service) -> None:
    tasks(engine, [], [task("running")], [task("complete", wanted="shutdown")])
    one.run_to_its_end()
    assert not [found for found, _, _ in engine.asked if found.startswith("POST")]


def test_a_command_that_fails_is_told_with_its_error(engine: FakeEngine, one: Service) -> None:
    tasks(engine, [task("running")], [task("failed", error=BROKE)])
    with pytest.raises(ProcessFailedError, match=r"^failed \(task: non-zero exit \(3\)\)$"):
        one.run_to_its_end()


def test_a_command_that_failed_before_is_run_again(engine: FakeEngine, one: Service) -> None:
    engine.answers["POST /services/*"] = {"Warnings": None}
    tasks(engine, [task("failed", error=BROKE)], [], [task("running", at=1)], [task("complete", at=1)])
    one.run_to_its_end()
    [body] = [body for found, _, body in engine.asked if found.startswith("POST /services/")]
    assert b'"ForceUpdate": 1' in body


def log(*lines: tuple[str, str]) -> bytes:
    details = "com.docker.swarm.node.id=n0,com.docker.swarm.service.id=s1,com.docker.swarm.task.id="
    return output(*(f"{details}{of} {line}".encode() for of, line in lines))


def test_the_last_lines_are_those_of_the_replica_that_broke(engine: FakeEngine, one: Service) -> None:
    engine.answers["GET /services/*/logs"] = log(("task1", "well"), ("task2", "no module"), ("task2", "named shop"))
    assert one.tail() == "well\nno module\nnamed shop"
    tasks(engine, [task("failed", at=1), task("failed", at=2), task("starting", at=3)])
    failure(one)
    assert one.tail() == "no module\nnamed shop"


def test_an_engine_that_keeps_no_output_tells_none(engine: FakeEngine, one: Service) -> None:
    engine.answers["GET /services/*/logs"] = Refusal("this log driver does not support reading", 500)
    assert one.tail() == ""
