"""Caches with what a stack has around them, at the first preview and in a state."""

from collections.abc import Callable
from typing import Any

import pytest
from aws_network import (
    NETWORK,
    ROUTE,
    SUBNET_GROUP,
    WORLD,
    Ref,
    association,
    opening,
    subnet,
    table,
    with_cache,
)
from elasticache_cases import PARAMETER_GROUP, USER, USER_GROUP, parameters
from judged import Given, judged, said
from pack_server import UNKNOWN
from program import Program, at_preview, in_a_state
from security_group_cases import INGRESS, RULE

PRIVATE, OPEN = "elasticache-private-subnets", "redis-port-not-open-to-world"
UNASKED, MATCH = "elasticache-auth-required", "broker-tls-matches-cache"
LEAST, CLUSTERED = "redis-security-group-least-privilege", "elasticache-not-serverless-or-cluster-mode"
When = Callable[[Program], list[Given]]
at_both = pytest.mark.parametrize("when", [at_preview, in_a_state])


def broken(program: Program, when: When) -> set[tuple[str, str]]:
    return {(rule, name) for rule, name in judged(*when(program)) if not rule.startswith("checklist-")}


@at_both
def test_a_production_network_breaks_no_rule(when: When) -> None:
    assert broken(NETWORK, when) == set()


@at_both
@pytest.mark.parametrize(
    "changes",
    [
        {"private-b": subnet(2, mapPublicIpOnLaunch=True)},
        {"private-b-table": association("private-b", "to-internet")},
        {"private-a-table": association("private-a", "to-internet")},
        {"to-nat": table({"cidrBlock": WORLD, "gatewayId": Ref("igw-1")})},
        {
            "to-nat": table(),
            "way-out": (ROUTE, {"routeTableId": Ref("to-nat"), "gatewayId": Ref("igw-1"), "destinationCidrBlock": "x"}),
        },
        {"private": (SUBNET_GROUP, {"subnetIds": [Ref("private-a"), Ref("public-a")]})},
    ],
)
def test_a_subnet_that_the_internet_has_a_way_into_is_found(changes: Program, when: When) -> None:
    assert broken({**NETWORK, **changes}, when) == {(PRIVATE, "cache")}


MAIN_TABLE = "aws:ec2/defaultRouteTable:DefaultRouteTable"
MAIN_ASSOCIATION = "aws:ec2/mainRouteTableAssociation:MainRouteTableAssociation"
TO_INTERNET = {"cidrBlock": WORLD, "gatewayId": Ref("igw-1")}


@at_both
@pytest.mark.parametrize(
    "changes",
    [
        {"main": (MAIN_ASSOCIATION, {"vpcId": Ref("vpc"), "routeTableId": Ref("to-internet")})},
        {"main": (MAIN_TABLE, {"defaultRouteTableId": Ref("vpc", "defaultRouteTableId"), "routes": [TO_INTERNET]})},
    ],
)
def test_a_subnet_without_a_table_of_its_own_has_that_of_its_network(changes: Program, when: When) -> None:
    assert broken({**NETWORK, **changes}, when) == set()
    alone = {name: one for name, one in NETWORK.items() if name != "private-b-table"}
    assert broken(alone, when) == set()
    assert broken({**alone, **changes}, when) == {(PRIVATE, "cache")}


def test_the_default_networks_subnets_are_public() -> None:
    default = ("aws:ec2/defaultSubnet:DefaultSubnet", {"availabilityZone": "eu-west-1a"})
    assert broken({**NETWORK, "private-b": default}, at_preview) == {(PRIVATE, "cache")}


def unread(resources: list[Given]) -> str:
    """What the run could not read; the whole stack is sound otherwise."""
    [closing] = said(*resources)
    assert closing.policyName == "checklist-unread"
    return str(closing.message)


