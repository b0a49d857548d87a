"""The system user is made by the verb that needs it, when root runs it."""

import os
import pwd
import subprocess
from collections.abc import Iterator

import pytest

from .project import Project

NAME = f"lab-{os.getpid()}"


@pytest.fixture(scope="module", autouse=True)
def account_of_its_own(project: Project) -> Iterator[None]:
    source = project.path("engine/account.py")
    source.write_text(source.read_text().replace('NAME = "celery-stack"', f'NAME = "{NAME}"'))
    yield
    if known():
        subprocess.run(["userdel", NAME], env={"PATH": "/usr/sbin:/sbin"}, check=True)


def known() -> bool:
    return NAME in {entry.pw_name for entry in pwd.getpwall()}


@pytest.mark.parametrize("verb", ["preview", "refresh", "destroy", "status", "down"])
def test_a_verb_that_starts_nothing_leaves_the_machine_as_it_is(project: Project, verb: str) -> None:
    assert "Creating the system user" not in project.run(verb).stdout
    assert not known()


def test_up_creates_it_for_root(project: Project) -> None:
    up = project.run("up")
    assert up.returncode == 0, up.stdout
    assert known() == (os.geteuid() == 0)
