"""Environment variables, as far as they are known."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from .reader import Reader
from .value import Absent, Fact, Known, Unknown

Word = Fact[str]
NOTHING = Absent()


@dataclass(frozen=True, slots=True)
class Environment:
    """The variables that a resource gives to a process."""

    variables: Mapping[str, Word] = field(default_factory=dict)
    rest: Word = NOTHING
    """Unknown where there may be more."""

    @classmethod
    def of(cls, entries: Sequence[Word]) -> "Environment":
        """The variables in a list of `NAME=value`."""
        variables: dict[str, Word] = {}
        rest: Word = NOTHING
        for entry in entries:
            if isinstance(entry, Known):
                name, _, value = entry.value.partition("=")
                variables[name] = Known(value, f"{entry.path}: {name}")
            elif isinstance(entry, Unknown):
                rest = entry
        return cls(variables, rest)

    @classmethod
    def of_mapping(cls, entries: Reader) -> "Environment":
        """The variables in an object whose keys are their names."""
        if isinstance(entries.whole, Unknown):
            return cls(rest=entries.whole)
        return cls({name: entries.text(name) for name in entries.names()})

    def get(self, *names: str) -> Word:
        """The first of these variables that is set; unknown where it cannot be excluded that one is."""
        return next((self.variables[name] for name in names if name in self.variables), self.rest)
