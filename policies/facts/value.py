"""What a policy may know of one argument: its value, that it is not known yet, or that nobody gave it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic, TypeAlias, TypeVar

from pulumi_policy import proxy

T = TypeVar("T")
U = TypeVar("U")

UNSEEN = "a file that cannot be seen"
"""Why a value in a file that only its own machine holds is unknown."""


@dataclass(frozen=True, slots=True)
class Known(Generic[T]):
    """A value, and the path of the argument that holds it, for example `app.settings.accept_content[0]`."""

    value: T
    path: str = ""


@dataclass(frozen=True, slots=True)
class Unknown:
    """A value that cannot be read: neither a violation nor a pass. `why` completes "it is …"."""

    path: str = ""
    why: str = "not known yet"


UNKNOWN = Unknown()
"""Stands among the values of a resource where one is not known."""
NOT_KNOWN = frozenset(word for name, word in vars(proxy).items() if name.startswith("UNKNOWN_"))
"""What the engine sends in its place."""


@dataclass(frozen=True, slots=True)
class Absent:
    """An argument that nobody gave, where the platform has no default that the pack could judge."""

    path: str = ""
    """Empty where the family of resources has no such argument, so that nothing can be demanded of it."""
    seen: str = "not set"
    """What stands there, where another argument switches it off."""


Fact: TypeAlias = Known[T] | Unknown | Absent


@dataclass(frozen=True, slots=True)
class Password:
    """A password without its text, which reaches policies in clear and so must never reach a rule."""

    length: int | None
    """None where only a hash of it is there."""
    is_common: bool = False
    """Whether it is one of the words that are tried first."""


def or_default(fact: Fact[T], value: T) -> Fact[T]:
    """The fact, or `value` where the platform fills it in for an argument that nobody gave."""
    return Known(value, fact.path) if isinstance(fact, Absent) else fact


def given(*facts: Fact[T]) -> Fact[T]:
    """The first that somebody gave; the first where nobody gave any."""
    return next((fact for fact in facts if not isinstance(fact, Absent)), facts[0])


def convert(fact: Fact[T], change: Callable[[T], U | None], wanted: str) -> Fact[U]:
    """The fact with its value changed; one that `change` answers with None is unknown: it is not `wanted`."""
    if not isinstance(fact, Known):
        return fact
    changed = change(fact.value)
    return Unknown(fact.path, f"not {wanted}") if changed is None else Known(changed, fact.path)
