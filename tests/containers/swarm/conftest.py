"""Stacks of the target swarm, on an engine of the tests' own: to make a user's engine a swarm would change it."""

from collections.abc import Iterator
from contextlib import closing

import docker
import pytest

from ..own_engine import OwnEngine
from ..planted import plant
from ..stacks import Stacks
from .deployment import SwarmDeployment

RELEASE = ["python3", "-c", "import os; os.environ['DJANGO_SECRET_KEY']; print('all migrated')"]
ANY_HOST = {"DJANGO_ALLOWED_HOSTS": "*"}


@pytest.fixture(scope="package")
def swarm(second: OwnEngine) -> Iterator[docker.DockerClient]:
    """A swarm of one node, whose networks this process reaches."""
    with closing(docker.DockerClient(second.url, timeout=120)) as engine, second.network.entered():
        engine.swarm.init(advertise_addr="127.0.0.1")
        yield engine


@pytest.fixture(scope="package")
def swarm_stacks(swarm: docker.DockerClient, second: OwnEngine, stacks: Stacks) -> Iterator[Stacks]:
    own = stacks.on(swarm, second.url, SwarmDeployment)
    yield own
    own.end()


@pytest.fixture(scope="package")
def shared(swarm_stacks: Stacks) -> SwarmDeployment:
    """A stack with everything that a stack may have: two workers, secrets, a release command."""
    made = swarm_stacks.describe(
        "swarm", target={"cpus": "1.5"}, app={"env": ANY_HOST, "release": RELEASE}, workers={"default": {"replicas": 2}}
    )
    assert isinstance(made, SwarmDeployment)
    plant(made)
    made.up()
    return made


@pytest.fixture
def stack(shared: SwarmDeployment) -> SwarmDeployment:
    """Each test finds it well, whatever the one before left of it."""
    try:
        shared.application.wait_until_well(15)
    except AssertionError:
        shared.repair()
    return shared
