"""Redis lets the application in, and nobody else as far as to ask; containers are closed; no secret is shown."""

import json
import subprocess
from collections.abc import Iterator

import docker
import pytest
from docker.models.containers import Container

from ..images import Images
from ..inside import main_processes, processes, reaches, redis
from ..planted import PASSWORD, files_that_show, places_of_pulumi, shown, spellings
from ..rules import RULES
from .deployment import SwarmDeployment

ROLES = ("broker", "web", "worker", "beat")
# The engine knows no such option for services before its interface 1.46.
NOT_FOR_SERVICES = {"no new privileges"}


@pytest.fixture(scope="module", params=ROLES)
def container(request: pytest.FixtureRequest, shared: SwarmDeployment) -> Container:
    return shared.containers(request.param)[0]


@pytest.mark.parametrize("rule", RULES.keys() - NOT_FOR_SERVICES)
def test_it_keeps_the_rule(container: Container, rule: str) -> None:
    assert RULES[rule](container.attrs, container.attrs["HostConfig"])


def test_it_runs_one_main_process_and_nobody_is_root(container: Container) -> None:
    assert len(main_processes(container)) == 1
    assert {one.user for one in processes(container)} & {"root", "0"} == set()


@pytest.fixture(scope="module")
def stranger(swarm: docker.DockerClient, images: Images, shared: SwarmDeployment) -> Iterator[Container]:
    """A container in a network of its own; the engine itself has no way out of the machine."""
    network = swarm.networks.create(f"{shared.stack}-stranger", internal=True)
    hasty = {"dns_opt": ["timeout:1", "attempts:1"], "detach": True}
    made = swarm.containers.run(images.python, ["sleep", "infinity"], network=network.name, **hasty)
    yield made
    made.remove(force=True)
    network.remove()


def test_only_the_application_reaches_redis(shared: SwarmDeployment, stranger: Container) -> None:
    host = shared.output("broker_host")
    for role in ("web", "worker", "beat"):
        assert reaches(shared.containers(role)[0], host)
    assert not reaches(stranger, host)
    for address in _addresses(shared.container("broker")):
        assert not reaches(stranger, address)
        assert subprocess.run(["ip", "route", "get", address], check=False, capture_output=True).returncode != 0


def _addresses(broker: Container) -> list[str]:
    networks = broker.attrs["NetworkSettings"]["Networks"]
    assert len(networks) == 1
    return [one["IPAddress"] for one in networks.values()]


def test_redis_wants_a_password_and_is_published_nowhere(shared: SwarmDeployment) -> None:
    broker = shared.container("broker")
    assert not any(broker.ports.values())
    assert not shared.service("broker").attrs["Endpoint"].get("Ports")
    assert redis(broker, "PING").startswith("NOAUTH")
    assert redis(broker, "PING", PASSWORD) == "PONG"
    assert redis(broker, "CONFIG GET *", PASSWORD).startswith("NOPERM")


def test_no_secret_is_in_what_the_swarm_tells(shared: SwarmDeployment, swarm: docker.DockerClient) -> None:
    secrets = spellings(shared)
    services = [shared.service(role) for role in (*ROLES, "release")]
    told = [one.attrs for kind in (swarm.services, swarm.secrets, swarm.configs, swarm.networks) for one in kind.list()]
    told += [task for service in services for task in service.tasks()]
    told += [container.attrs for container in shared.containers(all=True)]
    assert shown(json.dumps(told), secrets) == []
    logs = b"".join(line for service in services for line in service.logs(stdout=True, stderr=True))
    assert shown(logs.decode(), secrets) == []


def test_no_secret_is_in_what_pulumi_writes_and_says(shared: SwarmDeployment) -> None:
    secrets = spellings(shared)
    assert files_that_show(places_of_pulumi(shared), secrets) == []
    assert shown(shared.said, secrets) == []
