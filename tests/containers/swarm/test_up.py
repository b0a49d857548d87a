"""A stack on a swarm, seen from outside."""

import shlex
import subprocess

from waiting import wait_for

from .deployment import SwarmDeployment

ROLES = ("broker", "web", "worker", "beat")


def test_health_knows_redis_every_worker_and_beat(stack: SwarmDeployment) -> None:
    wait_for(lambda: len(stack.workers()) == 2, "both replicas of the worker say that they are there")
    said = stack.application.health()[1]
    assert said["redis"]["ok"]


def test_tasks_and_ticks(stack: SwarmDeployment) -> None:
    assert stack.application.adds()
    wait_for(stack.application.ticks, "beat's first tick")


def test_the_release_command_ran(stack: SwarmDeployment) -> None:
    newest = max(stack.service("release").tasks(), key=lambda task: str(task["CreatedAt"]))
    assert newest["Status"]["State"] == "complete"


def test_replicas_are_where_they_were_asked_for(stack: SwarmDeployment) -> None:
    assert {role: len(stack.containers(role)) for role in ROLES} == {"broker": 1, "web": 1, "worker": 2, "beat": 1}


def test_the_status_command_lists_every_service(stack: SwarmDeployment) -> None:
    words = shlex.split(stack.output("status_command"))
    said = subprocess.run(words, check=True, text=True, capture_output=True, env=dict(stack.environment)).stdout
    assert [role for role in ROLES if f"-{role}" not in said] == []


def test_a_second_up_changes_nothing(stack: SwarmDeployment) -> None:
    stack.up("--expect-no-changes")


def test_a_refresh_finds_nothing_changed(stack: SwarmDeployment) -> None:
    stack.must("preview", "--refresh", "--expect-no-changes")
