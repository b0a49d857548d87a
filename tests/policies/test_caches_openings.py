"""Security groups in front of a cache, at the first preview and in a state."""

from typing import Any

import pytest
from aws_network import (
    NETWORK,
    WORLD,
    Ref,
    opening,
    with_cache,
)
from program import When, at_both, at_preview, broken, unread
from security_group_cases import INGRESS, RULE

OPEN, LEAST = "redis-port-not-open-to-world", "redis-security-group-least-privilege"


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
