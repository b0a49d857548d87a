"""An update rolls: no request is lost, no task either, and beat is there once at any moment."""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Event, Thread
from typing import Any

import docker
import pytest
from docker.models.services import Service
from waiting import wait_for

from ..images import Images
from ..inside import redis
from .deployment import SwarmDeployment

LOAD = Path(__file__).with_name("http_load.py").read_text()
PAGE = "/page.css"
MANY = 100


@pytest.fixture
def load(swarm: docker.DockerClient, stack: SwarmDeployment, images: Images) -> Iterator[Callable[[], dict[str, Any]]]:
    """What has become of the requests of a client inside the egress network, so far."""
    [network] = [one["id"] for one in stack.resources() if one["urn"].endswith("demo-egress-network")]
    words = ["python3", "-c", LOAD, stack.service("web").name, str(stack.port), PAGE]
    client = swarm.services.create(images.python, words, networks=[network], stop_grace_period=0)
    wait_for(lambda: _seen(client)["answered"] > MANY, "requests are answered")
    yield lambda: _seen(client)
    client.remove()
    mine = {"label": f"com.docker.swarm.service.id={client.id}"}
    wait_for(lambda: not swarm.containers.list(filters=mine, ignore_removed=True), "the client is gone")


def _seen(client: Service) -> dict[str, Any]:
    lines = b"".join(client.logs(stdout=True, tail=1)).decode().splitlines()
    return dict(json.loads(lines[-1])) if lines else {"answered": 0, "lost": []}


@contextmanager
def counted(stack: SwarmDeployment, role: str) -> Iterator[list[int]]:
    """How many containers of a role ran at every moment that was looked at."""
    counts: list[int] = []
    over = Event()

    def look() -> None:
        while not over.wait(0.2):
            counts.append(len(stack.containers(role)))

    watch = Thread(target=look)
    watch.start()
    try:
        yield counts
    finally:
        over.set()
        watch.join()


def test_a_new_image_loses_no_request_and_no_task(
    stack: SwarmDeployment, images: Images, load: Callable[[], dict[str, Any]]
) -> None:
    before = load()["answered"]
    sent = [stack.application.send("slow", seconds=3) for _ in range(6)]
    stack.change("app", image=images.newer)
    with counted(stack, "beat") as beats:
        stack.up()
    assert stack.application.failed(sent, 60) == []
    wait_for(lambda: load()["answered"] > before + MANY, "requests go on")
    assert load()["lost"] == []
    assert set(beats) == {0, 1}
    wait_for(lambda: stack.runs(images.newer), "what ran before has ended")


def test_a_new_password_loses_no_task(stack: SwarmDeployment) -> None:
    application, old = stack.application, str(stack.output("broker_password"))
    sent = [application.send("slow", seconds=3) for _ in range(6)]
    stack.configure(broker={"password_version": 2})
    stack.up()
    sent.append(application.send("add", x=2, y=3))
    assert application.failed(sent, 120) == []
    new = str(stack.output("broker_password"))
    assert new != old
    assert redis(stack.container("broker"), "PING", new) == "PONG"
    stack.up("--expect-no-changes")


def test_more_replicas(stack: SwarmDeployment) -> None:
    stack.change("workers", default={"queues": ["celery"], "replicas": 3})
    stack.up()
    wait_for(lambda: len(stack.workers()) == 3, "each says that it is there")
    wait_for(lambda: len(stack.containers("worker")) == 3, "what ran before has ended")
