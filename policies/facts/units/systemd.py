"""Reads units of systemd: what a service starts, as whom, and what happens when it ends."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ..command.words import Word, Words
from ..environment import Environment
from ..value import UNSEEN, Absent, Fact, Known, Unknown, convert, or_default
from ..workload import ABSENT
from . import directives, environment_file, exec_line, stopping, timespan, variables

DROP_IN = re.compile(r"(?<=\.service)\.d/[^/]+$")
"""What follows a unit's name in that of a file that adds to it."""
SECONDS_TO_STOP = 90.0
_TRUE = {"yes", "true", "on", "1"}
_ALWAYS = "always"
_POLICIES = {"no", _ALWAYS, "on-success", "on-failure", "on-abnormal", "on-watchdog", "on-abort"}


@dataclass(frozen=True, slots=True)
class Service:
    """The section [Service] of a unit."""

    path: str
    """The argument that holds the text, and the unit's name."""
    entries: directives.Section
    is_of_a_user: bool = False
    """Whether a user's own manager runs it, so that it is never root."""
    is_part: bool = False
    """Whether it adds to a unit that is not seen, so that what it leaves out tells nothing."""

    def last(self, name: str) -> Word:
        """The directive's value; of several the last counts."""
        values = self.entries.get(name)
        path = f"{self.path}.{name}"
        if not values:
            return ABSENT if self.is_part else Absent(path)
        return variables.word(values[-1], path)

    def says(self, name: str, *values: str) -> bool:
        """Whether the directive has one of these values."""
        fact = self.last(name)
        return isinstance(fact, Known) and fact.value.lower() in values

    def is_true(self, name: str) -> bool:
        """Whether the directive switches something on."""
        return self.says(name, *_TRUE)

    @property
    def runs_once(self) -> bool:
        """Whether it is a job that ends."""
        return self.says("Type", "oneshot")

    def commands(self, environment: Environment) -> list[Words]:
        """The command lines that it starts."""
        path = f"{self.path}.ExecStart"
        return [exec_line.read(line, environment.variables, path) for line in self.entries.get("ExecStart", ())]

    def user(self) -> Word:
        """Absent, for root, where nobody is named."""
        if any(map(exec_line.is_privileged, self.entries.get("ExecStart", ()))):
            return Known("root", f"{self.path}.ExecStart")
        return ABSENT if self.is_of_a_user or self.is_true("DynamicUser") else self.last("User")

    def restart(self) -> Word:
        """What is no policy is ignored."""
        if self.runs_once:
            return ABSENT
        given = convert(self.last("Restart"), str.lower, "a text")
        if isinstance(given, Known) and given.value not in _POLICIES:
            return Absent(given.path, "no policy of systemd's")
        return given

    def stop_grace(self) -> Fact[float]:
        """Seconds until what does not end is killed; absent where it never is."""
        given = self.last("TimeoutStopSec")
        given = self.last("TimeoutSec") if isinstance(given, Absent) else given
        if isinstance(given, Known) and given.value == "infinity":
            return ABSENT
        return or_default(convert(given, timespan.seconds, "a span of time"), SECONDS_TO_STOP)

    def stop_signal(self) -> Word:
        """What the processes get, or what a command of the unit's own sends them."""
        for line in self.entries.get("ExecStop", ()):
            if signal := stopping.signal_of(line):
                return Known(signal, f"{self.path}.ExecStop")
        return self.last("KillSignal")

    def environment(self, files: Mapping[str, Fact[str]]) -> Environment:
        """Its variables, and those in the files that it names; a file that cannot be seen may hold any."""
        found: dict[str, Word] = {}
        rest: Word = ABSENT
        for line in self.entries.get("Environment", ()):
            found |= exec_line.assignments(line, f"{self.path}.Environment")
        for name in self.environment_files():
            text = files.get(name)
            if isinstance(text, Known):
                found |= environment_file.read(text.value, text.path)
            else:
                rest = Unknown(f"{self.path}.EnvironmentFile", UNSEEN)
        return Environment(found, rest)

    def environment_files(self) -> Sequence[str]:
        """The files that it reads variables from."""
        return [name.removeprefix("-").strip("\"'") for name in self.entries.get("EnvironmentFile", ())]
