"""Tells stories with a plugin, and knows what the official one answered in them."""

import json
import os
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from inspect import getmembers, isfunction
from pathlib import Path
from tempfile import TemporaryDirectory
from types import ModuleType

import docker

from .conversation import Plugin, Properties
from .install import official
from .stories import (
    container_changes,
    container_lives,
    container_refusals,
    containers,
    networks_and_volumes,
    providers,
    remote_images,
    secrets_and_configs,
    service_changes,
    service_refusals,
    services,
)
from .story import Story

RECORDED = Path(__file__).with_name("recorded")
STAND_IN = (sys.executable, "-u", str(Path(__file__).with_name("docker")))
SUBJECTS = (
    *(containers, container_lives, container_changes, container_refusals, networks_and_volumes, remote_images),
    *(secrets_and_configs, services, service_changes, service_refusals, providers),
)


def stories(subject: ModuleType) -> list[str]:
    """The names of the stories in a module."""
    functions = getmembers(subject, isfunction)
    return [name for name, one in functions if one.__module__ == subject.__name__ and not name.startswith("_")]


@contextmanager
def plugin(engine_url: str, *, is_official: bool) -> Iterator[Plugin]:
    executable = official("docker") if is_official else None
    command = (str(executable),) if executable else STAND_IN
    with Plugin(command, {}, {**os.environ, "DOCKER_HOST": engine_url}) as started:
        yield started


def answers(subject: ModuleType, name: str, used: Plugin, engine: docker.DockerClient, image: str) -> list[Properties]:
    with TemporaryDirectory() as folder:
        story = Story(used, engine, image, Path(folder))
        getattr(subject, name)(story)
    return story.told


def recorded(subject: ModuleType) -> Mapping[str, list[Properties]]:
    """What the official plugin answered in the stories of a subject."""
    found: Mapping[str, list[Properties]] = json.loads(_file(subject).read_text())
    return found


def record(subject: ModuleType, told: Mapping[str, list[Properties]]) -> None:
    _file(subject).write_text(json.dumps(told, indent=1, sort_keys=True) + "\n")


def _file(subject: ModuleType) -> Path:
    return RECORDED / f"{subject.__name__.rpartition('.')[2]}.json"
