"""The Python of the application's processes."""

import sys
from pathlib import Path

import pytest

from celery_stack.errors import InvalidArgumentError
from celery_stack.targets.host.interpreter import find_python
from celery_stack.targets.host.machine import Machine

from .machines import ME, UNPRIVILEGED


def script(path: Path, text: str) -> str:
    Machine(ME).publish(path, f"#!/bin/sh\n{text}\n", mode=0o700)
    return str(path)


def test_one_is_found_that_the_user_can_execute() -> None:
    found = find_python(UNPRIVILEGED, "")
    asked = "import sys; print(sys.version_info >= (3, 11))"
    assert Machine(UNPRIVILEGED).run([found, "-c", asked]) == "True\n"


def test_the_one_that_is_named_is_taken() -> None:
    assert find_python(ME, sys.executable) == sys.executable


def test_one_that_is_too_old_is_refused_with_what_was_tried(tmp_path: Path) -> None:
    old = script(tmp_path / "python3.8", "exit 1")
    with pytest.raises(InvalidArgumentError) as refused:
        find_python(ME, old)
    said = str(refused.value)
    assert said.startswith(f"target.host.python: no Python 3.11 or newer that the user {ME!r} can execute was found (")
    assert f"({old}: " in said
