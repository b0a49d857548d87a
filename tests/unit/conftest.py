"""The smallest application, and a host that a test can describe without changing it."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from .docker_api import FakeEngine, answering
from .machines import UNPRIVILEGED


@pytest.fixture
def source(tmp_path: Path) -> Path:
    """An application's folder."""
    folder = tmp_path / "shop"
    folder.mkdir()
    (folder / "shop.py").write_text("")
    (folder / "requirements.txt").write_text("celery\n")
    return folder


@pytest.fixture
def app(source: Path) -> dict[str, Any]:
    return {"module": "shop", "source": str(source)}


@pytest.fixture
def target(tmp_path: Path) -> dict[str, Any]:
    """This machine, with a user that exists whoever runs the tests."""
    return {"host": {"state_dir": str(tmp_path / "state"), "user": UNPRIVILEGED}}


@pytest.fixture
def engine() -> Iterator[FakeEngine]:
    """A Docker engine on another machine, as far as its answers go."""
    with answering() as engine:
        yield engine
