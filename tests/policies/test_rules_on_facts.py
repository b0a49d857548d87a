"""What rules make of facts that are rare in resources: limits beside each other, and what cannot be read."""

from typing import Any

import pytest

from facts.redis import Redis
from facts.resource import Resource
from facts.settings import Settings
from facts.value import UNSEEN, Absent, Known, Password, Unknown
from facts.workload import BEAT, WORKER, Workload
from pack.verdict import Finding, Unread, Verdict
from rules import discover

RULES = {rule.name: rule for rule in discover()}
HERE = Resource("urn:pulumi:dev::shop::x:y:Container::one", "x:y:Container", "one")
UNKNOWN = Unknown("somewhere")


def said(rule: str, subject: Any, **config: Any) -> list[Verdict]:
    return list(RULES[rule](subject, config))


@pytest.mark.parametrize(
    ("settings", "is_bad"),
    [
        ({"time_limit": 100.0}, False),
        ({"time_limit": 3600.0}, True),
        ({"soft_time_limit": 7200.0}, True),
        ({"soft_time_limit": 7200.0, "time_limit": None}, True),
        ({"soft_time_limit": 60.0, "time_limit": 100.0}, False),
        ({"time_limit": 0.0}, False),
        ({"visibility_timeout": 0.0, "time_limit": 100.0}, True),
        ({"visibility_timeout": None, "time_limit": 7200.0}, False),
    ],
)
def test_a_message_is_hidden_longer_than_any_limit_lets_a_task_run(settings: dict[str, Any], is_bad: bool) -> None:
    numbers = {name: Known(value, name) for name, value in {"visibility_timeout": 3600.0, **settings}.items()}
    assert bool(said("celery-visibility-timeout", Settings(HERE, **numbers))) is is_bad


@pytest.mark.parametrize(
    ("visibility", "limit", "is_said"),
    [
        (UNKNOWN, Known(60.0), True),
        (Known(60.0), UNKNOWN, True),
        (UNKNOWN, Absent(), False),
        (Absent(), UNKNOWN, False),
    ],
)
def test_what_could_not_be_compared_is_said(visibility: Any, limit: Any, is_said: bool) -> None:
    settings = Settings(HERE, visibility_timeout=visibility, time_limit=limit)
    assert said("celery-visibility-timeout", settings) == [Unread("somewhere", UNKNOWN.why)] * is_said


def test_a_limit_that_cannot_be_read_is_said() -> None:
    worker = Workload(HERE, roles=Known(frozenset({WORKER})), settings=Settings(HERE, time_limit=UNKNOWN))
    assert said("celery-task-time-limits", worker) == [Unread("somewhere", UNKNOWN.why)]


def test_a_setting_that_nobody_gave_is_named() -> None:
    [found] = said("celery-result-expires-unset", Settings(HERE, serializers=(Known("json"),)))
    assert isinstance(found, Finding)
    assert found.path == "result_expires"


@pytest.mark.parametrize(
    ("password", "expected"),
    [
        (Known(Password(32)), []),
        (Absent(), []),
        (UNKNOWN, [Unread("somewhere", UNKNOWN.why)]),
        (Unknown("somewhere", UNSEEN), []),
        (Absent("command: requirepass"), [Finding("command: requirepass", "not set", "a password")]),
    ],
)
def test_whether_a_password_is_asked_for_is_found_or_said(password: Any, expected: list[Verdict]) -> None:
    assert said("redis-requires-password", Redis(HERE, password=password)) == expected
    assert not said("redis-requires-password", Redis(HERE, password=password, loopback=True))


def test_no_address_is_every_address_where_protected_mode_may_be_off() -> None:
    listening = Redis(HERE, addresses=[Absent("bind")], protected_mode=UNKNOWN)
    assert said("redis-bind-not-wildcard", listening) == [Unread("somewhere", UNKNOWN.why)]


@pytest.mark.parametrize(
    ("role", "seconds", "is_short"), [(WORKER, 59.0, True), (BEAT, 10.0, False), (BEAT, 9.0, True)]
)
def test_a_beat_needs_less_time_to_stop_and_is_told_how_much(role: str, seconds: float, is_short: bool) -> None:
    process = Workload(HERE, roles=Known(frozenset({role})), stop_grace=Known(seconds, "grace"))
    wanted = [one.wanted for one in said("worker-graceful-stop-short", process) if isinstance(one, Finding)]
    assert wanted == ["60 seconds or more, 10 for a beat"] * is_short


@pytest.mark.parametrize("name", ["yaml", "application/x-yaml", "YAML"])
def test_a_serializer_is_allowed_by_its_name_and_by_its_content_type(name: str) -> None:
    settings = Settings(HERE, serializers=(Known(name),))
    assert said("celery-json-only", settings)
    assert not said("celery-json-only", settings, allowedSerializers=["yaml"])


@pytest.mark.parametrize(
    ("path", "expected"),
    [("replicas", Finding("replicas", "3", "1")), ("", Finding("ExecStart", "started 3 times", "once"))],
)
def test_what_starts_several_beats_is_named(path: str, expected: Finding) -> None:
    beats = Workload(HERE, roles=Known(frozenset({BEAT}), "ExecStart"), replicas=Known(3.0, path))
    assert said("celery-beat-not-replicated", beats) == [expected]
