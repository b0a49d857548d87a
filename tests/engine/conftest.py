"""Stacks for the tests: made when they are first asked for, destroyed with everything of theirs at the end."""

import shutil
import tempfile
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path
from typing import Any

import psutil
import pytest
from deployment import Deployment, environment
from outside import processes

from engine.account import ensure_account

PLANTED = "planted-4cBtE0ZpLr8sWq"
"""A password that a user gives; nobody may find it in clear."""

Describe = Callable[..., Deployment]


@pytest.fixture(scope="session")
def folder() -> Iterator[Path]:
    """Where everything of these tests is; pytest's own folders are closed to the unprivileged user."""
    ensure_account()
    made = Path(tempfile.mkdtemp(prefix="celery-stack-", dir="/var/tmp"))
    made.chmod(0o755)
    yield made
    shutil.rmtree(made)


@pytest.fixture(scope="session")
def pulumi_environment(folder: Path) -> dict[str, str]:
    return environment(folder)


@pytest.fixture(scope="session")
def numbers() -> Iterator[int]:
    return count(1)


@pytest.fixture(scope="session")
def describe_for_all(folder: Path, pulumi_environment: dict[str, str], numbers: Iterator[int]) -> Iterator[Describe]:
    yield from _describe(folder, pulumi_environment, numbers)


@pytest.fixture(scope="module")
def describe(folder: Path, pulumi_environment: dict[str, str], numbers: Iterator[int]) -> Iterator[Describe]:
    """Describes a stack that is not deployed yet: `describe(stack="name", **host_arguments)`."""
    yield from _describe(folder, pulumi_environment, numbers)


@pytest.fixture(scope="session")
def running(describe_for_all: Describe) -> Deployment:
    """A stack with a password of the user's that runs all the time; tests look at it and change nothing."""
    made = describe_for_all()
    made.keep_secret("broker.password", PLANTED)
    made.up()
    return made


@pytest.fixture(scope="session")
def shared(describe_for_all: Describe) -> Deployment:
    made = describe_for_all()
    made.up()
    return made


@pytest.fixture
def stack(shared: Deployment) -> Deployment:
    """A stack that tests change and damage; each finds it well, whatever the one before left of it."""
    try:
        shared.application.wait_until_well(15)
    except AssertionError:
        shared.up("--refresh")
    return shared


def _describe(folder: Path, environment: dict[str, str], numbers: Iterator[int]) -> Iterator[Describe]:
    made: list[Deployment] = []

    def describe(stack: str = "", **host: Any) -> Deployment:
        name = f"s{next(numbers)}"
        own = folder / name
        own.mkdir()
        host.setdefault("state_dir", str(own / "state"))
        made.append(Deployment(own / "project", environment, stack or name, host))
        return made[-1]

    yield describe
    problems = [problem for one in made for problem in _end(one)]
    assert not problems, "\n".join(problems)


def _end(stack: Deployment) -> Iterator[str]:
    """Destroy a stack, whatever a failed test left of it; yields what destroy did not do itself."""
    destroy = ("destroy", "--yes", "--skip-preview")
    if stack.run(*destroy).returncode:
        stack.run("cancel", "--yes")
        again = stack.run(*destroy, "--refresh")
        if again.returncode:
            yield again.stdout
    left = processes(stack.state_dir)
    for process in left:
        yield f"left of {stack.stack}: {process}"
        process.kill()
    psutil.wait_procs(left, timeout=10)
