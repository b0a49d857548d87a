"""Joins a cache with what the stack has around it: parameters, users, subnets, and who connects to it."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from ...cache import ABSENT, Cache
from ...graph import Node
from ...stack import Stack, Subject
from ...value import Absent, Fact, Known
from . import cache_arguments as of
from .cache_subnets import are_public
from .cache_users import authentication
from .cluster_mode import FOR_IT
from .endpoints import names
from .parameter_groups import parameter
from .references import meant
from .security_groups import DEFAULT, GROUPS
from .subnets import VPCS

_EVICTION = "maxmemory-policy"
_DEFAULT = "the default group of its network"
_KEEPS = (of.MEMORYDB, of.NATIVE_MEMORYDB)
"""What evicts nothing where nothing is said."""


def join(stack: Stack) -> Iterator[Subject]:
    """Each cache again, with what it comes from; one that may be Memcached has no subnets that matter."""
    for cache in stack.all(Cache):
        node, arguments = stack.nodes.get(cache.resource.urn), of.ARGUMENTS.get(cache.resource.type)
        if node and arguments and cache.subnets != ABSENT:
            yield _joined(stack, cache, node, arguments)


def _joined(stack: Stack, cache: Cache, node: Node, arguments: of.Arguments) -> Cache:
    return replace(
        cache,
        unsupported=_unsupported(stack, cache, node, arguments.parameters),
        authentication=authentication(stack, node, arguments.users, cache.authentication),
        eviction=_eviction(stack, node, arguments.parameters) if arguments.parameters else cache.eviction,
        security_groups=_security_groups(stack, cache, node, arguments.security_groups),
        subnet_is_public=are_public(stack, node, arguments.subnets),
        names=names(stack, node),
    )


def _security_groups(stack: Stack, cache: Cache, node: Node, key: str) -> Sequence[Fact[str]]:
    """A network's default group is none that somebody thought of, whatever the stack makes of it."""
    groups = meant(stack, node, key, GROUPS)
    if groups and all(one.resource.type == DEFAULT for one in groups):
        return (Absent(key, _DEFAULT),)
    return [_unless_default(stack, group) for group in cache.security_groups]


def _unless_default(stack: Stack, group: Fact[str]) -> Fact[str]:
    defaults = [vpc.outputs.text("defaultSecurityGroupId") for vpc in stack.nodes_of(*VPCS)]
    if isinstance(group, Known) and any(default == Known(group.value, default.path) for default in defaults):
        return Absent(group.path, _DEFAULT)
    return group


def _eviction(stack: Stack, node: Node, key: str) -> Fact[str]:
    found = parameter(stack, node, key, _EVICTION)
    if isinstance(found, Absent):
        return ABSENT if node.resource.type in _KEEPS else Absent(found.path, "volatile-lru, AWS' default")
    return found


def _unsupported(stack: Stack, cache: Cache, node: Node, key: str) -> Fact[str]:
    """A group of parameters may switch cluster mode on, too."""
    said = parameter(stack, node, key, "cluster-enabled") if key else cache.unsupported
    is_on = isinstance(said, Known) and said.value.lower() == "yes"
    return Known(FOR_IT, key) if is_on and isinstance(cache.unsupported, Absent) else cache.unsupported
