"""A fault of the pack's is said at the end of a run; it aborts nothing and shows nothing of what was read."""

import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from pack_server import Pack, Refused, names
from preview_program import PACK, Program
from stack_arguments import SOUND, stack

from facts import families
from facts.stack import Stack
from facts.workload import Workload
from pack.checklist import READING, THE_STACK
from pack.rule import Rule
from pack.verdict import Finding, Unread, Verdict
from rules import discover

STACK_TYPE = "celery-stack:index:CeleryStack"
WORKER = {"command": ["celery", "-A", "shop", "worker"], "restart": "no"}
LOG_LEVEL, BEAT, RESTART = (
    next(rule for rule in discover() if rule.name == name)
    for name in ("celery-log-level", "celery-beat-not-embedded", "restart-always")
)


def raising(_subject: object) -> Iterator[Verdict]:
    yield Finding("web.port", "1", "2")
    raise ValueError("hidden text")


class Unreadable(dict[str, Any]):
    def __contains__(self, key: object) -> bool:
        raise ValueError("hidden text")


def fails(*_: object) -> Iterator[Any]:
    raise ValueError("hidden text")


def broken(rule: Rule, config: Any = None, **changed: Any) -> Pack:
    others = [other for other in discover() if other.name != rule.name]
    return Pack([replace(rule, **(changed or {"judge": raising})), *others], config)


def fault(pack: Pack, *registered: Any) -> str:
    """What the run says at its end of the one fault in it."""
    [finding] = [one for one in pack.stack(*registered) if one.policyName == "checklist-rule-failed"]
    assert "hidden" not in finding.message
    return str(finding.message).partition("\n")[2]


def test_the_other_rules_still_judge_and_what_was_found_before_the_fault_stays() -> None:
    found = broken(LOG_LEVEL).resource("CeleryStack", stack("app.stop_grace", 0))
    assert {"worker-graceful-stop", "celery-log-level"} <= names(found)


def test_the_fault_is_an_advisory_finding_about_the_pack() -> None:
    assert LOG_LEVEL.on is Workload
    pack = broken(LOG_LEVEL)
    pack.resource("CeleryStack", SOUND)
    assert fault(pack).startswith("celery-log-level on urn:pulumi:dev::shop::celery-stack:index:CeleryStack::shop: ")
    pack.resource("CeleryStack", SOUND)
    assert "ValueError at test_pack_guard.py:" in fault(pack)


def test_a_stack_rule_that_raises_is_said_too() -> None:
    assert BEAT.on is Stack
    [found, fault] = broken(BEAT).stack(("Beat one", {}))
    assert "the stack: web.port is 1; wanted: 2." in found.message
    assert "celery-beat-not-embedded on the stack: ValueError" in fault.message


def test_a_resource_that_a_family_fails_to_read_hides_no_other(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(families._READERS, STACK_TYPE, fails)
    pack = Pack()
    assert names(pack.resource("CeleryStack", SOUND)) == set()
    assert "restart-always" in names(pack.resource(".Container", WORKER))
    assert f"{READING} on urn:pulumi:dev::shop::{STACK_TYPE}::shop: ValueError" in fault(pack)


def test_a_family_that_fails_to_join_leaves_the_stack_to_the_others(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(families, "JOINS", (fails, *families.JOINS))
    said = Pack().stack(("Beat one", {"facts": {"role": "beat", "app": "shop", "replicas": 3.0}}))
    assert "celery-single-beat" in names(said)
    [finding] = [one for one in said if one.policyName == "checklist-rule-failed"]
    assert f"{READING} on {THE_STACK.name}: ValueError" in finding.message


@pytest.mark.parametrize("changed", [{"judge": raising}, {"mend": Unreadable(restart="always")}])
def test_a_remediation_that_fails_changes_nothing(changed: dict[str, Any]) -> None:
    pack = broken(RESTART, {"restart-always": {"enforcementLevel": "remediate"}}, **changed)
    assert not pack.remediate(".Container", WORKER)
    assert "restart-always on " in fault(pack)


def test_an_exclusion_in_a_form_that_no_schema_allows_is_a_fault_of_its_rule() -> None:
    pack = Pack(config={"restart-always": {"exclude": [{"urn": "*"}]}})
    assert "restart-always" not in names(pack.resource(".Container", WORKER))
    assert "restart-always on " in fault(pack)


def test_half_a_character_does_not_keep_a_message_from_the_engine() -> None:
    pack = broken(RESTART, judge=lambda _: iter([Finding("\ud800", "1", "2"), Unread("\ud801", "unclear")]))
    [found] = [one for one in pack.resource(".Container", WORKER) if one.policyName == "restart-always"]
    assert "\\ud800 is 1" in found.message
    assert "\\ud801 is unclear" in "".join(one.message for one in pack.stack())


def test_a_run_that_cannot_be_written_down_is_told_once_and_goes_on(tmp_path: Path) -> None:
    pack = Pack(run=tmp_path / "nowhere" / "run.jsonl")
    found = names(pack.resource(".Container", WORKER))
    pack.stack()
    assert "restart-always" in found
    [problem, end] = pack.told
    assert problem.startswith("CELERY_CHECKLIST_RUN: ")
    assert problem.endswith("cannot be written: No such file or directory")
    assert end.startswith("celery-checklist: ")


def test_a_disk_that_fills_up_during_a_run_is_told_once_and_hides_no_finding(tmp_path: Path) -> None:
    pack = Pack(run=tmp_path / "run.jsonl")
    (tmp_path / "run.jsonl").unlink()
    (tmp_path / "run.jsonl").mkdir()
    assert {"restart-always", "worker-graceful-stop"} <= names(pack.resource(".Container", WORKER))
    pack.stack()
    assert [told for told in pack.told if "cannot be written: Is a directory" in told] == pack.told[:1]


FAILING = """

from dataclasses import replace


def fails(subject):
    raise ValueError(f"hidden text: {subject}")


celery_log_level = replace(celery_log_level, judge=fails)
"""


def test_a_preview_ends_well_though_a_rule_fails_and_says_which(tmp_path: Path) -> None:
    pack = shutil.copytree(PACK, tmp_path / "pack", ignore=shutil.ignore_patterns("__pycache__"))
    with (pack / "rules" / "celery_log_level.py").open("a") as file:
        file.write(FAILING)
    code, output = Program(tmp_path).preview({"beat": {"log_level": "debug"}}, pack=pack)
    assert code == 0, output
    assert "[advisory]" in output
    assert "checklist-rule-failed" in output
    assert "ValueError at celery_log_level.py:" in output
    assert "hidden" not in output


def test_a_misspelt_rule_is_no_fault_but_refused() -> None:
    with pytest.raises(Refused):
        Pack(config={"restart-allways": {}})
