"""An engine that dies in the middle of an update: Pulumi ends, and the next update repairs the stack."""

from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace

import docker
import pytest
from waiting import wait_for

from .. import cache
from ..deployment import Deployment
from ..images import Images
from ..own_engine import OwnEngine, own_engine
from ..stacks import Stacks

CODE = ("web", "worker", "beat")

pytestmark = pytest.mark.own_engine


@pytest.fixture(scope="module")
def mortal(engine: docker.DockerClient, images: Images) -> Iterator[OwnEngine]:
    """An engine that may be killed, with the images of the other one."""
    with cache.alone("mortal"), own_engine(cache.FOLDER / "mortal") as made:
        with closing(docker.DockerClient(made.url)) as its:
            for name in (images.app, images.newer, images.redis):
                if not its.images.list(name):
                    its.images.load(engine.images.get(name).save(named=True))
        yield made


@pytest.fixture(scope="module")
def stack(mortal: OwnEngine, stacks: Stacks) -> Iterator[Deployment]:
    environment = {**stacks.environment, "DOCKER_HOST": mortal.url}
    with closing(docker.DockerClient(mortal.url, timeout=120)) as its, mortal.network.entered():
        own = replace(stacks, engine=its, environment=environment, described=[])
        yield own.describe("docker")
        own.end()


def cut_off(stack: Deployment, engine: OwnEngine, when: Callable[[], bool]) -> None:
    """Kill the engine in the middle of an update, and start it again."""
    update = stack.start("up", "--yes", "--skip-preview")
    wait_for(when, "the update is in the middle")
    engine.kill()
    said, _ = update.communicate(timeout=120)
    assert update.returncode != 0, said
    engine.start()


@pytest.mark.parametrize("containers", [3, 6])
def test_in_the_first_update(stack: Deployment, mortal: OwnEngine, containers: int) -> None:
    cut_off(stack, mortal, lambda: len(stack.containers(all=True)) >= containers)
    stack.up("--refresh")
    stack.must("preview", "--refresh", "--expect-no-changes")
    stack.destroy()


def test_in_an_update_to_a_new_image(stack: Deployment, mortal: OwnEngine, images: Images) -> None:
    stack.up()
    before = stack.ids(*CODE)
    stack.change("app", image=images.newer)
    cut_off(stack, mortal, lambda: not before <= stack.ids(*CODE))
    stack.up("--refresh")
    stack.must("preview", "--refresh", "--expect-no-changes")
