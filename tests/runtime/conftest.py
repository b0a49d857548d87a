from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from .application import Application
from .redis_server import RedisServer
from .virtual_environments import NEWEST, VERSIONS

ODD_PASSWORD = "p@ss:w/o#r?d%&+ é\"' \\$"
every_version = pytest.mark.parametrize("version", VERSIONS)


@pytest.fixture
def version() -> str:
    """The Celery version; a test that concerns them all is marked with ``every_version``."""
    return NEWEST


@pytest.fixture
def redis_server(tmp_path: Path) -> Iterator[RedisServer]:
    server = RedisServer(tmp_path / "redis", ODD_PASSWORD)
    server.start()
    yield server
    server.kill()


@pytest.fixture
def make_application(tmp_path: Path, redis_server: RedisServer) -> Iterator[Callable[[str], Application]]:
    made: list[Application] = []

    def make(version: str) -> Application:
        application = Application(tmp_path / f"celery-{version}", redis_server, ODD_PASSWORD, version)
        made.append(application)
        return application

    yield make
    for application in made:
        application.end()


@pytest.fixture
def application(make_application: Callable[[str], Application], version: str) -> Application:
    return make_application(version)
