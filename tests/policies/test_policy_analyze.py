"""A real `pulumi policy analyze` with the pack, of stacks as Pulumi exports them: without a program or a provider."""

import os
import re
import subprocess
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from aws_shop import shop
from ecs_resources import KEY
from engine.checkout import THIS
from engine.environment import environment
from engine.obtain import obtain
from judged import Given
from pack_server import secret
from preview_program import PACK
from state_file import write_state

FINDING = re.compile(r"\[(?P<level>mandatory|advisory)\].* (?P<rule>[a-z-]+)  \(\S+: (?P<name>\S+)\)")


def analyzed(folder: Path, *resources: Given) -> tuple[int, str, set[tuple[str, str]]]:
    """The exit code, the output, and the mandatory findings, of a state with these resources."""
    inherited = {key: value for key, value in os.environ.items() if not key.startswith("PULUMI_")}
    own = {"PULUMI_HOME": str(folder / "home")}
    command = ["pulumi", "policy", "analyze", "--non-interactive", "--color=never", "--policy-pack", str(PACK)]
    done = subprocess.run(
        [*command, "--file", str(write_state(folder / "state.json", *resources))],
        env=environment(THIS, obtain(THIS, os.environ["PATH"]), {**inherited, **own}),
        text=True,
        capture_output=True,
        check=False,
    )
    found = [match for match in FINDING.finditer(done.stdout) if match["level"] == "mandatory"]
    return done.returncode, done.stdout + done.stderr, {(match["rule"], match["name"]) for match in found}


def test_a_good_stack_passes(tmp_path: Path) -> None:
    code, output, found = analyzed(tmp_path, *shop(known=True))
    assert (code, found) == (0, set()), output
    assert "celery-checklist" in output
    assert "checklist-rule-failed" not in output


@pytest.mark.parametrize("known", [True, False], ids=["by names", "by the graph"])
def test_faults_are_found_in_resources_and_between_them(tmp_path: Path, known: bool) -> None:
    changes: dict[str, Any] = {
        "beat": {"desiredCount": 2},
        "worker": {"networkConfiguration": {"assignPublicIp": True}},
    }
    code, output, found = analyzed(
        tmp_path, *shop(known=known, http={"defaultActions": [{"type": "forward"}]}, **changes)
    )
    assert code == 1, output
    assert found == {
        ("celery-beat-not-replicated", "beat"),
        ("celery-single-beat", "beat"),
        ("ecs-no-public-ip", "worker"),
        ("alb-https", "http"),
    }


def test_what_a_state_keeps_secret_is_neither_found_nor_passed(tmp_path: Path) -> None:
    sealed = [
        replace(one, inputs={**one.inputs, KEY: secret(one.inputs[KEY])}) if one.name == "worker-task" else one
        for one in shop(known=True)
    ]
    command = ["redis-server", "--requirepass", secret("hidden")]
    redis = {"image": "redis:7.4.1", "command": command, "restart": "always"}
    code, output, found = analyzed(tmp_path, *sealed, Given(".Container", "redis", redis))
    assert (code, found) == (0, set()), output
    assert f"worker-task: {KEY} is a secret that is not shown" in output
    assert "hidden" not in output
