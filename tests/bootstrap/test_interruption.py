"""An `up` that is cut off in the middle of a creation, and the next one."""

import os
import signal
import subprocess
from pathlib import Path

from .project import Project
from .waiting import wait_for


def begin_and_hold(project: Project) -> "subprocess.Popen[str]":
    project.path("hold").touch()
    project.path("begun").unlink(missing_ok=True)
    running = project.start("up")
    wait_for(project.path("begun").exists)
    return running


def until(word: str, running: "subprocess.Popen[str]") -> str:
    """What the command writes up to the line with `word`."""
    assert running.stdout
    written = ""
    for line in running.stdout:
        written += line
        if word in line:
            return written
    raise AssertionError(written)


def processes_of(project: Project) -> list[str]:
    """The command lines of the processes that work in the project's folder, but for this one's children that ended."""
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        try:
            if (process / "cwd").readlink() == project.folder:
                found.append((process / "cmdline").read_text())
        except OSError:
            continue
    return found


def test_interrupted_it_finishes_what_it_is_at_and_stops_quietly(project: Project) -> None:
    running = begin_and_hold(project)
    os.killpg(running.pid, signal.SIGINT)
    output = until("cancelling", running)
    project.path("hold").unlink()
    output += running.communicate(timeout=60)[0]
    assert running.returncode == 1
    assert "made created" in output
    assert "Traceback" not in output
    assert "KeyboardInterrupt" not in output
    assert project.run("up").returncode == 0
    assert project.run("destroy").returncode == 0


def test_killed_it_leaves_no_process(project: Project) -> None:
    running = begin_and_hold(project)
    os.killpg(running.pid, signal.SIGKILL)
    running.communicate(timeout=60)
    wait_for(lambda: processes_of(project) == [])


def test_the_next_up_heals_and_says_so(project: Project) -> None:
    project.path("hold").unlink()
    up = project.run("up")
    assert up.returncode == 0, up.stdout
    assert "releasing its lock" in up.stdout
    assert "cut off while it created made" in up.stdout
    assert project.path("made.txt").read_text() == "first"
    again = project.run("up", "--expect-no-changes")
    assert again.returncode == 0
    assert "cut off" not in again.stdout
