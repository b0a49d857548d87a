"""What a place made of a stack, in words that are no provider's. A new target needs a `Place` in `places.py`."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from unit.recording import Recording


@dataclass(frozen=True)
class SeenProcess:
    """A process as the platform will run it."""

    command: tuple[str, ...]
    env: Mapping[str, str]
    """The clear part of its environment."""
    is_root: bool
    replicas: int
    most_at_once: int
    """How many of it there may be for a moment while it is updated."""
    kept_alive: bool
    """Whether it is started again after every end, without giving up."""
    stop_signal: str
    stop_seconds: int
    stops_children: bool
    """Whether the stop signal goes to the processes that it started, too."""


@dataclass(frozen=True)
class SeenBroker:
    """Redis as the platform will run it."""

    private: bool
    """Whether only the stack's own processes reach its port."""
    asks_for_password: bool
    eviction: str
    append_only: bool
    is_root: bool
    kept_alive: bool


@dataclass(frozen=True)
class Observation:
    """A stack after its resources were made."""

    processes: Mapping[str, SeenProcess]
    """By the name of their component."""
    broker: SeenBroker
    readable: str
    """Every text that the place writes where more than the processes' own user may read it: command lines, labels."""


class Place(Protocol):
    """How to use one target, and how to look at what it made."""

    name: str
    listens_on: str
    """The address on which a web process listens that is for this machine only."""

    def target(self, folder: Path) -> dict[str, Any]:
        """The arguments that name this place; a test has `folder` to itself."""

    def observe(self, made: Recording) -> Observation:
        """What the recorded resources amount to."""

    def limits(self, folder: Path) -> Mapping[str, tuple[dict[str, Any], str]]:
        """What this place cannot do: name -> changes of the stack's arguments, and how the refusal begins."""
