"""What is known of a machine after a resource's commands: its files, and what was started there."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import PurePosixPath

from ..command.words import Word, Words
from ..value import UNSEEN, Absent, Fact, Known, Unknown
from .redis_conf import PACKAGED, is_configuration

_DEVICES = "/dev/"
_PLAIN = re.compile(r"[\w@.+-]{1,60}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Started:
    """A command line that a script runs."""

    words: Words
    user: Word
    variables: Mapping[str, Word]
    path: str


@dataclass(slots=True)
class Machine:
    """Written by commands, one after the other."""

    files: dict[str, Fact[str]] = field(default_factory=dict)
    """By their path there."""
    started: list[Started] = field(default_factory=list)
    units: list[str] = field(default_factory=list)
    """Names that systemd was told to start, or to start with the machine."""

    def write(self, name: str, text: str | None, path: str, *, at_end: bool = False) -> None:
        """A file's text; None is one that cannot be seen. A package has written some files before."""
        if name.startswith(_DEVICES):
            return
        before = self.text(name) if at_end else ""
        fact: Fact[str] = Unknown(path, UNSEEN)
        self.files[name] = fact if text is None else Known(before + text, in_file(path, name))

    def text(self, name: str) -> str:
        """A file's text as far as it is known."""
        found = self.files.get(name, Absent())
        if isinstance(found, Known):
            return found.value
        return PACKAGED if is_configuration(name) else ""

    def instances(self, template: str) -> Fact[float]:
        """How many of a template unit, `name@.service`, were started."""
        stem = template.removesuffix(".service")
        started = {unit for unit in self.units if unit.removesuffix(".service").startswith(stem)}
        if not started or any("$" in unit for unit in started):
            return Unknown(template, "a template; how many of it are started cannot be read")
        return Known(float(len(started)))


def in_file(path: str, name: str) -> str:
    """The path of a file's text, in the argument `path`."""
    last = PurePosixPath(name).name
    return f"{path}[{last if _PLAIN.fullmatch(last) else 'a file'}]"
