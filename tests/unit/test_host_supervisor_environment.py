"""Supervisor's own virtual environment: built once, replaced by another one, removed when nobody uses it."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psutil
import pytest

from celery_stack.targets.host.control import Supervisor
from celery_stack.targets.host.machine import MachineError
from celery_stack.targets.host.resources.daemon import DaemonProvider

from .daemons import supervised
from .machines import HERE


@pytest.fixture
def made(tmp_path: Path) -> Iterator[dict[str, Any]]:
    with supervised(tmp_path / "state") as daemon:
        yield daemon


def process_of(daemon: dict[str, Any]) -> psutil.Process:
    return psutil.Process(int(Path(daemon["state_dir"], "run/supervisord.pid").read_text()))


def update(made: dict[str, Any], **changes: Any) -> dict[str, Any]:
    return DaemonProvider().update("", made, {**made, **changes}).outs or {}


def drift(daemon: dict[str, Any]) -> str:
    return str((DaemonProvider().read("", daemon).outs or {})["drift"])


def test_supervisor_runs_from_it_and_nobody_else_may_change_or_read_it(made: dict[str, Any]) -> None:
    home = Path(made["environment"])
    assert f"{home}/bin/supervisord" in process_of(made).cmdline()
    assert drift(made) == ""
    assert not any(path.stat().st_mode & 0o027 for path in [home, *home.rglob("*")] if not path.is_symlink())


def test_an_update_builds_and_restarts_nothing_without_a_reason(made: dict[str, Any]) -> None:
    mark, before = Path(made["environment"], "mark"), process_of(made)
    mark.touch()
    update(made)
    assert mark.exists()
    assert process_of(made) == before


def test_another_environment_is_used_and_the_old_one_removed(made: dict[str, Any]) -> None:
    before, home = process_of(made), Path(made["state_dir"], "supervisor-2")
    updated = update(made, environment=str(home))
    assert not before.is_running()
    assert f"{home}/bin/supervisord" in process_of(updated).cmdline()
    assert HERE.run([Path(made["state_dir"], "supervisorctl"), "version"]) == "4.3.0\n"
    assert not Path(made["environment"]).exists()
    assert drift(updated) == ""


def test_one_that_cannot_be_built_leaves_the_old_one_at_work(made: dict[str, Any]) -> None:
    with pytest.raises(MachineError):
        update(made, environment=f"{made['state_dir']}/supervisor-2", package="/no/such/supervisor.whl")
    assert Supervisor(made["state_dir"]).answers()
    assert drift(made) == ""


def test_a_lost_one_is_drift_and_the_next_update_builds_it_again(made: dict[str, Any]) -> None:
    HERE.remove(Path(made["environment"]))
    assert drift(made) == "not installed"
    assert drift(update(made)) == ""
