"""Rules judge facts, whoever read them: what our components cannot do wrong, others can."""

from collections.abc import Iterator
from typing import Any

import pytest

from facts.redis import Redis
from facts.resource import Resource
from facts.settings import Settings
from facts.stack import Stack
from facts.value import Absent, Known, Password, Unknown
from facts.workload import Workload
from pack.verdict import Finding, Unread, Verdict
from rules import discover

RULES = {rule.name: rule for rule in discover()}
HERE = Resource("urn:pulumi:dev::shop::x:y:Container::one", "x:y:Container", "one")


def verdicts(rule: str, subject: object) -> list[Verdict]:
    said: Iterator[Verdict] = RULES[rule](subject, {})
    return list(said)


@pytest.mark.parametrize("restart", ["always", "unless-stopped", "Always"])
def test_a_process_that_comes_back_passes(restart: str) -> None:
    assert verdicts("restart-always", Workload(HERE, restart=Known(restart))) == []


@pytest.mark.parametrize("restart", [Known("no", "restart"), Known("on-failure", "restart"), Absent("restart")])
def test_a_process_that_stays_away_is_stopped(restart: Any) -> None:
    [finding] = verdicts("restart-always", Workload(HERE, restart=restart))
    assert isinstance(finding, Finding)
    assert finding.path == "restart"


@pytest.mark.parametrize("policy", ["allkeys-lru", "volatile-ttl", "ALLKEYS-RANDOM"])
def test_a_broker_that_evicts_is_stopped(policy: str) -> None:
    assert len(verdicts("redis-never-evicts", Stack((Redis(HERE, eviction=Known(policy, "command")),)))) == 1


def test_a_broker_that_never_evicts_passes() -> None:
    assert verdicts("redis-never-evicts", Stack((Redis(HERE, eviction=Known("noeviction", "command")),))) == []


def test_a_redis_without_a_password_is_stopped() -> None:
    assert len(verdicts("redis-requires-password", Redis(HERE, password=Absent("command")))) == 1


@pytest.mark.parametrize("password", [Known(Password(8)), Known(Password(None)), Absent()])
def test_a_redis_with_a_password_or_none_of_its_own_passes(password: Any) -> None:
    assert verdicts("redis-requires-password", Redis(HERE, password=password)) == []


def test_an_unset_expiry_is_said_by_a_rule_that_is_off() -> None:
    assert len(verdicts("celery-result-expires-unset", Settings(HERE, result_expires=Absent("expires")))) == 1
    assert verdicts("celery-result-expires-unset", Settings(HERE, result_expires=Known(5.0))) == []


def test_what_cannot_be_read_is_neither_a_finding_nor_a_pass() -> None:
    said = verdicts("restart-always", Workload(HERE, restart=Unknown("restart")))
    assert said == [Unread("restart", "not known yet")]
