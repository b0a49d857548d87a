"""Passwords and secrets are in the files made for them, and nowhere else where more than their reader looks."""

import json
from pathlib import Path

import docker
import psutil
import pytest

from ..deployment import Deployment
from ..inside import main_processes
from ..planted import LETTER, PASSWORD, files_that_show, places_of_pulumi, shown, spellings


@pytest.fixture(scope="module")
def secrets(running: Deployment) -> list[str]:
    return spellings(running)


def test_a_secret_of_two_lines_arrives_as_it_is(running: Deployment) -> None:
    for role in ("web", "worker", "beat"):
        [main] = main_processes(running.container(role))
        assert psutil.Process(main.pid).environ()["LETTER"] == LETTER


def test_they_are_in_nothing_that_the_engine_tells(
    running: Deployment, engine: docker.DockerClient, secrets: list[str]
) -> None:
    containers = running.containers(all=True)
    assert len(containers) > 4
    for container in containers:
        assert shown(json.dumps(container.attrs), secrets) == []
        assert shown(container.logs().decode(), secrets) == []
    for kind in (engine.volumes.list(), engine.networks.list(), engine.images.list("celery-stack-test/app")):
        assert shown(json.dumps([one.attrs for one in kind]), secrets) == []


def test_they_are_in_clear_in_no_file_of_pulumis(running: Deployment, secrets: list[str]) -> None:
    places = places_of_pulumi(running)
    assert list(places[0].rglob(f"{running.stack}.json"))
    assert files_that_show(places, secrets) == []


def test_they_are_in_nothing_that_pulumi_said(running: Deployment, secrets: list[str]) -> None:
    assert "Resources:" in running.said
    assert shown(running.said, secrets) == []


def test_a_preview_of_a_change_shows_none(running: Deployment, secrets: list[str]) -> None:
    before = running.config("broker")
    running.change("broker", port=6380)
    try:
        assert shown(running.must("preview", "--diff"), secrets) == []
    finally:
        running.configure(broker=before)


def test_the_password_is_on_no_command_line_and_in_no_environment(running: Deployment) -> None:
    assert len(running.containers()) == 4
    processes = [Path(f"/proc/{pid}") for pid in psutil.pids()]
    assert [path for path in processes if PASSWORD in _read(path / "cmdline") + _read(path / "environ")] == []


def _read(path: Path) -> str:
    try:
        return path.read_text(errors="replace")
    except OSError:
        return ""
