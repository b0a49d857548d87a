"""A real engine, images made here, and stacks that are destroyed with everything of theirs at the end."""

from collections.abc import Callable, Iterator
from contextlib import closing
from itertools import count
from pathlib import Path
from secrets import token_hex

import docker
import pytest
from deployment import environment
from plugins.install import install

from . import cache, reach, rootfs, wheels
from .images import Images, make
from .left_out import leave_out, tell
from .own_engine import OwnEngine, own_engine
from .stacks import Stacks

HERE = Path(__file__).parent


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    mine = [item for item in items if HERE in item.path.parents]
    if not mine:
        return
    second = [item for item in mine if "second" in getattr(item, "fixturenames", ())]
    leave_out(config, items, second, reach.obstacle_to_own())
    leave_out(config, items, [item for item in mine if item not in second], reach.look().obstacle)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    tell(terminalreporter, config)


@pytest.fixture(scope="package")
def say(pytestconfig: pytest.Config) -> Callable[[str], None]:
    """Tell the developer, past what pytest captures."""

    def say(text: str) -> None:
        with pytestconfig.pluginmanager.getplugin("capturemanager").global_and_fixture_disabled():
            print(f"\n{text}", flush=True)

    return say


@pytest.fixture(scope="package")
def engine_url(say: Callable[[str], None]) -> Iterator[str]:
    """The engine that there is, or one of the tests' own."""
    if not rootfs.is_kept():
        say("Making the images of the container tests, the first time only: one to three minutes.")
    # What needs the network comes first: an engine of the tests' own has none.
    rootfs.archive()
    wheels.folder()
    if found := reach.look().url:
        yield found
        return
    with cache.alone("engine"), own_engine(cache.FOLDER / "engine") as made, made.network.entered():
        yield made.url


@pytest.fixture(scope="package")
def engine(engine_url: str) -> Iterator[docker.DockerClient]:
    with closing(docker.DockerClient(engine_url, timeout=120)) as client:
        yield client


@pytest.fixture(scope="package")
def images(engine: docker.DockerClient) -> Images:
    return make(engine)


@pytest.fixture(scope="package")
def second(engine: docker.DockerClient, images: Images) -> Iterator[OwnEngine]:
    """Another engine, which tests may kill or make a swarm of; with the images of the first one."""
    with cache.alone("second"), own_engine(cache.FOLDER / "second") as started:
        with closing(docker.DockerClient(started.url, timeout=120)) as client:
            for name in (images.app, images.newer, images.python, images.redis):
                if not client.images.list(name):
                    client.images.load(engine.images.get(name).save(named=True))
        yield started


@pytest.fixture(scope="package")
def stacks(
    engine_url: str,
    engine: docker.DockerClient,
    images: Images,
    tmp_path_factory: pytest.TempPathFactory,
    say: Callable[[str], None],
) -> Iterator[Stacks]:
    """Stacks with a Pulumi of the tests' own: its home, its plugins, its state."""
    folder = tmp_path_factory.mktemp("pulumi")
    found = environment(folder)
    plugins = install(Path(found["PULUMI_HOME"]))
    say(f"Docker {engine.version()['Version']} at {engine_url}; plugins: {plugins}")
    mark = token_hex(2)
    made = Stacks(engine, images, {**found, "DOCKER_HOST": engine_url}, folder, (f"t{mark}{n}" for n in count(1)))
    yield made
    made.end()
