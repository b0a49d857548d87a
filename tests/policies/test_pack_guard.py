"""A rule that raises is a fault of the pack; it aborts nothing and shows nothing of what it read."""

from collections.abc import Iterator
from dataclasses import replace

from pack_server import Pack, names
from stack_arguments import SOUND, stack

from facts.stack import Stack
from facts.workload import Workload
from pack.rule import Rule
from pack.verdict import Finding, Verdict
from rules import discover

LOG_LEVEL, BEAT = (
    next(rule for rule in discover() if rule.name == name) for name in ("celery-log-level", "celery-beat-not-embedded")
)


def raising(_subject: object) -> Iterator[Verdict]:
    yield Finding("web.port", "1", "2")
    raise ValueError("hidden text")


def broken(rule: Rule) -> Pack:
    return Pack([replace(rule, judge=raising), *(other for other in discover() if other.name != rule.name)])


def test_the_other_rules_still_judge_and_what_was_found_before_the_fault_stays() -> None:
    found = broken(LOG_LEVEL).resource("CeleryStack", stack("app.stop_grace", 0))
    assert {"worker-graceful-stop", "celery-log-level"} <= names(found)


def test_the_fault_is_an_advisory_finding_about_the_pack() -> None:
    assert LOG_LEVEL.on is Workload
    pack = broken(LOG_LEVEL)
    pack.resource("CeleryStack", SOUND)
    [finding] = pack.stack()
    assert finding.policyName == "checklist-rule-failed"
    assert "celery-log-level" in finding.message
    assert "ValueError at test_pack_guard.py:" in finding.message
    assert "hidden" not in finding.message


def test_a_stack_rule_that_raises_is_said_too() -> None:
    assert BEAT.on is Stack
    [found, fault] = broken(BEAT).stack(("Beat one", {}))
    assert "the stack: web.port is 1; wanted: 2." in found.message
    assert "celery-beat-not-embedded on the stack: ValueError" in fault.message
