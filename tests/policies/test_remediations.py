"""Rules that mend what they find, where the configuration asks for it: in place, and what is secret stays so."""

import json
from typing import Any

import pytest
from google.protobuf import json_format
from pack_server import UNKNOWN, Pack, secret

from pack.mending import Append, mend

CONFIG = {
    rule: {"enforcementLevel": "remediate"}
    for rule in ("restart-always", "redis-not-published", "log-group-retention", "container-no-new-privileges")
}
WORKER = {"image": "shop", "command": ["celery", "-A", "shop", "worker"], "restart": "no"}
PORT = {"internal": 6379, "external": 6379, "ip": "0.0.0.0", "protocol": "tcp"}


def mended(kind: str, inputs: dict[str, Any], config: Any = CONFIG) -> dict[str, dict[str, Any]]:
    answer = Pack(config=config).remediate(kind, inputs)
    return {one.policyName: json_format.MessageToDict(one.properties) for one in answer}


def test_nothing_is_mended_unless_the_configuration_asks_for_it() -> None:
    assert mended(".Container", WORKER, {}) == {}


def test_a_process_is_kept_alive_and_nothing_else_changes() -> None:
    inputs = {**WORKER, "envs": [secret("TOKEN=x")], "later": UNKNOWN}
    after = mended(".Container", inputs, {"restart-always": CONFIG["restart-always"]})["restart-always"]
    assert after == {**inputs, "restart": "always"}


@pytest.mark.parametrize(
    ("policy", "wanted"),
    [
        ({"condition": "none"}, {"condition": "any"}),
        ({"condition": "any", "maxAttempts": 3}, {"condition": "any", "maxAttempts": 0}),
    ],
)
def test_a_service_is_started_again_without_end(policy: dict[str, Any], wanted: dict[str, Any]) -> None:
    spec = {"image": "shop", "args": ["celery", "-A", "shop", "worker"]}
    after = mended(".Service", {"taskSpec": {"containerSpec": spec, "restartPolicy": policy}})["restart-always"]
    assert after["taskSpec"]["restartPolicy"] == wanted


def test_every_port_of_a_redis_is_bound_to_loopback() -> None:
    inputs = {"image": "redis:7", "restart": "always", "ports": [PORT, {**PORT, "internal": 6380}]}
    after = mended(".Container", {**inputs, "publishAllPorts": True})["redis-not-published"]
    assert [port["ip"] for port in after["ports"]] == ["127.0.0.1", "127.0.0.1"]
    assert after["publishAllPorts"] is False


def test_what_one_remediation_wrote_the_next_one_finds() -> None:
    after = mended(".Container", {"image": "redis:7", "restart": "no", "ports": [PORT]})
    assert list(after) == sorted(after)
    last = after[max(after)]
    assert (last["restart"], last["ports"][0]["ip"]) == ("always", "127.0.0.1")


def test_new_privileges_are_refused_beside_the_options_that_are_there() -> None:
    after = mended(".Container", {**WORKER, "securityOpts": ["seccomp=default.json"]})["container-no-new-privileges"]
    assert after["securityOpts"] == ["seccomp=default.json", "no-new-privileges:true"]


def test_logs_are_kept_for_a_time() -> None:
    group = {"name": "/ecs/celery-worker"}
    assert mended("aws:cloudwatch/logGroup:LogGroup", group)["log-group-retention"]["retentionInDays"] == 30


def test_an_exclusion_is_left_alone() -> None:
    exclude = [{"urn": "*", "reason": "an example"}]
    config = {"restart-always": {"enforcementLevel": "remediate", "exclude": exclude}}
    assert mended(".Container", WORKER, config) == {}


def test_what_is_still_wrong_afterwards_is_stopped() -> None:
    found = Pack(config=CONFIG).resource(".Container", WORKER)
    assert "restart-always" in {one.policyName for one in found if one.enforcementLevel == 1}


SECRET_TEXT = secret(json.dumps([{"essential": False, "name": "a"}]))


@pytest.mark.parametrize(
    ("properties", "path", "values", "expected"),
    [
        ({}, "restart", {"restart": "always"}, {"restart": "always"}),
        ({}, "spec.a.b", {"b": 1}, {"spec": {"a": {"b": 1}}}),
        ({"list": [{}, {}]}, "list[1].b", {"b": 1}, {"list": [{}, {"b": 1}]}),
        ({"o": secret({"b": 0})}, "o.b", {"b": 1}, {"o": secret({"b": 1})}),
        ({"j": '[{"b": 0}]'}, "j[0].b", {"b": 1}, {"j": '[{"b": 1}]'}),
        ({"l": ["x"]}, "l", {"l": Append("y")}, {"l": ["x", "y"]}),
        (
            {"containerDefinitions": SECRET_TEXT},
            "containerDefinitions[0].essential",
            {"essential": True},
            {"containerDefinitions": secret('[{"essential": true, "name": "a"}]')},
        ),
    ],
)
def test_a_place_is_found_by_its_path(properties: Any, path: str, values: Any, expected: Any) -> None:
    assert mend(properties, path, values)
    assert properties == expected


@pytest.mark.parametrize(
    ("properties", "path"),
    [({}, "other"), ({}, ""), ({"a": UNKNOWN}, "a.b"), ({"a": []}, "a[0].b"), ({"a": 5}, "a.b"), ({"a": "{"}, "a.b")],
)
def test_what_cannot_be_written_stays_as_it_is(properties: Any, path: str) -> None:
    before = json.dumps(properties)
    assert not mend(properties, path, {"b": 1})
    assert json.dumps(properties) == before
