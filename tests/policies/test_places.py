"""A CeleryStack in containers is judged by its arguments as on a host, with what that place does by default."""

from typing import Any

import pytest
from docker_resources import CONFINED
from pack_server import Pack, names, urn
from stack_arguments import changed, elsewhere

DOCKER_AND_SWARM = pytest.mark.parametrize("kind", ["docker", "swarm"])
PICKLE = ("app.settings.accept_content", ["pickle"])


def broken(arguments: dict[str, Any]) -> set[str]:
    return names(Pack().resource("CeleryStack", arguments))


@DOCKER_AND_SWARM
def test_a_sound_stack_breaks_no_rule_and_leaves_nothing_unread(kind: str) -> None:
    pack = Pack()
    assert names(pack.resource("CeleryStack", elsewhere(kind))) == set()
    assert names(pack.stack()) == set()


@DOCKER_AND_SWARM
@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("app.release", ["python", "manage.py", "migrate"]),
        ("app.image", "registry.example/shop:1"),
        ("web.bind", "0.0.0.0"),
        ("target.{kind}.redis_image", "valkey/valkey:8"),
        ("target.{kind}.user", "app"),
        ("target.{kind}.user", "1000:0"),
        ("target.{kind}.log", {"driver": "fluentd"}),
    ],
)
def test_what_a_container_may_have_is_no_finding(kind: str, path: str, value: Any) -> None:
    assert broken(changed(elsewhere(kind), path.format(kind=kind), value)) == set()


@DOCKER_AND_SWARM
@pytest.mark.parametrize("user", ["root", "0", "0:0", "00", "+0", "-0", " root", "root:app", "000:1000"])
def test_root_is_stopped_however_it_is_spelled(kind: str, user: str) -> None:
    [finding] = Pack().resource("CeleryStack", elsewhere(kind, user=user))
    assert finding.policyName == "worker-not-root"
    assert f"target.{kind}.user" in finding.message


@DOCKER_AND_SWARM
@pytest.mark.parametrize(
    ("rule", "path", "value"),
    [
        ("celery-json-only", *PICKLE),
        ("celery-log-level", "beat.log_level", "debug"),
        ("redis-no-empty-password", "broker.password", ""),
        ("worker-graceful-stop", "app.stop_grace", 0),
    ],
)
def test_a_fault_is_stopped_wherever_the_stack_runs(kind: str, rule: str, path: str, value: Any) -> None:
    assert broken(changed(elsewhere(kind), path, value)) == {rule}


@DOCKER_AND_SWARM
@pytest.mark.parametrize(
    ("driver", "expected"),
    [
        ("gelf", set()),
        ("awslogs", set()),
        ("loki", set()),
        *((one, {"celery-log-level-info", "logs-centralised"}) for one in ("local", "none")),
    ],
)
def test_info_passes_where_a_log_server_takes_it(kind: str, driver: str, expected: set[str]) -> None:
    arguments = changed(elsewhere(kind, log={"driver": driver}), "workers.mail.log_level", "info")
    assert broken(arguments) == expected


@DOCKER_AND_SWARM
def test_debug_is_stopped_though_a_log_server_takes_it(kind: str) -> None:
    arguments = changed(elsewhere(kind, log={"driver": "gelf"}), "workers.mail.log_level", "debug")
    assert broken(arguments) == {"celery-log-level"}


@DOCKER_AND_SWARM
def test_without_the_runtime_nobody_asks_a_worker_how_it_is(kind: str) -> None:
    found = Pack().resource("CeleryStack", changed(elsewhere(kind), "app.runtime", False))
    assert names(found) == {"container-healthcheck", "web-health-endpoint"}
    assert {"app.runtime" in one.message and " is false; wanted:" in one.message for one in found} == {True}


@DOCKER_AND_SWARM
@pytest.mark.parametrize(("image", "is_pinned"), [("shop:1", True), ("shop", False), ("shop:latest", False)])
def test_an_image_is_named_by_its_version(kind: str, image: str, is_pinned: bool) -> None:
    pack, arguments = Pack(), changed(elsewhere(kind), "app.image", image)
    pack.resource("CeleryStack", arguments)
    said = pack.stack(("CeleryStack shop", arguments))
    assert names(said) == (set() if is_pinned else {"image-pinned"})


@pytest.mark.parametrize("target", [{}, {"moon": {}}, {"moon": {"user": "app"}}])
def test_of_a_place_that_is_not_known_nothing_is_claimed(target: dict[str, Any]) -> None:
    arguments = {**elsewhere("docker"), "target": target}
    assert broken(arguments) == set()
    assert broken(changed(arguments, "app.runtime", False)) == {"web-health-endpoint"}


def test_a_host_asks_no_process_how_it_is() -> None:
    assert broken(changed(elsewhere("host"), "app.runtime", False)) == {"web-health-endpoint"}


CONTAINER = {
    **CONFINED,
    "image": "shop:1",
    "logDriver": "gelf",
    "command": ["celery", "-A", "shop", "worker", "--loglevel=DEBUG"],
    "labels": [{"label": "celery-stack.role", "value": "worker"}],
    "user": "root",
    "restart": "always",
    "destroyGraceSeconds": 15,
    "stopTimeout": 15,
    "healthcheck": {"tests": ["CMD", "true"]},
}


def test_a_fault_is_not_said_again_of_the_containers_that_a_component_is_made_of() -> None:
    arguments = changed(elsewhere("docker", user="root"), "app.stop_grace", 0)
    pack, stack = Pack(), urn("CeleryStack", "shop")
    pack.resource("CeleryStack", changed(arguments, "workers.mail.log_level", "debug"))
    worker = urn("Worker", "shop-worker", stack)
    pack.resource("Worker", {"app": arguments["app"], "target": arguments["target"]}, "shop-worker", stack)
    assert names(pack.resource(".Container", CONTAINER, "shop-worker-container", worker)) == set()


def test_what_a_transformation_made_of_a_container_is_stopped() -> None:
    pack, stack = Pack(), urn("CeleryStack", "shop")
    pack.resource("CeleryStack", elsewhere("docker"))
    worker = urn("Worker", "shop-worker", stack)
    pack.resource("Worker", {**elsewhere("docker"), "broker": {"host": "h", "password": "x"}}, "shop-worker", stack)
    found = pack.resource(".Container", CONTAINER, "shop-worker-container", worker)
    assert {"worker-not-root", "celery-log-level"} <= names(found)
