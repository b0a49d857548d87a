"""A Supervisor that is stuck holds nobody, and one that stops is waited for."""

import os
import socket
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from celery_stack.targets.host import control, orphans
from celery_stack.targets.host.control import Supervisor
from celery_stack.targets.host.machine import MachineError
from celery_stack.targets.host.resources.program import ProgramProvider
from celery_stack.targets.host.wait import until

from .daemons import supervised


@pytest.fixture
def stuck(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Supervisor]:
    """One that takes a call and never answers it."""
    monkeypatch.setattr(control, "ANSWER_SECONDS", 0.2)
    (tmp_path / "run").mkdir()
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(str(tmp_path / "run/supervisor.sock"))
        server.listen()
        yield Supervisor(tmp_path)


def test_one_that_is_stuck_is_not_waited_for(stuck: Supervisor) -> None:
    began = time.monotonic()
    assert not stuck.answers()
    assert stuck.processes("shop") == []
    stuck.shutdown()
    with pytest.raises(MachineError, match="Supervisor does not answer at "):
        stuck.load("shop")
    assert time.monotonic() - began < 10


def test_a_shutdown_ends_when_the_last_program_has_ended(tmp_path: Path) -> None:
    with supervised(tmp_path / "state") as daemon:
        slow = tmp_path / "slow"
        stop = f"trap 'sleep 1; echo ended > {slow}; exit' TERM"
        program = {
            **{key: daemon[key] for key in ("user", "state_dir", "log_dir")},
            "name": "slow",
            "python": sys.executable,
            "argv": [
                "sh",
                "-c",
                f"{stop}; echo > {slow}; while :; do sleep 0.1; done",
            ],
            "env": {"PATH": os.environ["PATH"], orphans.MARK: daemon["state_dir"]},
            "replica_env": {},
            "secrets": {},
            "secret_files": {},
            "cwd": "/",
            "replicas": 1,
            "stop_signal": "TERM",
            "stop_seconds": 20,
            "start_seconds": 20,
            "health": {"kind": "files", "paths": [str(slow)]},
        }
        ProgramProvider().create(program)
        Supervisor(daemon["state_dir"]).shutdown()
        assert slow.read_text() == "ended\n"
        assert until(lambda: not orphans.of(daemon["state_dir"]), 10)
