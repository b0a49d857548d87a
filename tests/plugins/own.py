"""An engine of these tests' own: their stories use fixed names, and Swarm."""

import os
import shutil
from collections.abc import Iterator
from contextlib import closing, contextmanager

import docker
from containers import cache, rootfs
from containers.own_engine import own_engine
from containers.reach import PACKAGES
from docker.models.containers import Container
from waiting import wait_for

REPOSITORY = "celery-stack-test/plugins"
IMAGE = f"{REPOSITORY}:base"
FOLDER = "plugins-engine"
PATIENCE = 120  # seconds


def obstacle() -> str:
    """Why there can be no such engine, and what to do; empty where there can."""
    if os.geteuid() != 0:
        return "Only root can start a Docker engine."
    missing = {package for program, package in PACKAGES.items() if not shutil.which(program)}
    return f"On Debian: apt-get install --no-install-recommends {' '.join(sorted(missing))}" if missing else ""


@contextmanager
def swarm() -> Iterator[tuple[str, docker.DockerClient]]:
    """An engine in Swarm mode that has the image, and its address; gone afterwards."""
    archive = rootfs.archive()
    with (
        cache.alone(FOLDER),
        own_engine(cache.FOLDER / FOLDER) as made,
        closing(docker.DockerClient(made.url, timeout=PATIENCE)) as engine,
    ):
        if not engine.images.list(name=IMAGE):
            engine.api.import_image_from_file(str(archive), repository=REPOSITORY, tag="base")
        engine.swarm.init(advertise_addr="127.0.0.1")
        yield made.url, engine
        engine.swarm.leave(force=True)
        wait_for(lambda: not _tasks(engine), "Swarm has removed its containers", PATIENCE)


def _tasks(engine: docker.DockerClient) -> list[Container]:
    return engine.containers.list(all=True, filters={"label": "com.docker.swarm.task"})
