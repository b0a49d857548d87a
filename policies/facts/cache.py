"""A Redis that a cloud runs, as rules judge it."""

from collections.abc import Sequence
from dataclasses import dataclass

from .resource import Resource
from .value import Absent, Fact, Password

ABSENT = Absent()


@dataclass(frozen=True, slots=True)
class Cache:
    """One managed Redis or Valkey; every fact that its kind has no argument for is absent without a path."""

    resource: Resource
    standalone: Fact[str] = ABSENT
    """The engine of a cluster that can have neither a password nor a replica."""
    unsupported: Fact[str] = ABSENT
    """What says, in words, that it is serverless or in cluster mode, which Celery's transport does not run on."""
    transit_encryption: Fact[bool] = ABSENT
    transit_mode: Fact[str] = ABSENT
    """`required` or `preferred`."""
    at_rest_encryption: Fact[bool] = ABSENT
    authentication: Fact[str] = ABSENT
    """What asks for a password: `token` or `users`; a value that is not known yet counts as there."""
    password: Fact[Password] = ABSENT
    """A token that stands in clear."""
    auth_strategy: Fact[str] = ABSENT
    """How a token is changed: SET or ROTATE, where password-less access stays open."""
    subnets: Fact[str] = ABSENT
    """The group of subnets that it is in."""
    subnet_is_public: Sequence[Fact[bool]] = ()
    """Of each subnet in it, as far as the graph tells."""
    security_groups: Sequence[Fact[str]] = ()
    """A single pathful absent fact where none is named."""
    snapshots: Fact[float] = ABSENT
    """Days that snapshots are kept."""
    failover: Fact[bool] = ABSENT
    eviction: Fact[str] = ABSENT
    """The value of maxmemory-policy in its parameter group."""
    port: Fact[float] = ABSENT
    names: frozenset[str] = frozenset()
    """Host names by which processes reach it, as far as they are known."""


@dataclass(frozen=True, slots=True)
class CacheUser:
    """A password of somebody who may log in to a managed Redis."""

    resource: Resource
    password: Fact[Password] = ABSENT
    """Empty where none is asked for."""
