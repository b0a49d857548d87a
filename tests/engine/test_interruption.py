"""An `up` that is cut off in the middle, and the next one."""

import os
import signal
from pathlib import Path

import pytest
from conftest import Describe
from deployment import Deployment
from outside import beats
from waiting import wait_for


@pytest.fixture(scope="module")
def stack(describe: Describe) -> Deployment:
    """A stack whose first `up` each test cuts off a little later."""
    return describe()


def cut_off(stack: Deployment, by: signal.Signals, when: Path) -> tuple[int, str]:
    """Signal an `up`, and all that it started, as soon as a file is there; its exit code, and what it said."""
    running = stack.start("up", "--yes", "--skip-preview")
    wait_for((stack.state_dir / when).exists, f"{when} is there")
    os.killpg(running.pid, by)
    said, _ = running.communicate(timeout=120)
    return running.returncode, said


def test_after_ctrl_c_it_ends_quietly_and_holds_no_lock(stack: Deployment) -> None:
    code, said = cut_off(stack, signal.SIGINT, Path("run/supervisor.sock"))
    assert code != 0
    assert "Traceback" not in said
    assert stack.must("refresh", "--yes", "--skip-preview")


def test_after_ctrl_c_and_a_kill_the_same_command_goes_on(stack: Deployment) -> None:
    code, _ = cut_off(stack, signal.SIGKILL, Path("config/programs/demo-web.conf"))
    assert code == -signal.SIGKILL
    stack.must("cancel", "--yes")
    stack.must("refresh", "--yes", "--skip-preview", "--clear-pending-creates")
    stack.up()
    stack.wait_until_running()
    assert len(beats(stack.state_dir)) == 1
    assert stack.application.adds()
