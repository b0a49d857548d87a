"""An engine that dies in the middle of an update: Pulumi ends, and the next update repairs the stack."""

from collections.abc import Callable, Iterator
from contextlib import closing

import docker
import pytest
from waiting import wait_for

from ..deployment import CODE, Deployment
from ..images import Images
from ..own_engine import OwnEngine
from ..stacks import Stacks


@pytest.fixture(scope="module")
def stack(second: OwnEngine, stacks: Stacks) -> Iterator[Deployment]:
    with closing(docker.DockerClient(second.url, timeout=120)) as engine, second.network.entered():
        own = stacks.on(engine, second.url)
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
def test_in_the_first_update(stack: Deployment, second: OwnEngine, containers: int) -> None:
    cut_off(stack, second, lambda: len(stack.containers(all=True)) >= containers)
    stack.up("--refresh")
    stack.must("preview", "--refresh", "--expect-no-changes")
    stack.destroy()


def test_in_an_update_to_a_new_image(stack: Deployment, second: OwnEngine, images: Images) -> None:
    stack.up()
    before = stack.ids(*CODE)
    stack.change("app", image=images.newer)
    cut_off(stack, second, lambda: not before <= stack.ids(*CODE))
    stack.up("--refresh")
    stack.must("preview", "--refresh", "--expect-no-changes")
