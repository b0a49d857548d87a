"""Whether there is a stack: only Pulumi's own word that there is none counts as no."""

import os
from pathlib import Path

import pytest

from engine.checkout import Checkout
from engine.cli import Pulumi
from engine.errors import EngineError
from engine.find import Engine
from engine.stack import exists


def answering(folder: Path, script: str) -> Pulumi:
    """A `pulumi` that answers as this script does."""
    executable = folder / "pulumi"
    executable.write_text(f"#!/bin/sh\n{script}\n")
    executable.chmod(0o755)
    return Pulumi(Checkout(folder), Engine(executable), os.environ)


def test_a_stack_that_pulumi_names_exists(tmp_path: Path) -> None:
    assert exists(answering(tmp_path, "echo dev"))


def test_one_that_pulumi_has_not_does_not(tmp_path: Path) -> None:
    assert not exists(answering(tmp_path, """echo "error: no stack named 'dev' found" >&2; exit 6"""))


@pytest.mark.parametrize(
    "said", ['unable to open state directory "file:///gone"', "connection refused", "incorrect passphrase"]
)
def test_any_other_failure_is_no_answer_and_is_told_in_pulumis_words(tmp_path: Path, said: str) -> None:
    with pytest.raises(EngineError) as told:
        exists(answering(tmp_path, f"echo 'error: {said}' >&2; exit 1"))
    assert str(told.value) == f"`pulumi stack` failed: {said}"
