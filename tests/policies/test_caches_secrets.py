"""A broker's URL that is kept in a store of secrets leads to its cache, too."""

import pytest
from aws_network import NETWORK, URL, with_cache
from elasticache_cases import PARAMETER_GROUP, REPLICATION_GROUP, parameters
from program import Program, Ref, When, at_both, at_preview, broken, in_a_state, text, unread

VERSION, PARAMETER = "aws:secretsmanager/secretVersion:SecretVersion", "aws:ssm/parameter:Parameter"
STORES = [
    (VERSION, "secretString"),
    (PARAMETER, "value"),
    ("aws-native:secretsmanager:Secret", "secretString"),
    ("aws-native:ssm:Parameter", "value"),
]
IN_CLEAR = ("redis://:qT8wZr3LmN5vXc7bKj2hGf9d@", *URL[1:])
MATCH, KEEPS = "broker-tls-matches-cache", "redis-never-evicts"
in_every_store = pytest.mark.parametrize(("kind", "key"), STORES)


def kept(kind: str, key: str, *parts: str | Ref, name: str = "broker-url") -> Program:
    return {**NETWORK, name: (kind, {key: text(*parts)})}


@in_every_store
def test_a_url_in_a_secret_fits_its_cache(kind: str, key: str) -> None:
    assert broken(kept(kind, key, *URL), in_a_state) == set()
    assert broken(kept(kind, key, *IN_CLEAR), in_a_state) == {(MATCH, "broker-url")}
    assert f"{MATCH}: broker-url: {key} is not known yet" in unread(at_preview(kept(kind, key, *IN_CLEAR)))


def test_variables_in_a_secret_are_read_by_their_names() -> None:
    variables = ('{"CELERY_BROKER_URL": "', *IN_CLEAR, '", "OTHER": "redis://other"}')
    assert broken(kept(VERSION, "secretString", *variables, name="shop"), in_a_state) == {(MATCH, "shop")}


@at_both
@pytest.mark.parametrize("name", ["pages-cache-url", "broker-password", "celery-key"])
def test_other_secrets_are_no_matter_of_this_packs(name: str, when: When) -> None:
    parts = IN_CLEAR if "url" in name else ("word",)
    assert broken(kept(VERSION, "secretString", *parts, name=name), when) == set()


@at_both
def test_it_tells_the_broker_from_a_cache_of_pages_beside_it(when: When) -> None:
    evicting = (PARAMETER_GROUP, {"family": "redis7", "parameters": parameters(maxmemory_policy="allkeys-lru")})
    _, cache = NETWORK["cache"]
    pages = (REPLICATION_GROUP, {**cache, "replicationGroupId": "pages", "parameterGroupName": Ref("lru", "name")})
    beside = {**kept(VERSION, "secretString", *URL), "pages": pages, "lru": evicting}
    assert (KEEPS, "pages") not in broken(beside, when)
    broker = {**beside, "cache": with_cache(parameterGroupName=Ref("lru", "name"))["cache"]}
    assert (KEEPS, "cache") in broken(broker, when)
    assert (KEEPS, "pages") not in broken(broker, when)
