"""Every container is as closed as it can be."""

import docker
import pytest
from docker.models.containers import Container

from ..deployment import Deployment
from ..inside import main_processes, processes
from ..rules import RULES, published

ROLES = ("broker", "web", "worker", "beat")


@pytest.fixture(scope="module", params=ROLES)
def container(request: pytest.FixtureRequest, running: Deployment) -> Container:
    return running.container(request.param)


@pytest.mark.parametrize("rule", RULES)
def test_it_keeps_the_rule(container: Container, rule: str) -> None:
    assert RULES[rule](container.attrs, container.attrs["HostConfig"])


def test_it_is_kept_alive(container: Container) -> None:
    assert container.attrs["HostConfig"]["RestartPolicy"]["Name"] == "always"


def test_it_runs_one_main_process(container: Container) -> None:
    """What gunicorn and the worker's pool start are children of it."""
    assert len(main_processes(container)) == 1


def test_nobody_in_it_is_root(container: Container) -> None:
    found = processes(container)
    assert {one.user for one in found} & {"root", "0"} == set()
    assert not [one for one in found if "sshd" in one.command]


def test_only_the_web_publishes_a_port(running: Deployment) -> None:
    found = {role: published(running.container(role).attrs["HostConfig"]) for role in ROLES}
    assert [role for role, ports in found.items() if ports] == ["web"]
    assert [one["HostPort"] for one in found["web"]] == [str(running.port)]


def test_confined_by_what_the_engine_has(engine: docker.DockerClient, container: Container) -> None:
    if "name=apparmor" in engine.info()["SecurityOptions"]:
        assert container.attrs["AppArmorProfile"] == "docker-default"
