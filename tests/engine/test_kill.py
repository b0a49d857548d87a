"""Whatever is killed comes back by itself, and no task is lost."""

import psutil
import pytest
import requests
from deployment import Deployment
from outside import beats, processes
from waiting import wait_for

TWICE = range(2)


def kill_and_wait(stack: Deployment, program: str) -> None:
    """Kill a program's process, and return when another one runs."""
    killed = stack.pids()[program]
    psutil.Process(killed).kill()
    wait_for(lambda: runs(stack, program) and stack.pids()[program] != killed, f"{program} runs again")


def runs(stack: Deployment, program: str) -> bool:
    return stack.programs()[program][0] == "RUNNING"


@pytest.mark.parametrize("program", ["demo-web", "demo-worker-default", "demo-beat", "demo-broker"])
def test_a_killed_program_comes_back(stack: Deployment, program: str) -> None:
    for _ in TWICE:
        kill_and_wait(stack, program)
    wait_for(lambda: adds(stack), "a task is sent and done")
    assert len(beats(stack.state_dir)) == 1


def adds(stack: Deployment) -> bool:
    """False while the web is not back: the processes of a killed gunicorn answer on for a moment."""
    try:
        return stack.application.adds()
    except requests.ConnectionError:
        return False


@pytest.mark.parametrize("program", ["demo-broker", "demo-worker-default"])
def test_a_busy_worker_loses_no_task(stack: Deployment, program: str) -> None:
    application = stack.application
    sent = [application.send("slow", seconds=2) for _ in range(4)]
    sent += [application.send("add", x=1, y=1) for _ in range(10)]
    wait_for(lambda: application.state(sent[0])["state"] == "PROGRESS", "the worker is at it")
    for _ in TWICE:
        kill_and_wait(stack, program)
    assert application.failed(sent, 90) == []


def test_a_task_process_that_is_killed_gives_its_task_back(stack: Deployment) -> None:
    application = stack.application
    sent = application.send("slow", seconds=3)
    wait_for(lambda: application.state(sent)["state"] == "PROGRESS", "the worker is at it")
    for process in psutil.Process(stack.pids()["demo-worker-default"]).children():
        process.kill()
    application.result(sent, 60)


def test_a_killed_supervisor_is_drift_and_the_next_up_repairs_it(stack: Deployment) -> None:
    [daemon] = [one for one in processes(stack.state_dir) if any("supervisord" in word for word in one.cmdline()[:2])]
    before = processes(stack.state_dir)
    daemon.kill()
    daemon.wait(10)
    assert stack.sees_drift()
    stack.up()
    assert [one for one in before if one.is_running()] == []
    assert len(beats(stack.state_dir)) == 1
    stack.wait_until_running()
    assert stack.application.adds()
    assert not stack.sees_drift()
