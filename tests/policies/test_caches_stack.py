"""Caches with what a stack has around them: parameters and users, at the first preview and in a state."""

from typing import Any

import pytest
from aws_network import (
    NETWORK,
    Ref,
    with_cache,
)
from elasticache_cases import PARAMETER_GROUP, USER, USER_GROUP, parameters
from pack_server import UNKNOWN
from program import Program, When, at_both, at_preview, broken, in_a_state, unread
from security_group_cases import DEFAULT

UNASKED, CLUSTERED = "elasticache-auth-required", "elasticache-not-serverless-or-cluster-mode"


@at_both
def test_a_production_network_breaks_no_rule(when: When) -> None:
    assert broken(NETWORK, when) == set()


@at_both
def test_a_parameter_group_is_followed(when: When) -> None:
    evicting = (PARAMETER_GROUP, {"family": "redis7", "parameters": parameters(maxmemory_policy="allkeys-lru")})
    sharded = (PARAMETER_GROUP, {"family": "redis7", "parameters": parameters(cluster_enabled="yes")})
    assert broken({**NETWORK, "parameters": evicting}, when) == {("redis-never-evicts", "cache")}
    assert (CLUSTERED, "cache") in broken({**NETWORK, "parameters": sharded}, when)


@pytest.mark.parametrize(
    "group",
    [
        (PARAMETER_GROUP, {"parameters": UNKNOWN}),
        (PARAMETER_GROUP, {"parameters": [{"name": "maxmemory-policy", "value": UNKNOWN}]}),
        (PARAMETER_GROUP, {"parameters": [{"name": UNKNOWN, "value": "x"}]}),
        ("aws-native:elasticache:ParameterGroup", {"properties": UNKNOWN}),
        ("aws-native:elasticache:ParameterGroup", {"properties": {"maxmemory-policy": UNKNOWN}}),
    ],
)
def test_a_parameter_that_is_not_known_yet_is_said(group: tuple[str, dict[str, Any]]) -> None:
    found = unread(at_preview({**NETWORK, "parameters": group}))
    assert "redis-never-evicts: cache: parameterGroupName: maxmemory-policy is not known yet" in found


APP = {"userName": "app", "engine": "redis", "accessString": "on ~* +@all", "passwords": ["qT8wZr3LmN5vXc7bKj2hGf9d"]}
NOBODY = {"userName": "default", "engine": "redis", "accessString": "off -@all", "noPasswordRequired": True}
EVERYBODY = {**NOBODY, "accessString": "on ~* +@all"}
ASSOCIATION = "aws:elasticache/userGroupAssociation:UserGroupAssociation"


def with_users(default: dict[str, Any], *more: str) -> Program:
    """The network with a cache that knows users instead of a token."""
    return {
        **with_cache(authToken=None, authTokenUpdateStrategy=None, userGroupIds=[Ref("users", "userGroupId")]),
        "app": (USER, APP),
        "nobody": (USER, default),
        "users": (USER_GROUP, {"userIds": [Ref("app"), Ref("nobody"), *more]}),
    }


@at_both
def test_a_group_of_users_is_followed(when: When) -> None:
    assert broken(with_users(NOBODY), when) == set()
    assert broken(with_users(EVERYBODY), when) == {(UNASKED, "cache"), ("redis-no-empty-password", "nobody")}
    assert broken(with_users(NOBODY, "default"), when) == {(UNASKED, "cache")}


@at_both
def test_a_user_who_is_added_apart_is_in_the_group(when: When) -> None:
    added = (ASSOCIATION, {"userGroupId": Ref("users", "userGroupId"), "userId": Ref("guest")})
    program = {**with_users(NOBODY), "guest": (USER, {**EVERYBODY, "userName": "guest"}), "added": added}
    assert (UNASKED, "cache") in broken(program, when)


def test_a_networks_default_group_is_none_of_its_own() -> None:
    named = with_cache(securityGroupIds=[Ref("vpc", "defaultSecurityGroupId")])
    assert broken(named, in_a_state) == {("elasticache-explicit-security-group", "cache")}
    assert broken(named, at_preview) == set()


@at_both
def test_a_networks_default_group_that_the_stack_takes_over_is_none_of_its_own(when: When) -> None:
    program = {**with_cache(securityGroupIds=[Ref("default")]), "default": (DEFAULT, {"ingress": []})}
    assert broken(program, when) == {("elasticache-explicit-security-group", "cache")}
    several = {**program, **with_cache(securityGroupIds=[Ref("default"), Ref("cache-group")])}
    assert broken(several, when) == set()
