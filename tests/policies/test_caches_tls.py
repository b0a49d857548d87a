"""A broker's URL fits its cache: by the host where that is known, else by what the URL comes from."""

import pytest
from aws_network import NETWORK, URL, Ref, with_cache, with_url
from elasticache_cases import CLUSTER, SERVERLESS
from judged import Given, judged, said
from pack_server import UNKNOWN
from program import Program, at_preview, in_a_state, text

RULE = "broker-tls-matches-cache"
ENDPOINT = Ref("cache", "primaryEndpointAddress")
IN_CLEAR, ENCRYPTED = "redis://:qT8wZr3LmN5vXc7bKj2hGf9d@", "rediss://:qT8wZr3LmN5vXc7bKj2hGf9d@"
OFF = {"transitEncryptionEnabled": False, "authToken": None, "transitEncryptionMode": None}


def mismatches(resources: list[Given]) -> set[str]:
    return {name for rule, name in judged(*resources) if rule == RULE}


def both(cache: Program, url: Program) -> Program:
    return {**cache, "worker": url["worker"]}


def test_in_a_state_the_host_tells_which_cache_it_is() -> None:
    encrypted, in_clear = with_url(ENCRYPTED, ENDPOINT, ":6379/0"), with_url(IN_CLEAR, ENDPOINT, ":6379/0")
    assert mismatches(in_a_state(with_url(*URL))) == set()
    assert mismatches(in_a_state(encrypted)) == set()
    assert mismatches(in_a_state(in_clear)) == {"worker"}
    assert mismatches(in_a_state(both(with_cache(**OFF), encrypted))) == {"worker"}
    assert mismatches(in_a_state(both(with_cache(**OFF), in_clear))) == set()


def test_a_cache_that_prefers_tls_takes_both() -> None:
    preferred = with_cache(transitEncryptionMode="preferred")
    for scheme in (IN_CLEAR, ENCRYPTED):
        assert mismatches(in_a_state(both(preferred, with_url(scheme, ENDPOINT, ":6379/0")))) == set()


@pytest.mark.parametrize("host", ["redis.internal", "localhost", "master.other.x1.euw1.cache.amazonaws.com"])
def test_another_servers_url_is_no_matter_of_the_caches(host: str) -> None:
    assert mismatches(in_a_state(with_url(f"{IN_CLEAR}{host}:6379/0"))) == set()
    assert mismatches(at_preview(with_url(f"{IN_CLEAR}{host}:6379/0"))) == set()


@pytest.mark.parametrize(
    "host", ["shop-broker.x1.ng.0001.euw1.cache.amazonaws.com", "master.shop-broker.x1.euw1.cache.amazonaws.com"]
)
def test_before_a_cache_has_a_name_its_id_tells(host: str) -> None:
    assert mismatches(at_preview(with_url(f"{IN_CLEAR}{host}:6379/0"))) == {"worker"}
    assert mismatches(at_preview(with_url(f"{ENCRYPTED}{host}:6379/0"))) == set()


def test_a_url_that_is_not_known_yet_is_said() -> None:
    variable = {"name": "CELERY_BROKER_URL", "value": text(*URL)}
    definitions = [{"name": "worker", "command": ["celery", "worker"], "environment": [variable]}]
    worker = ("aws-native:ecs:TaskDefinition", {"containerDefinitions": definitions})
    messages = [one.message for one in said(*at_preview({**NETWORK, "worker": worker}))]
    assert any(f"{RULE}: worker: containerDefinitions[0].environment[0].value is" in one for one in messages)


ENVIRONMENT = {"image": "shop:1", "command": ["celery", "-A", "shop", "worker"]}


@pytest.mark.parametrize(("scheme", "expected"), [("redis", {"worker"}), ("rediss", set())])
def test_a_host_that_is_filled_in_is_followed(scheme: str, expected: set[str]) -> None:
    variable = f"CELERY_BROKER_URL={scheme}://:$PASSWORD@$HOST:6379/0"
    worker = Given(".Container", "worker", {**ENVIRONMENT, "envs": [variable, UNKNOWN]}, {"envs": "cache"})
    assert mismatches([*at_preview(NETWORK), worker]) == expected


@pytest.mark.parametrize("port", [6379, None])
def test_the_other_kinds_have_their_names_elsewhere(port: int | None) -> None:
    worker = with_url(f"{ENCRYPTED}alone.cache:6379/0")["worker"]
    nodes = {"cacheNodes": [{"address": "Alone.cache"}]}
    alone = Given(CLUSTER, "alone", {"engine": "redis", "port": port}, outputs=nodes)
    assert mismatches([*at_preview({"worker": worker}), alone]) == {"worker"}
    endpoints = {"endpoints": [{"address": "alone.cache", "port": 6379}]}
    serverless = Given(SERVERLESS, "alone", {"engine": "valkey"}, outputs=endpoints)
    assert mismatches([*at_preview({"worker": worker}), serverless]) == set()
    native = {"primaryEndPoint": {"address": "alone.cache", "port": "6379"}}
    group = Given("aws-native:elasticache:ReplicationGroup", "alone", {}, outputs=native)
    assert mismatches([*at_preview({"worker": worker}), group]) == {"worker"}


def test_a_cache_whose_encryption_is_not_known_yet_is_said() -> None:
    changed = both(with_cache(transitEncryptionEnabled=UNKNOWN), with_url(*URL))
    messages = [one.message for one in said(*in_a_state(changed))]
    assert any(f"{RULE}: cache: transitEncryptionEnabled is not known yet" in one for one in messages)
