"""A Docker engine that answers, whatever machine this is."""

from collections.abc import Iterator

import pytest
from unit.docker_api import answering


@pytest.fixture(autouse=True)
def docker_engine() -> Iterator[None]:
    with answering():
        yield
