"""The engine of the stories, and the plugins that tell them."""

import os
from collections.abc import Iterator
from pathlib import Path

import docker
import pytest

from . import own
from .comparison import plugin
from .conversation import Plugin
from .install import official

HERE = Path(__file__).parent
LEFT_OUT = pytest.StashKey[str]()


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leaves these tests out for a developer who cannot start an engine; never for root, nor in CI."""
    mine = [item for item in items if HERE in item.path.parents]
    obstacle = own.obstacle() if mine else ""
    if not obstacle:
        return
    if os.geteuid() == 0 or os.environ.get("CI"):
        raise pytest.UsageError(f"The {len(mine)} tests of the stand-in plugins cannot run. {obstacle}")
    config.stash[LEFT_OUT] = f"{len(mine)} tests of the stand-in plugins did not run. {obstacle}"
    config.hook.pytest_deselected(items=mine)
    items[:] = [item for item in items if item not in mine]


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    if said := config.stash.get(LEFT_OUT, ""):
        terminalreporter.section("LEFT OUT", red=True, bold=True)
        terminalreporter.line(said, red=True)


@pytest.fixture(scope="package")
def reached() -> Iterator[tuple[str, docker.DockerClient]]:
    with own.swarm() as reached:
        yield reached


@pytest.fixture(scope="package")
def engine(reached: tuple[str, docker.DockerClient]) -> docker.DockerClient:
    return reached[1]


@pytest.fixture(scope="package")
def stand_in(reached: tuple[str, docker.DockerClient]) -> Iterator[Plugin]:
    with plugin(reached[0], is_official=False) as started:
        yield started


@pytest.fixture(scope="package")
def official_plugin(reached: tuple[str, docker.DockerClient]) -> Iterator[Plugin | None]:
    """The official docker plugin, where it is."""
    if official("docker") is None:
        yield None
        return
    with plugin(reached[0], is_official=True) as started:
        yield started
