"""What exists already can be passed in: networks, volumes, a Redis. It is used, and it is there afterwards."""

from collections.abc import Iterator
from dataclasses import dataclass

import docker
import pytest
from docker.models.containers import Container
from docker.models.networks import Network
from docker.models.volumes import Volume

from ..deployment import Deployment
from ..images import Images
from .conftest import Describe

PASSWORD = "of-a-redis-that-exists"


@dataclass
class Existing:
    """What a user has on the engine."""

    closed: Network
    open: Network
    data: Volume
    media: Volume
    redis: Container


@pytest.fixture(scope="module")
def existing(engine: docker.DockerClient, images: Images, running: Deployment) -> Iterator[Existing]:
    name = f"{running.stack}-existing"
    closed = engine.networks.create(f"{name}-closed", internal=True)
    opened = engine.networks.create(f"{name}-open")
    data, media = (engine.volumes.create(f"{name}-{kind}") for kind in ("data", "media"))
    words = ["redis-server", "--requirepass", PASSWORD]
    redis = engine.containers.run(images.redis, words, network=closed.name, name=f"{name}-redis", detach=True)
    yield Existing(closed, opened, data, media, redis)
    redis.remove(force=True, v=True)
    for made in (closed, opened, data, media):
        made.remove()


def test_networks_and_volumes(existing: Existing, describe: Describe) -> None:
    networks = {"broker_network": existing.closed.name, "egress_network": existing.open.name}
    volumes = {"redis_volume": existing.data.name, "volumes": {"/srv/media": existing.media.name}}
    stack = describe(target={**networks, **volumes})
    stack.up()
    assert stack.application.adds()
    worker, broker = stack.container("worker"), stack.container("broker")
    assert set(worker.attrs["NetworkSettings"]["Networks"]) == set(networks.values())
    assert f"{existing.media.name}:/srv/media:rw" in worker.attrs["HostConfig"]["Binds"]
    assert f"{existing.data.name}:/data:rw" in broker.attrs["HostConfig"]["Binds"]
    stack.up("--expect-no-changes")
    stack.destroy()
    for made in (existing.closed, existing.open, existing.data, existing.media):
        made.reload()


def test_a_broker(existing: Existing, describe: Describe) -> None:
    stack = describe(target={"broker_network": existing.closed.name})
    stack.configure(existing_broker={"host": existing.redis.name})
    stack.keep_secret("existing_broker.password", PASSWORD)
    stack.up()
    assert stack.application.adds()
    assert stack.containers("broker") == []
    stack.destroy()
    existing.redis.reload()
    assert existing.redis.status == "running"
