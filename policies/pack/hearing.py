"""What a policy has to know of a run, and who takes what it finds."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Protocol


class Report(Protocol):
    """Takes a finding: what a person reads, the URN of the resource to blame or empty, and its argument."""

    def __call__(self, message: str, urn: str = "", argument: str = "") -> None: ...


@dataclass(frozen=True, slots=True)
class Hearing:
    """A policy's part of the configuration, and where its findings go."""

    config: Mapping[str, Any]
    report: Report


Hearings = Callable[[str], Hearing | None]
"""By a policy's name; None for one that is switched off."""
