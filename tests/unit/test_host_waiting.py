"""Waiting, and orphans."""

import os
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from celery_stack.targets.host import orphans
from celery_stack.targets.host.wait import until

from .machines import HERE


def test_waiting_ends_as_soon_as_it_is_true() -> None:
    looks = iter([False, False, True])
    began = time.monotonic()
    assert until(lambda: next(looks), 60)
    assert time.monotonic() - began < 5


def test_waiting_ends_when_the_time_is_over() -> None:
    assert not until(lambda: False, 0.1)


def test_what_is_true_already_needs_no_time() -> None:
    assert until(lambda: True, 0)


@pytest.fixture
def started() -> Iterator[list[subprocess.Popen[bytes]]]:
    made: list[subprocess.Popen[bytes]] = []
    yield made
    for process in made:
        process.kill()
        process.wait()


def start(folder: Path, script: str, shell: str | Path = "sh") -> subprocess.Popen[bytes]:
    """A shell that belongs to a stack's folder, ready when it has spoken."""
    env = {"PATH": os.environ["PATH"], orphans.MARK: str(folder)}
    process = subprocess.Popen([shell, "-c", f"{script}; echo; read x"], env=env, stdin=-1, stdout=-1)
    assert process.stdout
    process.stdout.readline()
    return process


def test_only_what_was_started_for_the_folder_is_ended(started: list[subprocess.Popen[bytes]], tmp_path: Path) -> None:
    mine, other = tmp_path / "stack", tmp_path / "stack-2"
    started += [start(mine, ":"), start(other, ":")]
    assert [process.pid for process in orphans.of(str(mine))] == [started[0].pid]
    orphans.end(str(mine))
    assert started[0].poll() is not None
    assert started[1].poll() is None


def test_who_does_not_listen_to_term_is_killed(
    started: list[subprocess.Popen[bytes]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(orphans, "PATIENCE_SECONDS", 0.2)
    started.append(start(tmp_path, "trap '' TERM"))
    orphans.end(str(tmp_path))
    assert started[0].poll() is not None


def test_ending_nobody_is_fine(tmp_path: Path) -> None:
    assert orphans.of(str(tmp_path)) == []
    orphans.end(str(tmp_path))
    assert psutil.pid_exists(os.getpid())


def test_main_processes_are_told_first_and_redis_last(started: list[subprocess.Popen[bytes]], tmp_path: Path) -> None:
    """A worker's pool would lose its tasks, and the worker gives them back to Redis."""
    told, server = tmp_path / "told", tmp_path / "redis-server"
    HERE.copy(Path("/bin/sh").resolve(), server)
    child = f"trap 'echo child >> {told}' TERM; touch {told}.ready; while :; do sleep 0.1; done"
    stop = f"sleep 0.3; echo worker >> {told}; exit"
    worker = f'sh -c "{child}" & trap "{stop}" TERM; until [ -e {told}.ready ]; do sleep 0.1; done'
    started += [start(tmp_path, f"trap 'echo redis >> {told}; exit' TERM", server), start(tmp_path, worker)]
    orphans.end(str(tmp_path))
    assert told.read_text().split() == ["worker", "redis"]
    assert orphans.of(str(tmp_path)) == []
