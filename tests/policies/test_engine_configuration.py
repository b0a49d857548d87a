"""The real engine reads the configuration: each mistake stops the run before any resource, and says where it is."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from preview_program import PACK, Program

WORKER = """
import pulumi

target = {"host": {"user": "shop"}}
app = {"module": "shop", "settings": {"accept_content": ["pickle"]}}
broker = {"host": "127.0.0.1", "password": "Zb3k9Qw7Lm2Xc5Vt"}
pulumi.ComponentResource("celery-stack:index:Worker", "mail", {"app": app, "broker": broker, "target": target})
"""
EXCLUDE = {"urn": "*::mail", "reason": "until June"}
OF_THE_SCHEMA: dict[str, tuple[Any, str]] = {
    "celery-json-only": ({"exclude": [{"urn": "*"}]}, "celery-json-only: exclude.0: reason is required"),
    "celery-log-level": (
        {"exclude": [{"urn": "*", "reason": " "}]},
        r"celery-log-level: exclude.0.reason: Does not match pattern '\S'",
    ),
    "restart-always": (
        {"exclude": [{**EXCLUDE, "reson": "x"}]},
        "restart-always: exclude.0: Additional property reson is not allowed",
    ),
    "worker-not-root": (
        {"exclude": EXCLUDE},
        "worker-not-root: exclude: Invalid type. Expected: array, given: object",
    ),
    "worker-graceful-stop-short": (
        {"minimumSeconds": "60"},
        "worker-graceful-stop-short: minimumSeconds: Invalid type. Expected: number, given: string",
    ),
    "health-check-is-cheap": (
        {"minimumSeconds": -1},
        "health-check-is-cheap: minimumSeconds: Must be greater than or equal to 1",
    ),
    "web-health-endpoint": ({"paths": []}, "web-health-endpoint: paths: Array must have at least 1 items"),
}
OF_THE_PACK: dict[str, tuple[Any, str]] = {
    "celery-jason-only": ("mandatory", "there is no rule 'celery-jason-only', did you mean 'celery-json-only'?"),
    "worker-not-root": ({"exclud": []}, "worker-not-root has no property 'exclud', did you mean 'exclude'?"),
    "celery-single-beat": ("remediate", 'celery-single-beat has enforcementLevel "remediate", which is for rules that'),
}


@pytest.fixture(scope="module")
def program(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Program]:
    made = Program(tmp_path_factory.mktemp("configuration"))
    with made.instead(WORKER):
        yield made


def preview(program: Program, config: Any) -> tuple[int, str]:
    file: Path = program.folder / "own.json"
    file.write_text(json.dumps(config))
    done = program.pulumi("preview", "--policy-pack", str(PACK), "--policy-pack-config", str(file))
    return done.returncode, done.stdout + done.stderr


@pytest.mark.parametrize("mistakes", [OF_THE_SCHEMA, OF_THE_PACK], ids=["values", "names"])
def test_every_mistake_is_said_before_any_resource(program: Program, mistakes: dict[str, tuple[Any, str]]) -> None:
    code, output = preview(program, {name: given for name, (given, _) in mistakes.items()})
    assert code != 0
    assert [said for _, said in mistakes.values() if said not in output] == []
    assert "celery-stack:index:Worker" not in output


@pytest.mark.parametrize("name", ["celery-jason-only", "all"])
def test_a_rule_that_is_not_there_stops_the_run_whatever_it_is_given(program: Program, name: str) -> None:
    code, output = preview(program, {name: {"exclude": [EXCLUDE]}})
    assert code != 0
    assert "celery-stack:index:Worker" not in output


@pytest.mark.parametrize(
    ("config", "stopped", "shown"),
    [
        (
            {"all": "disabled", "celery-json-only": "mandatory"},
            True,
            "[mandatory] [severity: critical]  celery-json-only",
        ),
        ({"celery-json-only": "advisory"}, False, "[advisory] [severity: critical]  celery-json-only"),
        ({"celery-json-only": {"exclude": [EXCLUDE]}}, False, "celery-json-only: mail: until June"),
    ],
    ids=["one rule", "a level", "an exclusion"],
)
def test_what_is_right_is_done(program: Program, config: Any, stopped: bool, shown: str) -> None:
    code, output = preview(program, config)
    assert (code != 0) == stopped, output
    assert shown in output
