"""Finds out whether the subnets that a cache is in are public."""

from collections.abc import Iterator, Sequence

from ...graph import Node
from ...stack import Stack
from ...value import Absent, Fact, Known, Unknown
from .graph import nothing
from .references import meant
from .subnets import SUBNETS, is_public

_SUBNETS = "subnetIds"
_DEFAULT = "default"
"""The group that AWS makes of the default network, whose subnets are public."""
_GROUPS = (
    "aws:elasticache/subnetGroup:SubnetGroup",
    "aws:memorydb/subnetGroup:SubnetGroup",
    "aws-native:elasticache:SubnetGroup",
    "aws-native:memorydb:SubnetGroup",
)
TYPES = dict.fromkeys(_GROUPS, nothing)


def are_public(stack: Stack, cache: Node, key: str) -> Sequence[Fact[bool]]:
    """Of each subnet that the argument `key` means, directly or as a group; none where nobody gave it."""
    if isinstance(cache.inputs.text(key), Absent):
        return ()
    groups = [cache] if key == _SUBNETS else meant(stack, cache, key, _GROUPS)
    found = [fact for group in groups for fact in _in_group(stack, group, key)]
    if not found and cache.inputs.text(key) == Known(_DEFAULT, key):
        return (Known(True, key),)
    return found or (Unknown(key, "a group of subnets that is not in this stack"),)


def _in_group(stack: Stack, group: Node, key: str) -> Iterator[Fact[bool]]:
    """A subnet that may be another one counts only where all of them are alike."""
    listed = len(group.inputs.texts(_SUBNETS))
    subnets = [(subnet.resource.name, is_public(stack, subnet)) for subnet in meant(stack, group, _SUBNETS, SUBNETS)]
    if len(subnets) < listed:
        yield Unknown(key, "in a subnet that is not in this stack")
    if len(subnets) > listed and len({repr(fact) for _, fact in subnets}) > 1:
        yield Unknown(key, "in subnets that are not known yet")
    else:
        yield from (_at(fact, f"{key}: {name}") for name, fact in subnets)


def _at(fact: Fact[bool], path: str) -> Fact[bool]:
    match fact:
        case Known(value):
            return Known(value, path)
        case Unknown(_, why):
            return Unknown(path, why)
    return fact
