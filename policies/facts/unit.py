"""What keeps a process alive on a machine, as rules judge it."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

from .resource import Resource
from .value import Fact


class Manager(Enum):
    """Who reads the text."""

    SYSTEMD = "systemd"
    SUPERVISOR = "supervisor"


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit of systemd, or a program of Supervisor, that runs Celery or Redis, as its text says."""

    resource: Resource
    manager: Manager
    path: str
    """The argument that holds the text, and the unit's or program's name."""
    missing: Sequence[str] = ()
    """Directives of the sandbox that are not there, or weaker than they should be."""
    wrong: Sequence[tuple[Fact[str], str]] = ()
    """Directives that harm, or whose default does, and what is wanted in their place."""
