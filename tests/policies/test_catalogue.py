"""Every rule at once: complete, consistent, documented, tested."""

import inspect
import re
from pathlib import Path
from typing import get_args

import pytest

from facts.cache import Cache, CacheUser
from facts.cloud import Listener, LogGroup, TaskAccess
from facts.confinement import Confinement
from facts.connection import Connection, PlainSecret
from facts.flower import Flower
from facts.opening import Opening
from facts.redis import Exposure, Redis
from facts.settings import Settings
from facts.stack import Stack
from facts.unit import Unit
from facts.workload import Workload
from pack.closing import CLOSING
from pack.rule import ADVISORY, CRITICAL, HIGH, LOW, MANDATORY, MEDIUM, OFF, Rule
from rules import discover

PACK = Path(__file__).parents[2] / "policies"
RULES = discover()
ROW = re.compile(r"^\| `(?P<rule>[a-z-]+)` \| (?P<level>mandatory|advisory|off) \| [^|]{10,150} \|$", re.MULTILINE)
LEVELS = {"mandatory": MANDATORY, "advisory": ADVISORY, "off": OFF}
SUBJECTS = {
    *(Cache, CacheUser, Confinement, Connection, Flower, Listener, LogGroup, Opening, PlainSecret),
    *(Exposure, Redis, Settings, Stack, TaskAccess, Unit, Workload),
}
every_rule = pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)


def test_the_readme_has_every_rule_in_order_with_its_level() -> None:
    rows = [(row["rule"], LEVELS[row["level"]]) for row in ROW.finditer((PACK / "README.md").read_text())]
    assert rows == [(rule.name, rule.level) for rule in RULES]


def test_every_file_is_one_rule_named_after_it() -> None:
    files = {path.stem.replace("_", "-") for path in (PACK / "rules").glob("*.py")} - {"--init--"}
    assert files == {rule.name for rule in RULES}
    assert len(RULES) == len(files)


@every_rule
def test_its_metadata_is_complete(rule: Rule) -> None:
    assert re.fullmatch(r"[a-z]+(-[a-z]+)+", rule.name)
    assert re.fullmatch(r"[A-Z][^\n]{30,140}\.", rule.description), "one sentence"
    assert set(get_args(rule.on) or [rule.on]) <= SUBJECTS
    assert rule.severity in (LOW, MEDIUM, HIGH, CRITICAL)
    assert re.fullmatch(r"[A-Z].{15,230}\.", rule.fix)
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
def test_it_has_a_test(rule: Rule) -> None:
    files = [*Path(__file__).parent.glob("*_cases.py"), *Path(__file__).parent.glob("test_*.py")]
    assert any(f'"{rule.name}"' in path.read_text() for path in files)


def test_no_rule_has_a_closing_policys_name() -> None:
    assert not set(CLOSING) & {rule.name for rule in RULES}


def test_the_pack_needs_neither_celery_stack_nor_celery() -> None:
    sources = "".join(path.read_text() for path in PACK.rglob("*.py"))
    assert not re.search(r"^\s*(from|import) celery", sources, re.MULTILINE)
    assert {line.partition(">")[0] for line in (PACK / "requirements.txt").read_text().split()} == {
        "pulumi",
        "pulumi-policy",
    }
