"""Containers and services that nobody's component made are judged, as far as they can be read."""

from copy import deepcopy
from typing import Any

import pytest
from docker_resources import BEAT, BROKER_URL, DEFAULTS, REDIS, WORKER, service
from pack_server import UNKNOWN, Pack, mandatory, names, urn


def broken(kind: str, inputs: dict[str, Any], name: str = "one") -> set[str]:
    return mandatory(Pack().resource(kind, inputs, name))


def test_a_finding_names_the_property_and_what_stands_there() -> None:
    [finding] = Pack().resource(".Container", {**REDIS, "ports": [{"internal": 6379, "ip": "0.0.0.0"}]}, "cache")
    assert 'cache: ports[0].ip is "0.0.0.0"; wanted: 127.0.0.1, or no port at all.' in finding.message


FORCED = [
    ({"envs": ["A=b", "C_FORCE_ROOT=hidden"]}, "envs[1]: C_FORCE_ROOT is set; wanted: no such variable."),
    ({"command": ["env", "C_FORCE_ROOT=1", "celery", "worker"]}, "command[1]: C_FORCE_ROOT is set; wanted:"),
]


@pytest.mark.parametrize(("more", "message"), FORCED)
def test_a_variable_is_named_and_its_value_is_not_shown(more: dict[str, Any], message: str) -> None:
    [finding] = Pack().resource(".Container", {**WORKER, **more}, "mail")
    assert f"mail: {message}" in finding.message
    assert "hidden" not in finding.message


def test_a_signal_that_the_process_takes_for_another_is_its_own_matter() -> None:
    inputs = {**WORKER, "stopSignal": "SIGQUIT", "envs": ["REMAP_SIGTERM=SIGQUIT"]}
    assert broken(".Container", inputs) == set()


ROLES = [("web", {"restart-always"}), ("broker", {"restart-always"}), ("release", set()), ("files", set())]


@pytest.mark.parametrize("label", ["celery-stack.role", "celery-stack/role"])
@pytest.mark.parametrize(("role", "expected"), ROLES)
def test_a_label_says_what_runs_where_nothing_else_does(label: str, role: str, expected: set[str]) -> None:
    inputs = {**WORKER, "command": UNKNOWN, "restart": "no", "labels": [{"label": label, "value": role}]}
    assert broken(".Container", inputs) == expected


def test_a_container_with_everything_in_it_is_judged_for_everything() -> None:
    inputs = {**WORKER, "command": ["sh", "-c", "redis-server & celery -A shop worker"], "user": "root"}
    found = broken(".Container", inputs)
    assert found == {"redis-requires-password", "one-process-per-container", "worker-not-root"}


def two(first: tuple[str, dict[str, Any]], second: tuple[str, dict[str, Any]]) -> set[str]:
    pack = Pack()
    registered = [(f"{kind} {name}", inputs) for name, (kind, inputs) in zip("ab", (first, second), strict=True)]
    for kind_and_name, inputs in registered:
        pack.resource(*kind_and_name.split()[:1], inputs, kind_and_name.split()[1])
    return names(pack.stack(*registered))


def beat(command: list[str] | None = None, **more: Any) -> tuple[str, dict[str, Any]]:
    url = {"envs": [f"CELERY_BROKER_URL={BROKER_URL}"]}
    return ".Container", {**deepcopy(BEAT), **url, **({"command": command} if command else {}), **more}


BLOG = ["celery", "-A", "blog.celery", "beat"]
OTHER_BROKER = {"envs": ["CELERY_BROKER_URL=redis://elsewhere:6379/0"]}


@pytest.mark.parametrize(
    ("second", "is_stopped"),
    [
        (beat(), True),
        (beat(["celery", "-A", "shop.celery:app", "beat"]), True),
        (beat(["celery", "-A", "shop", "worker", "-B"]), True),
        (beat(envs=UNKNOWN), True),
        (beat(envs=["CELERY_BROKER_URL=redis://:other@redis:6379"]), True),
        (beat(envs=["CELERY_BROKER_URL=redis://redis/"]), True),
        ((".Service", service(BEAT)), True),
        (beat(BLOG), False),
        (beat(**OTHER_BROKER), False),
        (beat(envs=["CELERY_BROKER_URL=redis://redis:6379/3"]), False),
        (beat(["celery", "-A", "shop", "worker"]), False),
    ],
)
def test_beats_are_counted_over_containers_and_services(second: tuple[str, dict[str, Any]], is_stopped: bool) -> None:
    assert ("celery-single-beat" in two(beat(), second)) == is_stopped


@pytest.mark.parametrize(
    ("mode", "said"),
    [({"replicated": {"replicas": 2}}, "one of 2 beats"), ({"global": True}, "a beat on each node")],
)
def test_a_service_of_beats_is_no_single_beat(mode: dict[str, Any], said: str) -> None:
    inputs = service(BEAT, mode=mode)
    [finding] = [one for one in Pack().stack((".Service beat", inputs)) if one.policyName == "celery-single-beat"]
    assert said in finding.message


def test_a_beat_beside_a_components_on_its_broker_is_stopped() -> None:
    broker, component = {"host": "redis", "port": 6379}, {"facts": {"app": "shop"}}
    stack = urn("CeleryStack", "a")
    parents = {"a-broker": stack, "a-beat": stack, "leaf": urn("Beat", "a-beat", stack)}
    registered = [("Broker a-broker", broker), ("Beat a-beat", component), (".Container leaf", BEAT)]
    assert names(Pack().stack(*registered, parents=parents)) == set()
    assert names(Pack().stack(*registered, (".Container other", BEAT), parents=parents)) == {"celery-single-beat"}


SCRIPT = {**DEFAULTS, "command": ["/start.sh"]}


@pytest.mark.parametrize(
    ("name", "inputs", "is_said"),
    [
        ("celery-beat", SCRIPT, True),
        ("one", {**SCRIPT, "image": "shop/celery:1"}, True),
        ("worker", {**DEFAULTS, "image": "shop:1"}, True),
        ("one", {**DEFAULTS, "command": ["/start-celerybeat"]}, True),
        ("one", {**DEFAULTS, "command": ["python", "run_worker.py"]}, True),
        ("one", {**SCRIPT, "command": ["/start.sh", "worker"]}, True),
        ("one", SCRIPT, False),
        ("worker", {**SCRIPT, "command": ["node", "worker.js"]}, False),
    ],
)
def test_a_script_is_unknown_and_said_where_a_name_hints_at_celery(name: str, inputs: Any, is_said: bool) -> None:
    pack = Pack()
    assert mandatory(pack.resource(".Container", inputs, name)) == set()
    assert ("checklist-unread" in names(pack.stack((f".Container {name}", inputs)))) == is_said
