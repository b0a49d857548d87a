"""Presets: files of levels that name what exists, and an organization's own configuration over them."""

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from pack_server import LEVELS
from preview_program import PACK, Program

from pack.closing import CLOSING
from pack.presets import PRESETS, preset
from pack.rule import ADVISORY, CRITICAL, MANDATORY, OFF
from rules import discover

RULES = {rule.name: rule for rule in discover()}
ACCESS = ("alb-", "broker-", "ecs-", "elasticache-", "flower-", "redis-", "rediss-")
STRONG = "Zb3k9Qw7Lm2Xc5Vt"
WORKER = f"""
import pulumi

broker = {{"host": "127.0.0.1", "password": "{STRONG}"}}
target = {{"host": {{"user": "shop"}}}}
arguments = {{"app": {{"module": "shop"}}, "broker": broker, "log_level": "debug", "target": target}}
pulumi.ComponentResource("celery-stack:index:Worker", "mail", arguments)
"""


@pytest.fixture(scope="module")
def program(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Program]:
    made = Program(tmp_path_factory.mktemp("presets"))
    with made.instead(WORKER):
        yield made


def test_there_are_three() -> None:
    assert set(PRESETS) == {"default", "dev", "strict"}


@pytest.mark.parametrize("name", PRESETS)
def test_a_preset_names_rules_that_exist_and_levels(name: str) -> None:
    levels = json.loads(PRESETS[name].read_text())
    assert set(levels) <= {"all", *RULES, *CLOSING}
    assert set(levels.values()) <= set(LEVELS)


def test_default_changes_nothing() -> None:
    assert preset("default") == preset("") == {}


def test_dev_only_loosens_and_nothing_that_lets_others_in() -> None:
    for name, level in preset("dev").items():
        rule = RULES[name]
        assert rule.severity is not CRITICAL
        assert level is OFF or (level, rule.level) == (ADVISORY, MANDATORY)
        assert level is not OFF or rule.level is ADVISORY
        assert rule.level is not MANDATORY or not name.startswith(ACCESS)


def test_strict_is_every_rule_without_stopping_a_preview_for_what_it_cannot_know() -> None:
    assert {name for name, level in preset("strict").items() if level is ADVISORY} == {
        "checklist-unread",
        "checklist-excluded",
    }
    assert preset("strict")["all"].value == "mandatory"  # type: ignore[union-attr]


@pytest.mark.parametrize(("name", "stopped"), [("default", True), ("dev", False), ("strict", True)])
def test_a_preview_takes_it_as_its_configuration(program: Program, name: str, stopped: bool) -> None:
    done = program.pulumi("preview", "--policy-pack", str(PACK), "--policy-pack-config", str(PRESETS[name]))
    assert (done.returncode != 0) == stopped, done.stdout + done.stderr
    assert bool(re.search(r"\[mandatory\] \[severity: \w+\]  celery-log-level ", done.stdout)) == stopped
    assert (", 0 off;" in done.stdout) == (name == "strict")


def test_an_organizations_own_configuration_goes_over_a_preset(program: Program, tmp_path: Path) -> None:
    own = tmp_path / "own.json"
    exclude = [{"urn": "*::mail", "reason": "debugged this week"}]
    own.write_text(json.dumps({"celery-log-level": {"exclude": exclude}, "celery-task-time-limits": "disabled"}))
    with program.having(CELERY_CHECKLIST_PRESET="strict"):
        done = program.pulumi("preview", "--policy-pack", str(PACK), "--policy-pack-config", str(own))
    assert "celery-log-level: mail: debugged this week" in done.stdout
    assert "1 finding excluded" in done.stdout
    assert ", 1 off;" in done.stdout


def test_a_misspelt_preset_stops_the_preview(program: Program) -> None:
    with program.having(CELERY_CHECKLIST_PRESET="stric"):
        done = program.pulumi("preview", "--policy-pack", str(PACK))
    assert done.returncode != 0
    assert "CELERY_CHECKLIST_PRESET is 'stric'; wanted: default, dev, strict." in done.stdout
