"""Rules about Redis' memory and Celery's limits that no single argument decides."""

from typing import Any

import pytest
from pack_server import Pack, names

from facts import celery_settings
from facts.command import detect
from facts.command.redis import UNSEEN
from facts.connection import Carrier
from facts.connections import of_text
from facts.environment import Environment
from facts.graph import Node
from facts.redis import Redis
from facts.resource import Resource
from facts.settings import Settings
from facts.stack import Stack
from facts.value import Absent, Known, Unknown
from facts.workload import BEAT, WORKER, Workload
from pack.verdict import Finding
from rules import discover

RULES = {rule.name: rule for rule in discover()}
EVICTS, OTHER, UNSET = "redis-never-evicts", "redis-never-evicts-other", "redis-never-evicts-unset"


def resource(name: str) -> Resource:
    return Resource(f"urn:pulumi:dev::shop::x:y:Container::{name}", "x:y:Container", name)


def broken(subject: Any) -> set[str]:
    judges = [rule for rule in RULES.values() if isinstance(subject, rule.on)]
    return {rule.name for rule in judges if any(isinstance(verdict, Finding) for verdict in rule(subject, {}))}


def redis(name: str = "redis", policy: str = "allkeys-lru", **facts: Any) -> Redis:
    return Redis(resource(name), names=frozenset({name}), eviction=Known(policy, "command"), **facts)


def to(url: str) -> Any:
    return next(of_text(resource("app"), Known(url, "env"), Carrier.FILE, is_broker=True))


@pytest.mark.parametrize(
    ("subjects", "expected"),
    [
        ([redis()], EVICTS),
        ([redis(), to("redis://redis/0")], EVICTS),
        ([redis(), to("redis://REDIS:6379/0")], EVICTS),
        ([redis(), to("redis://other-name/0")], EVICTS),
        ([redis(), redis("cache", "noeviction"), to("redis://redis/0")], EVICTS),
        ([redis("cache"), redis("redis", "noeviction"), to("redis://redis/0")], OTHER),
        ([redis("cache"), redis("redis", "noeviction")], OTHER),
        ([redis(), to("amqp://u:p@rabbit")], OTHER),
        ([redis(), to("redis://:p@broker.example.com/0")], OTHER),
        ([redis(policy="noeviction")], None),
        ([redis(policy="NoEviction")], None),
    ],
)
def test_only_a_broker_must_not_evict(subjects: list[Any], expected: str | None) -> None:
    assert {EVICTS, OTHER} & broken(Stack(subjects)) == ({expected} if expected else set())


def behind(*sources: str) -> Stack:
    """An application whose broker's URL is not known yet, but what its argument comes from; and two servers."""
    subjects = [redis("cache"), redis("queue", "volatile-lru")]
    url = of_text(resource("app"), Unknown("taskSpec.env"), Carrier.FILE, is_broker=True)
    nodes = {one.resource.urn: Node(one.resource, dict) for one in subjects}
    found = [nodes[resource(name).urn] for name in sources]
    nodes[resource("app").urn] = Node(resource("app"), dict, lambda key: found if key == "taskSpec" else ())
    return Stack([*subjects, *url], nodes)


def test_the_graph_tells_the_broker_where_its_url_is_not_known() -> None:
    [finding] = [one for one in RULES[EVICTS](behind("queue"), {}) if isinstance(one, Finding)]
    assert finding.resource == resource("queue")


def test_of_two_servers_in_one_argument_none_is_taken_for_the_broker() -> None:
    assert broken(behind("queue", "cache")) & {EVICTS, OTHER} == {OTHER}


def test_a_policy_that_nobody_set_is_said() -> None:
    assert broken(Redis(resource("a"), eviction=Absent("command: maxmemory-policy"))) == {UNSET}
    assert broken(Redis(resource("a"), eviction=Unknown("command"))) == set()


