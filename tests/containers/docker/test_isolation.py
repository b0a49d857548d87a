"""Redis lets the application in, and nobody else gets as far as to ask."""

import json
import subprocess
from collections.abc import Iterator

import docker
import pytest
from docker.models.containers import Container

from ..deployment import Deployment
from ..images import Images
from ..inside import address, reaches, redis
from ..planted import PASSWORD


@pytest.fixture(scope="module")
def broker(running: Deployment) -> Container:
    return running.container("broker")


@pytest.fixture(scope="module")
def stranger(engine: docker.DockerClient, images: Images, running: Deployment) -> Iterator[Container]:
    """A container in a network of its own, which has no way out: no packet of this test leaves the machine."""
    network = engine.networks.create(f"{running.stack}-stranger", internal=True)
    # No name server answers there, so that it is asked once.
    hasty = {"dns_opt": ["timeout:1", "attempts:1"], "detach": True}
    container = engine.containers.run(images.python, ["sleep", "infinity"], network=network.name, **hasty)
    yield container
    container.remove(force=True)
    network.remove()


def test_the_application_reaches_redis_by_its_name(running: Deployment) -> None:
    for role in ("web", "worker", "beat"):
        assert reaches(running.container(role), running.output("broker_host"))


def test_a_container_outside_its_network_does_not(running: Deployment, broker: Container, stranger: Container) -> None:
    assert not reaches(stranger, running.output("broker_host"))
    assert not reaches(stranger, address(broker))


def test_another_stack_on_the_same_engine_does_not(running: Deployment, broker: Container, stack: Deployment) -> None:
    """By the address it would leave the machine; by the name there is none."""
    assert not reaches(stack.container("web"), running.output("broker_host"))
    networks = {name for one in stack.containers() for name in one.attrs["NetworkSettings"]["Networks"]}
    assert not networks & broker.attrs["NetworkSettings"]["Networks"].keys()


def test_the_machine_has_no_way_to_it(engine: docker.DockerClient, broker: Container) -> None:
    """Asked of the routing table: a packet that is sent all the same could leave the machine."""
    assert not any(broker.ports.values())
    [network] = [engine.networks.get(one["NetworkID"]) for one in broker.attrs["NetworkSettings"]["Networks"].values()]
    bridge = f"br-{network.id[:12]}"
    assert network.attrs["Internal"]
    assert _ip("address", "show", "dev", bridge, "scope", "global") in ([], [{}])
    assert bridge not in {route.get("dev") for route in _ip("route", "get", address(broker))}


def _ip(*arguments: str) -> list[dict[str, str]]:
    """What `ip` says; nothing where there is no route."""
    said = subprocess.run(["ip", "-json", *arguments], check=False, text=True, capture_output=True).stdout
    return list(json.loads(said or "[]"))


def test_without_a_password_it_answers_noauth(broker: Container) -> None:
    assert redis(broker, "PING").startswith("NOAUTH")


def test_with_the_password_it_answers(running: Deployment, broker: Container) -> None:
    assert running.output("broker_password") == PASSWORD
    assert redis(broker, "PING", PASSWORD) == "PONG"


@pytest.mark.parametrize(
    "command", ["CONFIG GET maxmemory", "ACL LIST", "SHUTDOWN NOSAVE", "FLUSHALL", "REPLICAOF NO ONE"]
)
def test_the_application_may_not_administer_it(broker: Container, command: str) -> None:
    assert redis(broker, command, PASSWORD).startswith("NOPERM")
