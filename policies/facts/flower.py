"""Flower, Celery's monitor, which can also revoke tasks and shut workers down."""

from collections.abc import Sequence
from dataclasses import dataclass

from .resource import Resource
from .value import Absent, Fact

ABSENT = Absent()


@dataclass(frozen=True, slots=True)
class Flower:
    """One Flower that a resource runs."""

    resource: Resource
    authentication: Fact[str] = ABSENT
    """`basic` or `oauth`; absent with a path where everybody is let in."""
    open_api: Fact[bool] = ABSENT
    """Whether its API answers without asking who it is, as FLOWER_UNAUTHENTICATED_API lets it."""
    published: Sequence[Fact[str]] = ()
    """The addresses of its machine at which it is reached; 0.0.0.0 for a load balancer's."""
    publishes_all: Fact[bool] = ABSENT
    """Whether every port that its image names is published."""
