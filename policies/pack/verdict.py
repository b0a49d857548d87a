"""What a rule says: this is wrong, or this could not be read. Nothing means that all is well."""

import json
import re
from collections.abc import Callable, Container, Iterator
from dataclasses import dataclass
from typing import TypeAlias, TypeVar

from facts.resource import Resource
from facts.value import Absent, Fact, Known, Unknown

T = TypeVar("T")
PLAIN = re.compile(r"[\w./:*+, -]{0,60}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Finding:
    """A violation, at one argument."""

    path: str
    seen: str
    wanted: str
    resource: Resource | None = None
    """The resource to blame, where a rule judges the whole stack."""

    def repeats(self, other: "Finding") -> bool:
        """Whether the other one is the same at a longer path: `user` repeats `workers.mail.user`."""
        return (self.seen, self.wanted) == (other.seen, other.wanted) and f".{other.path}".endswith(f".{self.path}")

    def message(self, resource: Resource, fix: str) -> str:
        """What a person reads."""
        what = f"{resource.name}: {resource.argument(self.path)}" if self.path else resource.name
        return f"{what} is {self.seen}; wanted: {self.wanted}.\n{fix}"


@dataclass(frozen=True, slots=True)
class Unread:
    """An argument that the rule needs and that cannot be read: neither a violation nor a pass."""

    path: str
    why: str
    resource: Resource | None = None


Verdict: TypeAlias = Finding | Unread


def reject(
    fact: Fact[T], when: Callable[[T], bool], wanted: str, words: Container[object] | None = None
) -> Iterator[Verdict]:
    """A finding for a known value that is bad; what nobody gave is fine, what cannot be read is said.

    Where there are only so many words for a value, any other is some text in the wrong place: it is not shown.
    """
    match fact:
        case Known(value, path) if when(value):
            is_text = words is not None and str(value).lower() not in words
            yield Finding(path, "another text" if is_text else shown(value), wanted)
        case Unknown(path, why):
            yield Unread(path, why)


def require(fact: Fact[T], when: Callable[[T], bool], wanted: str) -> Iterator[Verdict]:
    """A finding for what nobody gave, too, where there is an argument for it."""
    if isinstance(fact, Absent) and fact.path:
        yield Finding(fact.path, fact.seen, wanted)
    yield from reject(fact, when, wanted)


def shown(value: object) -> str:
    """A value for a message. A text that might be more than a name (a URL, a long one) is only described."""
    if isinstance(value, float):  # as every number arrives
        return f"{value:.0f}" if value.is_integer() else f"{value:g}"
    if not isinstance(value, str):
        return json.dumps(value, default=lambda _: "…")
    return f'"{value}"' if PLAIN.fullmatch(value) and "://" not in value else f"a text of {len(value)} characters"
