"""Whether the internet has a way into a cache's subnets, at the first preview and in a state."""

import pytest
from aws_network import (
    ASSOCIATION,
    NETWORK,
    ROUTE,
    SUBNET,
    SUBNET_GROUP,
    WORLD,
    Ref,
    association,
    subnet,
    table,
    with_cache,
)
from judged import Given, judged
from pack_server import UNKNOWN
from program import Program, When, at_both, at_preview, broken, in_a_state, unread

PRIVATE = "elasticache-private-subnets"


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
@pytest.mark.parametrize(
    "changes",
    [
        {"private-b": (SUBNET, {"vpcId": "vpc-of-another-stack"})},
        {"private-b-table": (ASSOCIATION, {"subnetId": Ref("private-b"), "routeTableId": "rtb-of-another-stack"})},
        {"private-b-table": (ASSOCIATION, {"subnetId": Ref("private-b"), "routeTableId": UNKNOWN})},
        {"private-b": subnet(2, mapPublicIpOnLaunch=UNKNOWN)},
    ],
)
def test_where_a_route_leads_that_is_not_in_the_stack_is_unknown(changes: Program, when: When) -> None:
    without = {name: one for name, one in NETWORK.items() if name != "private-b-table"}
    found = unread(when({**without, **changes}))
    assert f"{PRIVATE}: cache: subnetGroupName: private-b is " in found


def test_an_association_that_may_be_another_subnets_tells_nothing_for_certain() -> None:
    """An output of a component comes from all that it is made of, public subnets as well."""
    resources = [one for one in at_preview(NETWORK) if one.name != "public-a-table"]
    every = {"subnetId": ["private-a", "private-b", "public-a"], "routeTableId": "to-internet"}
    apart = Given(ASSOCIATION, "any", {"subnetId": UNKNOWN, "routeTableId": UNKNOWN}, every)
    assert f"{PRIVATE}: cache: subnetGroupName: private-b is not known yet" in unread([*resources, apart])
