"""Reads the kinds of ElastiCache, with what AWS does by default. Memcached is no matter of Celery's broker."""

from collections.abc import Iterator

from ...cache import ABSENT, Cache
from ...reader import Reader
from ...redis import PORT
from ...resource import Resource
from ...stack import Subject
from ...value import Absent, Fact, Known, Unknown, convert, given, or_default
from . import cache_arguments as of
from .arguments import is_given, listed, number, switch
from .cluster_mode import cluster_mode

_MEMCACHED = "memcached"


def replication_group(resource: Resource, inputs: Reader) -> Iterator[Subject]:
    """A primary with its replicas."""
    names = of.ARGUMENTS[resource.type]
    [token, *_] = listed(inputs, "authToken", "authTokenWo")
    yield Cache(
        resource,
        unsupported=cluster_mode(inputs, names.parameters),
        transit_encryption=_unless_global(inputs, switch(inputs, "transitEncryptionEnabled")),
        transit_mode=convert(inputs.text("transitEncryptionMode"), str.lower, "a text"),
        at_rest_encryption=_unless_global(inputs, _at_rest(inputs)),
        authentication=_authentication(inputs, names.users, token),
        password=given(inputs.password("authToken"), inputs.password("authTokenWo")),
        auth_strategy=inputs.text("authTokenUpdateStrategy") if is_given(token) else ABSENT,
        subnets=inputs.text(names.subnets),
        security_groups=listed(inputs, names.security_groups, "securityGroupNames"),
        snapshots=number(inputs, "snapshotRetentionLimit"),
        failover=switch(inputs, "automaticFailoverEnabled"),
        port=or_default(number(inputs, "port"), PORT),
    )


def cluster(resource: Resource, inputs: Reader) -> Iterator[Subject]:
    """A server of its own; one in a replication group has its arguments there."""
    names, engine = of.ARGUMENTS[resource.type], _engine(inputs)
    if is_given(inputs.text("replicationGroupId")):
        return
    if isinstance(engine, Unknown):
        yield Cache(resource, standalone=engine)
    elif isinstance(engine, Known) and engine.value != _MEMCACHED:
        yield Cache(
            resource,
            standalone=engine,
            subnets=inputs.text(names.subnets),
            security_groups=listed(inputs, names.security_groups),
            port=or_default(number(inputs, "port"), PORT),
        )


def serverless(resource: Resource, inputs: Reader) -> Iterator[Subject]:
    """One that grows by itself; it is always encrypted and always in several zones."""
    names, engine = of.ARGUMENTS[resource.type], _engine(inputs)
    if isinstance(engine, Unknown):
        yield Cache(resource, unsupported=engine)
    elif isinstance(engine, Known) and engine.value != _MEMCACHED:
        yield Cache(
            resource,
            unsupported=Known("serverless"),
            transit_encryption=Known(True),
            authentication=_authentication(inputs, names.users, ABSENT),
            subnets=listed(inputs, names.subnets)[0],
            security_groups=listed(inputs, names.security_groups),
            snapshots=number(inputs, "snapshotRetentionLimit"),
            port=Known(PORT),
        )


TYPES = {
    of.REPLICATION_GROUP: replication_group,
    of.CLUSTER: cluster,
    of.SERVERLESS: serverless,
    of.NATIVE_REPLICATION_GROUP: replication_group,
    of.NATIVE_CLUSTER: cluster,
    of.NATIVE_SERVERLESS: serverless,
}


def _engine(inputs: Reader) -> Fact[str]:
    return convert(inputs.text("engine"), str.lower, "a text")


def _at_rest(inputs: Reader) -> Fact[bool]:
    """Valkey is encrypted where nothing is said, Redis is not."""
    found, engine = switch(inputs, "atRestEncryptionEnabled"), _engine(inputs)
    if isinstance(found, Absent) and isinstance(engine, Unknown):
        return engine
    return or_default(found, True) if engine == Known("valkey", engine.path) else found


def _authentication(inputs: Reader, users: str, token: Fact[str]) -> Fact[str]:
    """A token or a group of users, also where it is not known yet."""
    if is_given(token):
        return Known("token", token.path)
    group = listed(inputs, users)[0]
    if is_given(group):
        return Known("users", users)
    return Absent(token.path or users)


def _unless_global(inputs: Reader, fact: Fact[bool]) -> Fact[bool]:
    """A member of a global group is encrypted as the group is."""
    if isinstance(fact, Absent) and is_given(inputs.text("globalReplicationGroupId")):
        return Unknown(fact.path, "that of the global group")
    return fact
