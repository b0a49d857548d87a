"""What cannot work on a swarm is refused at preview, in words that name the argument."""

from collections.abc import Iterator
from typing import Any

import docker
import pytest

from ..deployment import Deployment
from ..stacks import Stacks


@pytest.fixture(scope="module")
def described(swarm_stacks: Stacks) -> Deployment:
    return swarm_stacks.describe("swarm")


@pytest.fixture
def refused(described: Deployment, swarm: docker.DockerClient) -> Iterator[Any]:
    """What a preview says of the stack with other keys in a section."""
    before = {section: described.config(section) for section in ("app", "target", "web")}

    def refused(section: str, **keys: Any) -> str:
        if section == "target":
            keys = {"swarm": {**before["target"]["swarm"], **keys}}
        described.change(section, **keys)
        return described.fails("preview")

    yield refused
    described.configure(**before)


def test_an_engine_in_no_swarm(refused: Any, engine: docker.DockerClient, stacks: Stacks) -> None:
    """The first engine of these tests is none, unless it is the user's and of a swarm."""
    if engine.info()["Swarm"]["LocalNodeState"] == "inactive":
        said = refused("target", host=stacks.environment["DOCKER_HOST"])
        assert "which is in no swarm; `docker swarm init` makes one" in said


def test_one_address_of_several(refused: Any) -> None:
    said = refused("web", bind="192.0.2.1")
    assert "bind is '192.0.2.1'; a swarm publishes on all addresses of all nodes" in said


def test_root(refused: Any) -> None:
    assert "target.swarm.user is '0'; it must be unprivileged" in refused("target", user="0")


def test_no_such_node(refused: Any) -> None:
    assert "target.swarm.data_node is 'nowhere'; the swarm has: " in refused("target", data_node="nowhere")


def test_no_such_network(refused: Any) -> None:
    said = refused("target", broker_network="nothing")
    assert "target.swarm.broker_network is 'nothing', but the swarm has no such overlay network" in said
