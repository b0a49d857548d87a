"""A Docker engine that answers, and is a swarm of its own, whatever machine this is."""

from collections.abc import Iterator

import pytest
from unit.docker_api import answering
from unit.swarm_answers import SWARM


@pytest.fixture(autouse=True)
def docker_engine() -> Iterator[None]:
    with answering() as engine:
        info = {**engine.answers["GET /info"], **SWARM["GET /info"]}
        engine.answers |= {**SWARM, "GET /info": info}
        yield
