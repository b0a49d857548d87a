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
    published: Sequence[Fact[str]] = ()
    """The addresses of its machine at which it is reached."""
