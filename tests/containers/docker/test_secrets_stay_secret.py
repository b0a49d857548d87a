"""Passwords and secrets are in the files made for them, and nowhere else where more than their reader looks."""

import json
from pathlib import Path
from urllib.parse import quote

import docker
import psutil
import pytest

from ..deployment import Deployment
from ..inside import main_processes
from .conftest import LETTER, PLANTED


@pytest.fixture(scope="module")
def secrets(running: Deployment) -> list[str]:
    """The password and the user's secret in the spellings in which they could be shown; a key that was drawn."""
    [drawn] = [one for one in running.resources() if one["urn"].endswith("DJANGO_SECRET_KEY")]
    key = str(json.loads(drawn["outputs"]["result"]["plaintext"]))
    first, second = LETTER.splitlines()
    return [PLANTED, quote(PLANTED), first, second, json.dumps(LETTER)[1:-1], key]


def found_in(text: str, secrets: list[str]) -> list[int]:
    return [number for number, secret in enumerate(secrets) if secret in text]


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
        assert found_in(json.dumps(container.attrs), secrets) == []
        assert found_in(container.logs().decode(), secrets) == []
    for kind in (engine.volumes.list(), engine.networks.list(), engine.images.list("celery-stack-test/app")):
        assert found_in(json.dumps([one.attrs for one in kind]), secrets) == []


def test_they_are_in_clear_in_no_file_of_pulumis(running: Deployment, secrets: list[str]) -> None:
    backend = Path(running.environment["PULUMI_BACKEND_URL"].removeprefix("file://"))
    assert list(backend.rglob(f"{running.stack}.json"))
    home = Path(running.environment["PULUMI_HOME"])
    for folder in (backend, running.folder, home / "logs", home / "workspaces"):
        for path in folder.rglob("*"):
            assert not path.is_file() or found_in(path.read_text(errors="replace"), secrets) == [], path


def test_they_are_in_nothing_that_pulumi_said(running: Deployment, secrets: list[str]) -> None:
    assert "Resources:" in running.said
    assert found_in(running.said, secrets) == []


def test_a_preview_of_a_change_shows_none(running: Deployment, secrets: list[str]) -> None:
    before = running.config("broker")
    running.change("broker", port=6380)
    try:
        assert found_in(running.must("preview", "--diff"), secrets) == []
    finally:
        running.configure(broker=before)


def test_the_password_is_on_no_command_line_and_in_no_environment(running: Deployment) -> None:
    shown = [
        path
        for pid in psutil.pids()
        for path in (Path(f"/proc/{pid}/cmdline"), Path(f"/proc/{pid}/environ"))
        if PLANTED in _read(path)
    ]
    assert shown == []


def _read(path: Path) -> str:
    try:
        return path.read_text(errors="replace")
    except OSError:
        return ""