def test_a_configuration_that_cannot_be_seen_is_said() -> None:
    assert broken(Redis(resource("a"), password=Unknown("command[1]", UNSEEN))) == {"redis-requires-password-unseen"}


def process(*roles: str, **facts: Any) -> Workload:
    return Workload(resource("w"), roles=Known(frozenset(roles)), **facts)


@pytest.mark.parametrize(
    ("visibility", "limit", "grace", "is_broken"),
    [
        (3600, 600, 60, False),
        (600, 600, 60, True),
        (300, 600, 60, True),
        (30, None, 60, True),
        (3600, None, None, False),
    ],
)
def test_a_message_is_hidden_longer_than_its_task_and_the_stop(
    visibility: float, limit: float | None, grace: float | None, is_broken: bool
) -> None:
    settings = Settings(
        resource("w"),
        visibility_timeout=Known(float(visibility), "v"),
        time_limit=Absent() if limit is None else Known(float(limit), "t"),
    )
    worker = process(WORKER, settings=settings, stop_grace=Absent() if grace is None else Known(float(grace), "g"))
    assert ("celery-visibility-timeout" in broken(settings) | broken(worker)) == is_broken


@pytest.mark.parametrize(
    ("limit", "is_broken"), [(Known(600.0), False), (Absent(), True), (Known(None, "l"), True), (Unknown("l"), False)]
)
def test_a_task_without_a_limit_is_said_by_a_rule_that_is_off(limit: Any, is_broken: bool) -> None:
    worker = process(WORKER, settings=Settings(resource("w"), time_limit=limit))
    assert ("celery-task-time-limits" in broken(worker)) == is_broken
    assert "celery-task-time-limits" not in broken(process(BEAT))


@pytest.mark.parametrize(("replicas", "is_broken"), [(1, False), (3, True)])
def test_pools_that_hold_more_than_redis_takes_are_said(replicas: float, is_broken: bool) -> None:
    settings = Settings(resource("w"), concurrency=Known(9.0), pool_limit=Known(10.0))
    worker = process(WORKER, settings=settings, replicas=Known(float(replicas)))
    stack = Stack([worker, redis(policy="noeviction", max_clients=Known(200.0, "command: maxclients"))])
    assert ("celery-pool-limit" in broken(stack)) == is_broken


@pytest.mark.parametrize(
    ("more", "processes"),
    [("", 8.0), ("-P prefork", 8.0), ("-P gevent", 1.0), ("--pool=threads", 1.0), ("-P solo", 1.0)],
)
def test_threads_and_greenlets_share_the_pool_of_one_process(more: str, processes: float) -> None:
    words = tuple(Known(word, "command") for word in f"celery -A shop worker -c 8 {more}".split())
    settings = celery_settings.read(resource("w"), celery_settings.of_options(detect(words, Environment())))
    assert settings
    assert settings.concurrency == Known(processes, "command")


@pytest.mark.parametrize(("limit", "is_broken"), [("60", False), ("7200", True)])
def test_an_option_wins_over_a_variable(limit: str, is_broken: bool) -> None:
    variables = ['CELERY_BROKER_TRANSPORT_OPTIONS={"visibility_timeout": 3600}', "CELERY_TASK_TIME_LIMIT=5000"]
    inputs = {"command": ["celery", "-A", "shop", "worker", f"--time-limit={limit}"], "envs": variables}
    assert ("celery-visibility-timeout" in names(Pack().resource(".Container", inputs))) == is_broken


def test_a_text_in_the_wrong_place_is_not_shown() -> None:
    """A forgotten dash makes a password the value of the option before it."""
    policies = Stack([redis(policy="allkeys-lru requirepass 3f9a6c1e8b7d4025")])
    serializers = Settings(resource("w"), serializers=(Known("3f9a6c1e8b7d4025", "env"),))
    said = [*RULES[EVICTS](policies, {}), *RULES["celery-json-only"](serializers, {})]
    assert [finding.seen for finding in said if isinstance(finding, Finding)] == ["another text"] * 2
