"""Rules about beats, whoever read their facts."""

from typing import Any

import pytest

from facts.beats import EVERY_NODE
from facts.resource import Resource
from facts.stack import Stack
from facts.value import Known, Unknown
from facts.workload import BEAT, WORKER, Workload
from pack.rule import Property
from pack.verdict import Finding, Verdict
from rules import discover

RULES = {rule.name: rule for rule in discover()}


def process(*roles: str, name: str = "one", **facts: Any) -> Workload:
    here = Resource(f"urn:pulumi:dev::shop::x:y:Deployment::{name}", "x:y:Deployment", name)
    return Workload(here, roles=Known(frozenset(roles or (BEAT,)), "command"), **facts)


def findings(rule: str, subject: object, **config: Any) -> list[Verdict]:
    return [verdict for verdict in RULES[rule](subject, config) if isinstance(verdict, Finding)]


ONE_PROCESS = {
    "celery-beat-not-replicated": ("replicas", [1.0, 0.0], [2.0, EVERY_NODE]),
    "celery-beat-no-overlap-on-deploy": ("overlap", [], ["start-first", "200 %"]),
    "celery-beat-not-autoscaled": ("autoscaled", [], ["an autoscaler"]),
    "celery-beat-not-on-spot": ("spot", [], ["FARGATE_SPOT"]),
}
GOOD = [(rule, field, value) for rule, (field, good, _) in ONE_PROCESS.items() for value in good]
BAD = [(rule, field, value) for rule, (field, _, bad) in ONE_PROCESS.items() for value in bad]


@pytest.mark.parametrize(("rule", "field", "value"), BAD)
def test_a_beat_is_stopped_and_a_worker_is_not(rule: str, field: str, value: Any) -> None:
    [finding] = findings(rule, process(**{field: Known(value, field)}))
    assert isinstance(finding, Finding)
    assert finding.path == field
    assert not findings(rule, process(WORKER, **{field: Known(value, field)}))
    assert not findings(rule, process(**{field: Unknown(field)}))


@pytest.mark.parametrize(("rule", "field", "value"), GOOD)
def test_a_single_beat_passes(rule: str, field: str, value: Any) -> None:
    assert not findings(rule, process(**{field: Known(value, field)}))


@pytest.mark.parametrize("rule", ONE_PROCESS)
def test_a_beat_of_which_nothing_else_is_said_passes(rule: str) -> None:
    assert not findings(rule, process())


def test_one_on_each_node_is_said_so() -> None:
    [finding] = findings("celery-beat-not-replicated", process(replicas=Known(EVERY_NODE, "kind")))
    assert isinstance(finding, Finding)
    assert finding.seen == "one on each node"


WITH_LOCK = [rule for rule in RULES.values() if "lockingSchedulers" in [item.name for item in rule.properties]]
REDBEAT = Known("redbeat.RedBeatScheduler", "command")


@pytest.mark.parametrize("rule", WITH_LOCK, ids=lambda rule: rule.name)
def test_a_scheduler_that_locks_is_an_exemption_where_the_configuration_names_it(rule: Any) -> None:
    rivals = (process(scheduler=REDBEAT, replicas=Known(2.0, "r"), overlap=Known("x", "o")),) * 2
    subject = Stack(rivals) if rule.on is Stack else rivals[0]
    assert isinstance(rule.properties[0], Property)
    assert findings(rule.name, subject)
    assert not findings(rule.name, subject, lockingSchedulers=["redbeat.RedBeatScheduler"])


EMBEDDED, SINGLE = "celery-beat-not-embedded", "celery-beat-not-embedded-single"
INSIDE = process(WORKER, BEAT)


@pytest.mark.parametrize(
    ("stack", "rule"),
    [
        ([INSIDE], SINGLE),
        ([process(WORKER, BEAT, replicas=Known(1.0))], SINGLE),
        ([INSIDE, process(WORKER, name="two")], SINGLE),
        ([process(WORKER, BEAT, replicas=Known(2.0))], EMBEDDED),
        ([process(WORKER, BEAT, replicas=Known(EVERY_NODE))], EMBEDDED),
        ([process(WORKER, BEAT, autoscaled=Known("an autoscaler", "a"))], EMBEDDED),
        ([INSIDE, process(name="two")], EMBEDDED),
        ([INSIDE, process(WORKER, BEAT, name="two")], EMBEDDED),
    ],
)
def test_a_beat_inside_a_worker_is_advice_only_where_it_is_the_only_one(stack: list[Workload], rule: str) -> None:
    said = {name for name in (EMBEDDED, SINGLE) if findings(name, Stack(stack))}
    assert said == {rule}


def test_a_beat_of_its_own_is_not_embedded() -> None:
    assert not [name for name in (EMBEDDED, SINGLE) if findings(name, Stack([process(), process(WORKER, name="w")]))]


def test_namespaces_keep_beats_of_one_name_apart() -> None:
    blue, green, any_ = (process(name=name, namespace=name) for name in ("blue", "green", ""))
    assert not findings("celery-single-beat", Stack([blue, green]))
    assert findings("celery-single-beat", Stack([blue, any_]))


def test_what_runs_nothing_by_itself_is_not_counted() -> None:
    assert not findings("celery-single-beat", Stack([process(replicas=Known(0.0)), process(name="two")]))