def test_subnets_that_are_not_in_the_stack_are_unknown() -> None:
    elsewhere = {**NETWORK, "private": (SUBNET_GROUP, {"subnetIds": ["subnet-1", "subnet-2"]})}
    assert f"{PRIVATE}: cache: subnetGroupName is in a subnet that is not in this stack" in unread(
        in_a_state(elsewhere)
    )
    assert f"{PRIVATE}: cache: subnetGroupName is a group of subnets" in unread(
        in_a_state(with_cache(subnetGroupName="x"))
    )


def test_which_of_a_components_subnets_it_is_in_shows_when_their_ids_are_known() -> None:
    """An output of a component comes from all that it is made of."""
    every = ["private-a", "private-b", "public-a"]
    program = with_cache(subnetGroupName="private", securityGroupIds=["sg-1"])
    resources = [one for one in in_a_state(program) if one.name != "private"]
    known = Given(SUBNET_GROUP, "private", {"name": "private", "subnetIds": every[:2]}, {"subnetIds": every})
    assert (PRIVATE, "cache") not in judged(*resources, known)
    assert (PRIVATE, "cache") in judged(
        *resources, Given(SUBNET_GROUP, "private", {"name": "private", "subnetIds": every[1:]}, {"subnetIds": every})
    )
    unknown = Given(SUBNET_GROUP, "private", {"name": "private", "subnetIds": [UNKNOWN] * 2}, {"subnetIds": every})
    assert "in subnets that are not known yet" in unread([*resources, unknown])


@at_both
def test_a_parameter_group_is_followed(when: When) -> None:
    evicting = (PARAMETER_GROUP, {"family": "redis7", "parameters": parameters(maxmemory_policy="allkeys-lru")})
    sharded = (PARAMETER_GROUP, {"family": "redis7", "parameters": parameters(cluster_enabled="yes")})
    assert broken({**NETWORK, "parameters": evicting}, when) == {("redis-never-evicts", "cache")}
    assert (CLUSTERED, "cache") in broken({**NETWORK, "parameters": sharded}, when)


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


@at_both
def test_a_port_of_the_caches_own_is_found_behind_its_group(when: When) -> None:
    own = with_cache(port=7000)
    assert broken({**own, "cache-group": opening(7000, cidrBlocks=[WORLD])}, when) == {
        (OPEN, "cache-group"),
        (LEAST, "cache-group"),
    }
    assert broken({**own, "web-group": opening(7000, cidrBlocks=[WORLD])}, when) == set()


@at_both
@pytest.mark.parametrize(
    "rule",
    [
        (RULE, {"type": "ingress", "protocol": "tcp", "fromPort": 7000, "toPort": 7000, "cidrBlocks": [WORLD]}),
        (INGRESS, {"ipProtocol": "tcp", "fromPort": 7000, "toPort": 7000, "cidrIpv4": WORLD}),
    ],
)
def test_a_rule_apart_is_found_in_front_of_its_cache(rule: tuple[str, dict[str, Any]], when: When) -> None:
    kind, inputs = rule
    apart = {**with_cache(port=7000), "rule": (kind, {**inputs, "securityGroupId": Ref("cache-group")})}
    assert broken(apart, when) == {(OPEN, "rule"), (LEAST, "rule")}


@at_both
def test_whole_networks_are_too_much_for_a_cache(when: When) -> None:
    wide = {"protocol": "-1", "fromPort": 0, "toPort": 0, "cidrBlocks": ["10.0.0.0/16"]}
    group, inputs = opening(6379)
    assert broken({**NETWORK, "cache-group": (group, {**inputs, "ingress": [wide]})}, when) == {(LEAST, "cache-group")}
    assert broken({**NETWORK, "web-group": (group, {**inputs, "ingress": [wide]})}, when) == set()


def test_a_list_of_ranges_that_is_kept_elsewhere_is_unknown() -> None:
    listed = opening(6379, prefixListIds=["pl-1"])
    assert f"{OPEN}: cache-group: ingress[0].prefixListIds[0]" in unread(at_preview({**NETWORK, "cache-group": listed}))
