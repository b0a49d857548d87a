"""Resources of a size that nobody writes hold up no deployment: what is too long is unknown, and time is linear.

The limits are far above what is needed, and far below what anything that grows by the square would take.
"""

import json
import time
from collections.abc import Callable
from random import Random
from typing import Any

import pytest
from pack_server import Pack, names
from planted import places, planted, sounds, value_at
from pulumi.runtime.proto import analyzer_pb2

from facts.reader import LONGEST

TASK, POD, MAP = "aws:ecs/taskDefinition:TaskDefinition", "kubernetes:core/v1:Pod", "kubernetes:core/v1:ConfigMap"
WORKER = {"command": ["celery", "-A", "shop", "worker"], "restart": "no"}
PARTS = 5_000
SECONDS = 5


def seconds(kind: str, inputs: dict[str, Any]) -> float:
    """How long the pack takes, by itself and with the graph, without a fault."""
    pack, began = Pack(), time.process_time()
    pack.resource(kind, inputs, "celery")
    assert "checklist-rule-failed" not in names(pack.stack((f"{kind} celery", inputs)))
    return time.process_time() - began


@pytest.mark.parametrize("name", sounds())
def test_ten_megabytes_in_any_place_are_unknown(name: str) -> None:
    sound = sounds()[name]
    texts = [place for place in places(sound.inputs) if isinstance(value_at(sound.inputs, place), str)]
    for place in Random(name).sample(texts, min(1, len(texts))):
        assert seconds(sound.kind, planted(dict(sound.inputs), place, "x = 1\n" * (10 * LONGEST // 6))) < SECONDS


UNITS = [
    "a",
    "0",
    " ",
    "\n",
    "\\\n",
    "$(",
    "${",
    "{{",
    "`",
    "'",
    '"',
    "[a]\n",
    "a=",
    "A=b\n",
    "://a:",
    "celery -(",
    "f('",
]
UNITS += [
    "&& ",
    "<<E\n",
    "echo a >> b;",
    "sed -i s/a/b/ c\n",
    "- a: b\n",
    "a = [\n",
    "a.",
    "x+",
    "-a=",
    "%(a)s",
    " \t#",
]
CARRIERS: dict[str, Callable[[str], tuple[str, dict[str, Any]]]] = {
    "argument": lambda text: (".Container", {**WORKER, "command": ["celery", "worker", text]}),
    "script": lambda text: (".Container", {**WORKER, "command": ["sh", "-c", text]}),
    "variable": lambda text: (".Container", {**WORKER, "envs": [f"CELERY_BROKER_URL=redis://{text}"]}),
    "test": lambda text: (".Container", {**WORKER, "healthcheck": {"tests": ["CMD-SHELL", text], "interval": text}}),
    "python": lambda text: (".Container", {**WORKER, "uploads": [{"file": "/celeryconfig.py", "content": text}]}),
    "redis.conf": lambda text: (MAP, {"data": {"redis.conf": text, "app.env": text, "settings.json": text}}),
    "user data": lambda text: ("aws:ec2/instance:Instance", {"userData": f"#!/bin/sh\n{text}"}),
    "cloud-init": lambda text: ("aws:ec2/instance:Instance", {"userData": f"#cloud-config\n{text}"}),
    "unit": lambda text: ("command:remote:Command", {"create": f"cat > /etc/systemd/system/a.service <<E\n{text}\nE"}),
}


@pytest.mark.parametrize("carrier", CARRIERS)
def test_no_text_takes_more_than_linear_time(carrier: str) -> None:
    for unit in UNITS:
        kind, inputs = CARRIERS[carrier](unit * (10_000 // len(unit)))
        assert seconds(kind, inputs) < SECONDS, unit


def containers(number: int) -> list[dict[str, Any]]:
    variables = [{"name": "CELERY_BROKER_URL", "value": "redis://:hidden@redis/0"}]
    return [{"name": f"w{i}", **WORKER, "image": "shop:1", "environment": variables} for i in range(number)]


@pytest.mark.parametrize(
    ("kind", "inputs"),
    [
        (TASK, {"containerDefinitions": json.dumps(containers(PARTS // 10))}),
        (POD, {"spec": {"containers": containers(PARTS // 10)}}),
        (".Container", {**WORKER, "envs": [f"A{i}_BROKER_URL=redis://h{i}/0" for i in range(PARTS)]}),
        (".Container", {**WORKER, "command": ["celery", "worker", *["-Q"] * PARTS]}),
        (".Container", {"image": "redis", "ports": [{"internal": i, "ip": "0.0.0.0"} for i in range(PARTS)]}),
        (MAP, {"data": {f"K{i}_BROKER_URL": "redis://h/0" for i in range(PARTS)}}),
    ],
    ids=["task", "pod", "variables", "words", "ports", "config map"],
)
def test_many_parts_take_no_more_than_linear_time(kind: str, inputs: dict[str, Any]) -> None:
    assert seconds(kind, inputs) < SECONDS


@pytest.mark.parametrize(
    "text", ["[" * 100_000, '{"a":' * 100_000, "[" * 900 + "]" * 900, '{"a":' * 900 + "1" + "}" * 900]
)
def test_a_deep_text_is_unknown(text: str) -> None:
    for kind, key in ((TASK, "containerDefinitions"), (MAP, "data")):
        assert seconds(kind, {key: text if kind == TASK else {"settings.json": text, "a.py": f"x = {text}"}}) < SECONDS


def test_a_number_without_end_is_unknown() -> None:
    task = [{**WORKER, "name": "w", "stopTimeout": 10**400, "memory": 10**4000, "healthCheck": {"interval": 10**400}}]
    assert seconds(TASK, {"containerDefinitions": json.dumps(task), "memory": "9" * 400}) < SECONDS
    settings = {"CELERY_BROKER_TRANSPORT_OPTIONS": json.dumps({"visibility_timeout": 10**400})}
    assert seconds(MAP, {"data": {**settings, "CELERY_RESULT_EXPIRES": "9" * 5000}}) < SECONDS


def test_properties_a_thousand_levels_deep_hide_nothing_beside_them() -> None:
    pack, request = Pack(), analyzer_pb2.AnalyzeRequest(type="docker:index/container:Container", urn="a::b::c::d")
    request.properties.update(WORKER)
    place = request.properties
    for _ in range(1000):
        place = place.get_or_create_struct("labels")
    said = pack.server.Analyze(request, None).diagnostics
    assert "restart-always" in names(said)
