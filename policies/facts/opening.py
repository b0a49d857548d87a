"""A firewall's openings, as rules judge them."""

from collections.abc import Sequence
from dataclasses import dataclass

from .resource import Resource
from .value import Absent, Fact

ABSENT = Absent()


@dataclass(frozen=True, slots=True)
class Opening:
    """One rule of a firewall that lets connections in."""

    resource: Resource
    sources: Sequence[Fact[str]] = ()
    """Ranges of addresses in CIDR notation."""
    groups: Sequence[Fact[str]] = ()
    """Security groups, prefix lists or itself."""
    protocol: Fact[str] = ABSENT
    """`tcp`, a number, or `-1` for all."""
    first_port: Fact[float] = ABSENT
    last_port: Fact[float] = ABSENT
    guards_redis: bool = False
    """Whether the graph shows that a Redis is behind it."""
