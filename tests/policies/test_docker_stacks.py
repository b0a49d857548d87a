"""Whole stacks on Docker as people write them: what is sound is not stopped, and each fault that is put in is found."""

from dataclasses import replace
from typing import Any

import pytest
from docker_stack import BUILT, CELERY, ID, PASSWORD, SOCKET, by_hand, swarm
from judged import Given, judged, said
from pack_server import UNKNOWN, mandatory
from stack_arguments import changed

Stack = dict[str, Given]
STACKS = {"preview": by_hand(), "deployment": by_hand(ID, PASSWORD), "swarm": swarm()}
every_stack = pytest.mark.parametrize("stack", STACKS.values(), ids=STACKS)


@every_stack
def test_a_sound_stack_is_not_stopped(stack: Stack) -> None:
    assert mandatory(said(*stack.values())) == set()


@every_stack
def test_little_is_advised_of_a_sound_stack(stack: Stack) -> None:
    rules = {rule for rule, _ in judged(*stack.values())}
    assert rules <= {"broker-secret-not-in-plain-env-docker", "checklist-unread"}


def with_fault(stack: Stack, name: str, path: str, value: Any) -> Stack:
    return {**stack, name: replace(stack[name], inputs=changed(dict(stack[name].inputs), path, value))}


EVERYWHERE = {"internal": 1, "external": 1, "ip": "0.0.0.0"}
FAULTS = [
    ("redis", "ports", [EVERYWHERE], "redis-not-published"),
    ("redis", "command", ["redis-server"], "redis-requires-password"),
    ("redis", "command", None, "redis-requires-password"),
    ("redis", "restart", "no", "restart-always"),
    ("redis", "networksAdvanced", [], "redis-on-private-network"),
    ("redis", "command", ["redis-server", "--maxmemory-policy", "allkeys-lru"], "redis-never-evicts"),
    ("worker", "privileged", True, "container-not-privileged"),
    ("worker", "networkMode", "host", "container-no-host-namespaces"),
    ("worker", "volumes", [SOCKET], "container-no-docker-socket"),
    ("worker", "user", "root", "worker-not-root"),
    ("worker", "user", None, "worker-not-root-unset"),
    ("worker", "envs", ["C_FORCE_ROOT=true", UNKNOWN], "celery-no-force-root"),
    ("worker", "command", [*CELERY, "worker", "--detach"], "celery-not-detached"),
    ("worker", "command", [*CELERY, "worker", "-B"], "celery-single-beat"),
    ("worker", "command", [*CELERY, "worker", "-l", "DEBUG"], "celery-log-level"),
    ("worker", "command", [*CELERY, "--broker=redis://redis:6379/0", "worker"], "broker-url-has-credentials"),
    ("worker", "command", ["supervisord", "-n"], "one-process-per-container"),
    ("worker", "destroyGraceSeconds", None, "worker-graceful-stop"),
    ("worker", "healthcheck", None, "container-healthcheck"),
    ("worker", "healthcheck.tests", ["CMD", *CELERY, "inspect", "ping"], "health-check-is-cheap"),
    ("worker", "image", "other/shop", "image-pinned"),
    ("worker", "memory", None, "container-resource-limits"),
    ("worker", "readOnly", False, "container-read-only-rootfs"),
    ("worker", "securityOpts", [], "container-no-new-privileges"),
    ("worker", "capabilities", None, "container-drops-capabilities"),
    ("worker", "logDriver", "json-file", "logs-centralised"),
    ("web", "healthcheck.tests", ["CMD", "curl", "localhost:8000/"], "web-health-endpoint"),
    ("flower", "envs", [], "flower-authenticated"),
    ("flower", "ports", [EVERYWHERE], "flower-authenticated"),
]


@pytest.mark.parametrize("stack", [by_hand(), by_hand(ID, PASSWORD)], ids=["preview", "deployment"])
@pytest.mark.parametrize(("name", "path", "value", "rule"), FAULTS, ids=[f"{fault[3]} {fault[1]}" for fault in FAULTS])
def test_a_fault_is_found_where_it_is(stack: Stack, name: str, path: str, value: Any, rule: str) -> None:
    assert (rule, name) in judged(*with_fault(stack, name, path, value).values())


@pytest.mark.parametrize("name", ["redis", "redis:latest"])
def test_an_image_that_is_pulled_by_a_moving_name_is_said_where_it_runs(name: str) -> None:
    for stack in (by_hand(), by_hand(ID, PASSWORD)):
        pulled = with_fault(with_fault(stack, "redis-image", "name", name), "redis-image", "build", None)
        assert ("image-pinned", "redis") in judged(*pulled.values())


@pytest.mark.parametrize(
    "image",
    [
        Given(".RemoteImage", "shop-image", {"name": "shop", "build": {"context": "."}}),
        Given(BUILT, "shop-image", {"imageName": "registry.example/shop"}),
        Given("docker-build:index:Image", "shop-image", {"tags": ["registry.example/shop:latest"]}),
        Given("docker-build:index:Image", "shop-image", {"tags": UNKNOWN}),
    ],
)
def test_an_image_that_the_stack_builds_needs_no_tag(image: Given) -> None:
    for stack in (by_hand(), by_hand(ID, PASSWORD), with_fault(by_hand(), "worker", "image", "registry.example/shop")):
        assert "image-pinned" not in {rule for rule, _ in judged(*{**stack, "shop-image": image}.values())}


def test_a_network_that_leads_elsewhere_is_said_of_the_redis_in_it() -> None:
    for stack in (by_hand(), swarm()):
        open_network = with_fault(stack, "backend-network", "internal", False)
        assert ("redis-on-private-network", "redis") in judged(*open_network.values())
