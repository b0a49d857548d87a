"""A change restarts what it concerns, and nothing else."""

from pathlib import Path

from deployment import Deployment
from outside import beats
from waiting import wait_for

BROKER, WEB, WORKER, BEAT = "demo-broker", "demo-web", "demo-worker-default", "demo-beat"
APPLICATION = {WEB, WORKER, BEAT}


def restarted_by_up(stack: Deployment) -> set[str]:
    """The programs with another process than before; those that came or went are among them."""
    before = stack.pids()
    stack.up()
    return {name for name, _ in before.items() ^ stack.pids().items()}


def folders(stack: Deployment, kind: str) -> set[Path]:
    return {path for path in stack.state_dir.glob(f"{kind}-*") if path.is_dir()}


def reported(stack: Deployment) -> set[str]:
    """The workers that /health knows."""
    _, said = stack.application.health()
    return {one["name"].partition("@")[0] for one in said["workers"]}


def test_the_workers_concurrency_restarts_the_worker_only(stack: Deployment) -> None:
    stack.configure(workers={"default": {"queues": ["celery"], "concurrency": 3}})
    assert restarted_by_up(stack) == {WORKER}


def test_a_celery_setting_restarts_the_application_only(stack: Deployment) -> None:
    stack.change("app", settings={**stack.config("app")["settings"], "result_expires": 3600})
    assert restarted_by_up(stack) == APPLICATION


def test_a_change_of_the_code_restarts_the_application_and_removes_the_old_code(stack: Deployment) -> None:
    before = folders(stack, "code")
    tasks = stack.source / "demo/tasks.py"
    tasks.write_text(tasks.read_text().replace("return x + y", "return x + y + 100"))
    assert restarted_by_up(stack) == APPLICATION
    assert stack.application.result(stack.application.send("add", x=2, y=3)) == 105
    after = folders(stack, "code")
    assert len(after) == 1
    assert after != before


def test_code_that_goes_back_to_what_it_was_is_deployed_again(stack: Deployment) -> None:
    tasks = stack.source / "demo/tasks.py"
    tasks.write_text(tasks.read_text().replace("return x + y + 100", "return x + y"))
    assert restarted_by_up(stack) == APPLICATION
    assert stack.application.adds()
    assert len(folders(stack, "code")) == 1


def test_a_new_requirement_builds_an_environment_and_removes_the_old(stack: Deployment) -> None:
    before = folders(stack, "environment")
    requirements = stack.source / "requirements.txt"
    requirements.write_text(requirements.read_text() + "tzdata\n")
    assert restarted_by_up(stack) == APPLICATION
    after = folders(stack, "environment")
    assert len(after) == 1
    assert after != before


def test_workers_scale_up_and_down(stack: Deployment) -> None:
    stack.configure(workers={"default": {"queues": ["celery"], "replicas": 3}})
    several = {f"{WORKER}-{number}" for number in range(3)}
    assert restarted_by_up(stack) == {WORKER, *several}
    stack.wait_until_running()
    wait_for(lambda: several <= reported(stack), "/health knows all three workers")
    stack.configure(workers={"default": {"queues": ["celery"], "replicas": 1}})
    assert restarted_by_up(stack) == {WORKER, *several}


def test_a_worker_group_comes_and_goes(stack: Deployment) -> None:
    default = {"queues": ["celery"]}
    stack.configure(workers={"default": default, "mail": {"queues": ["mail"], "concurrency": 1}})
    assert restarted_by_up(stack) == {"demo-worker-mail"}
    stack.configure(workers={"default": default})
    assert restarted_by_up(stack) == {"demo-worker-mail"}
    assert [path for path in stack.state_dir.rglob("*") if "worker-mail" in path.name] == []
    assert stack.application.adds()


def test_beat_is_never_two(stack: Deployment) -> None:
    stack.change("beat", max_interval=20)
    assert restarted_by_up(stack) == {BEAT}
    assert len(beats(stack.state_dir)) == 1


def test_after_all_of_it_nothing_is_left_to_change(stack: Deployment) -> None:
    stack.up("--refresh", "--expect-no-changes")
