"""Reads what security groups let in, in every form of the two providers, and finds the caches behind them."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from ...cache import Cache
from ...opening import Opening
from ...reader import Reader
from ...resource import Resource
from ...stack import Stack, Subject
from ...value import Absent, Fact, Known, Unknown, given
from .arguments import number, word
from .cache_arguments import ARGUMENTS
from .references import meant

DEFAULT = "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup"
GROUPS = {
    "aws:ec2/securityGroup:SecurityGroup": "ingress",
    DEFAULT: "ingress",
    "aws-native:ec2:SecurityGroup": "securityGroupIngress",
}
"""By type: the argument that lists what it lets in."""
_RULE = "aws:ec2/securityGroupRule:SecurityGroupRule"
_RULES = {
    _RULE: "securityGroupId",
    "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule": "securityGroupId",
    "aws-native:ec2:SecurityGroupIngress": "groupId",
}
"""By type: the argument that means its group."""
_RANGES = ("cidrBlocks", "ipv6CidrBlocks", "cidrIpv4", "cidrIp", "cidrIpv6")
_LISTS = ("prefixListIds", "prefixListId", "sourcePrefixListId")


def group(resource: Resource, inputs: Reader) -> Iterator[Subject]:
    """Each rule that stands in a group itself."""
    for rule in inputs.objects(GROUPS[resource.type]):
        yield _opening(resource, rule)


def ingress(resource: Resource, inputs: Reader) -> Iterator[Subject]:
    """A rule of its own."""
    yield _opening(resource, inputs)


def rule(resource: Resource, inputs: Reader) -> Iterator[Subject]:
    """A rule of its own, for either direction."""
    direction = inputs.text("type")
    if isinstance(direction, Unknown):
        yield replace(_opening(resource, inputs), protocol=direction)
    elif direction == Known("ingress", direction.path):
        yield _opening(resource, inputs)


TYPES = {**dict.fromkeys(_RULES, ingress), _RULE: rule, **dict.fromkeys(GROUPS, group)}


def join(stack: Stack) -> Iterator[Subject]:
    """Each opening of a group that a cache is in, with the cache's port."""
    ports = _ports(stack)
    for opening in stack.all(Opening) if ports else ():
        found = [port for urn in _groups_of(stack, opening.resource) for port in ports.get(urn, ())]
        if found:
            yield replace(opening, redis_ports=tuple(found))


def _opening(resource: Resource, rule: Reader) -> Opening:
    if isinstance(rule.whole, Unknown):
        return Opening(resource, sources=(rule.whole,), protocol=rule.whole)
    elsewhere = (Unknown(fact.path, "a list of ranges that is kept elsewhere") for fact in _texts(rule, _LISTS))
    return Opening(
        resource,
        sources=(*_texts(rule, _RANGES), *elsewhere),
        protocol=given(word(rule, "protocol"), word(rule, "ipProtocol")),
        first_port=number(rule, "fromPort"),
        last_port=number(rule, "toPort"),
    )


def _texts(rule: Reader, keys: Sequence[str]) -> list[Fact[str]]:
    return [fact for key in keys for fact in rule.texts(key) if not isinstance(fact, Absent)]


def _ports(stack: Stack) -> Mapping[str, list[Fact[float]]]:
    """By a group's URN: the ports of the caches in it."""
    found: dict[str, list[Fact[float]]] = {}
    for cache in stack.all(Cache):
        node, arguments = stack.nodes.get(cache.resource.urn), ARGUMENTS.get(cache.resource.type)
        for one in meant(stack, node, arguments.security_groups, GROUPS) if node and arguments else ():
            found.setdefault(one.resource.urn, []).append(cache.port)
    return found


def _groups_of(stack: Stack, resource: Resource) -> Iterator[str]:
    """The URNs of the groups that a rule belongs to."""
    node, key = stack.nodes.get(resource.urn), _RULES.get(resource.type)
    if node and key:
        yield from (one.resource.urn for one in meant(stack, node, key, GROUPS))
    else:
        yield resource.urn
