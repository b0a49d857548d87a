"""Reads MemoryDB, which keeps what it is given, always in cluster mode and always encrypted on disk."""

from collections.abc import Iterator

from ...cache import Cache
from ...reader import Reader
from ...redis import PORT
from ...resource import Resource
from ...stack import Subject
from ...value import Absent, Fact, Known, convert, or_default
from . import cache_arguments as of
from .arguments import listed, number, switch

_EVERYBODY = "open-access"


def cluster(resource: Resource, inputs: Reader) -> Iterator[Subject]:
    """A cluster; where nothing is said it takes TLS only and has a replica."""
    names = of.ARGUMENTS[resource.type]
    yield Cache(
        resource,
        unsupported=Known("always in cluster mode"),
        transit_encryption=or_default(switch(inputs, "tlsEnabled"), True),
        authentication=_authentication(inputs.text(names.users)),
        subnets=inputs.text(names.subnets),
        security_groups=listed(inputs, names.security_groups),
        snapshots=number(inputs, "snapshotRetentionLimit"),
        failover=convert(or_default(number(inputs, "numReplicasPerShard"), 1.0), lambda count: count > 0, "a number"),
        port=or_default(number(inputs, "port"), PORT),
    )


TYPES = {of.MEMORYDB: cluster, of.NATIVE_MEMORYDB: cluster}


def _authentication(group: Fact[str]) -> Fact[str]:
    """A list of users, except for the one that AWS makes and that everybody is in."""
    if group == Known(_EVERYBODY, group.path):
        return Absent(group.path, f'"{_EVERYBODY}"')
    return group if isinstance(group, Absent) else Known("users", group.path)
