"""Every rule at once: complete, consistent, documented, tested."""

import inspect
import re
from pathlib import Path

import pytest
from docker_cases import CASES as DOCKER_CASES
from rule_cases import CASES

from facts.workload import Redis, Stack, Workload
from pack.closing import CLOSING
from pack.rule import ADVISORY, CRITICAL, HIGH, LOW, MANDATORY, MEDIUM, OFF, Rule
from rules import discover

PACK = Path(__file__).parents[2] / "policies"
RULES = discover()
LEVELS = {
    "celery-json-only": MANDATORY,
    "celery-log-level": MANDATORY,
    "celery-log-level-info": ADVISORY,
    "celery-pool-limit": ADVISORY,
    "celery-result-expires": MANDATORY,
    "celery-result-expires-unset": OFF,
    "celery-single-beat": MANDATORY,
    "container-healthcheck": ADVISORY,
    "one-process-per-container": MANDATORY,
    "one-process-per-container-embedded": ADVISORY,
    "redis-bind-not-wildcard": MANDATORY,
    "redis-never-evicts": MANDATORY,
    "redis-no-empty-password": MANDATORY,
    "redis-not-published": MANDATORY,
    "redis-requires-password": MANDATORY,
    "restart-always": MANDATORY,
    "web-health-endpoint": ADVISORY,
    "worker-graceful-stop": MANDATORY,
    "worker-graceful-stop-short": ADVISORY,
    "worker-not-root": MANDATORY,
    "worker-not-root-unset": ADVISORY,
}
every_rule = pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)


def test_the_rules_and_their_levels_are_those_of_the_catalogue() -> None:
    assert {rule.name: rule.level for rule in RULES} == LEVELS


def test_every_file_is_one_rule_named_after_it() -> None:
    files = {path.stem.replace("_", "-") for path in (PACK / "rules").glob("*.py")} - {"--init--"}
    assert files == {rule.name for rule in RULES}
    assert len(RULES) == len(files)


@every_rule
def test_its_metadata_is_complete(rule: Rule) -> None:
    assert re.fullmatch(r"[a-z]+(-[a-z]+)+", rule.name)
    assert re.fullmatch(r"[A-Z][^\n]{30,140}\.", rule.description), "one sentence"
    assert rule.on in (Workload, Redis, Workload | Redis, Stack)
    assert rule.severity in (LOW, MEDIUM, HIGH, CRITICAL)
    assert re.fullmatch(r"[A-Z].{15,130}\.", rule.fix)
    assert re.fullmatch(r"https://[\w./#-]+", rule.url)
    assert all((rule.framework.name, rule.framework.version, rule.framework.reference, rule.framework.specification))


@every_rule
def test_its_fix_names_an_argument(rule: Rule) -> None:
    assert "`" in rule.fix or "maxmemory-policy" in rule.fix


@every_rule
def test_its_properties_are_its_parameters_and_documented(rule: Rule) -> None:
    parameters = list(inspect.signature(rule.judge).parameters)[1:]
    assert [item.parameter for item in rule.properties] == parameters
    assert all(item.schema["description"] and item.schema["type"] for item in rule.properties)


@every_rule
def test_its_file_is_short(rule: Rule) -> None:
    lines = Path(inspect.getsourcefile(rule.judge) or "").read_text().splitlines()
    assert 15 <= len(lines) <= 50


@every_rule
def test_the_readme_has_it(rule: Rule) -> None:
    assert f"| `{rule.name}` |" in (PACK / "README.md").read_text()


@every_rule
def test_it_has_a_test(rule: Rule) -> None:
    tables = {case.rule for case in (*CASES, *DOCKER_CASES)}
    texts = "".join(path.read_text() for path in Path(__file__).parent.glob("test_*.py") if path != Path(__file__))
    assert rule.name in tables or f'"{rule.name}"' in texts


def test_no_rule_has_a_closing_policys_name() -> None:
    assert not set(CLOSING) & {rule.name for rule in RULES}


def test_the_pack_needs_neither_celery_stack_nor_celery() -> None:
    sources = "".join(path.read_text() for path in PACK.rglob("*.py"))
    assert not re.search(r"^\s*(from|import) celery", sources, re.MULTILINE)
    assert {line.partition(">")[0] for line in (PACK / "requirements.txt").read_text().split()} == {
        "pulumi",
        "pulumi-policy",
    }
