"""The release command: once for each version, before the processes, and its failure stops the update."""

import json

import pytest
from conftest import Describe
from deployment import Deployment

COMMAND = ["python", "release.py"]
# Reaches Redis with the password that it is given for the time of its run.
SCRIPT = """
import os
from pathlib import Path

from demo.celery import app

with app.connection() as connection:
    connection.ensure_connection(max_retries=1)
with Path(os.environ["HOME"], "runs").open("a") as file:
    file.write("ran\\n")
"""
BROKEN = "raise RuntimeError(f\"no table for {os.environ['DJANGO_SECRET_KEY']}\")\n"


@pytest.fixture(scope="module")
def stack(describe: Describe) -> Deployment:
    """A stack whose first `up` failed in its release command."""
    made = describe()
    (made.source / "release.py").write_text(SCRIPT + BROKEN)
    made.change("app", release=COMMAND)
    made.fails("up", "--yes", "--skip-preview")
    return made


def runs(stack: Deployment) -> int:
    return len((stack.state_dir / "data/demo-release/runs").read_text().splitlines())


def is_in_the_state(stack: Deployment) -> bool:
    return any(one["urn"].endswith("::demo-release-once") for one in stack.resources())


def test_a_failure_is_told_with_the_last_lines_and_without_a_secret(stack: Deployment) -> None:
    assert f"demo-release ended with 1. The end of {stack.log_dir}/demo-release.log:" in stack.said
    assert "RuntimeError: no table for ***" in stack.said


def test_after_a_failure_no_process_of_the_application_was_started(stack: Deployment) -> None:
    assert set(stack.programs()) == {"demo-broker"}
    assert not is_in_the_state(stack)
    assert runs(stack) == 1


def test_the_next_up_tries_again(stack: Deployment) -> None:
    (stack.source / "release.py").write_text(SCRIPT)
    stack.up()
    assert stack.application.adds()
    assert runs(stack) == 2


def test_it_ended_before_any_process_of_the_application_began(stack: Deployment) -> None:
    ended = (stack.state_dir / "data/demo-release/runs").stat().st_mtime
    starts = list(stack.state_dir.glob("data/*/starts-0"))
    began = {path.parent.name: json.loads(path.read_text())[0] for path in starts}
    assert {name for name, time in began.items() if time < ended} == {"demo-broker"}
    assert len(began) == 4


def test_its_password_went_with_it(stack: Deployment) -> None:
    assert not (stack.state_dir / "secrets/demo-release").exists()


def test_an_unchanged_stack_and_a_rotated_password_do_not_run_it_again(stack: Deployment) -> None:
    stack.up("--refresh", "--expect-no-changes")
    stack.change("broker", password_version=2)
    stack.up()
    assert runs(stack) == 2


def test_other_code_runs_it_again_and_its_failure_leaves_what_ran_as_it_was(stack: Deployment) -> None:
    before = stack.pids()
    (stack.source / "release.py").write_text(SCRIPT + BROKEN)
    for tries in (3, 4):
        assert "no table for ***" in stack.fails("up", "--yes", "--skip-preview")
        assert runs(stack) == tries
    assert stack.pids() == before
    assert stack.application.adds()


def test_code_that_goes_back_is_deployed_again(stack: Deployment) -> None:
    (stack.source / "release.py").write_text(SCRIPT)
    stack.up()
    assert stack.application.adds()
    stack.up("--refresh", "--expect-no-changes")


def test_without_a_release_command_nothing_of_it_is_left(stack: Deployment) -> None:
    application = {key: value for key, value in stack.config("app").items() if key != "release"}
    stack.configure(app=application)
    stack.up()
    assert not is_in_the_state(stack)
    assert [path for path in stack.state_dir.rglob("*") if "release" in path.name and "code-" not in str(path)] == []
