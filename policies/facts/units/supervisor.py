"""Reads programs of Supervisor: what they start, as whom, and what happens when they end."""

import re
import shlex
from collections.abc import Iterator, Mapping
from configparser import Error, RawConfigParser
from contextlib import suppress
from dataclasses import dataclass
from textwrap import dedent

from ..command.words import Word, Words
from ..environment import Environment
from ..value import Absent, Fact, Known, convert, or_default
from ..workload import ABSENT
from . import variables

SECONDS_TO_STOP = 10.0
_SECTION = "[program:"
_PROGRAM = re.compile(r"program:(?P<name>.+)")
_TRUE, _FALSE = {"true", "yes", "on", "1"}, {"false", "no", "off", "0"}
_ASSIGNMENT = re.compile(
    r"""(?<!\w)(?P<name>\w+)\s*=\s*(?:"(?P<double>[^"]*)"|'(?P<single>[^']*)'|(?P<bare>[^,\s]*))"""
)
_EXPRESSION = re.compile(r"%(?:%|\((?P<name>\w+)\)\d*[sd])")


@dataclass(frozen=True, slots=True)
class Program:
    """The section of one program, and what the daemon's own section says for all."""

    name: str
    path: str
    entries: Mapping[str, str]
    daemon: Mapping[str, str]
    daemon_path: str

    def value(self, name: str) -> Word:
        """An option's value."""
        path = f"{self.path}.{name}"
        given = self.entries.get(name, "").strip()
        return variables.word(_expanded(given, self.name), path) if given else Absent(path)

    def number(self, name: str) -> Fact[float]:
        """An option's value, where it is a number."""
        return convert(self.value(name), _number, "a number")

    def flag(self, name: str) -> Fact[bool]:
        """An option's value, where it is true or false."""
        return convert(self.value(name), _flag, "true or false")

    def words(self, environment: Environment) -> Words:
        """The command line, which no shell sees."""
        path = f"{self.path}.command"
        command = _expanded(self.entries.get("command", ""), self.name)
        return [variables.word(variables.filled_in(word, environment.variables), path) for word in _split(command)]

    def user(self) -> Word:
        """Who starts the daemon, where the program names nobody."""
        own = self.value("user")
        if isinstance(own, Absent) and (of_daemon := self.daemon.get("user", "").strip()):
            return variables.word(of_daemon, f"{self.daemon_path}.user")
        return own

    def restart(self) -> Word:
        """Supervisor's own default starts a process again after a crash only; rules on Supervisor speak of that."""
        always = self.flag("autorestart")
        return Known("always" if always.value else "false", always.path) if isinstance(always, Known) else ABSENT

    def stop_grace(self) -> Fact[float]:
        """Seconds until what does not end is killed."""
        return or_default(self.number("stopwaitsecs"), SECONDS_TO_STOP)

    def environment(self) -> Environment:
        """Its variables, and those of the daemon."""
        of_daemon = _variables(self.daemon.get("environment", ""), f"{self.daemon_path}.environment")
        own = _expanded(self.entries.get("environment", ""), self.name)
        return Environment({**of_daemon, **_variables(own, f"{self.path}.environment")})


def programs(text: str, path: str) -> Iterator[Program]:
    """The programs in a configuration; none where it is no configuration of Supervisor's."""
    if _SECTION not in text:
        return
    parser = RawConfigParser(strict=False, inline_comment_prefixes=(";", "#"), empty_lines_in_values=False)
    with suppress(Error):  # what could be read before the error stays
        parser.read_string(dedent(text))
    daemon = dict(parser["supervisord"]) if parser.has_section("supervisord") else {}
    for section in parser.sections():
        if program := _PROGRAM.fullmatch(section):
            yield Program(program["name"], f"{path}[{section}]", dict(parser[section]), daemon, f"{path}[supervisord]")


def _expanded(text: str, name: str) -> str:
    """With `%%` as the sign itself, and the daemon's variables as a shell writes them."""

    def expression(found: re.Match[str]) -> str:
        if found[0] == "%%":
            return "%"
        told = found["name"]
        if told in ("program_name", "group_name"):
            return name
        return "0" if told in ("process_num", "numprocs") else f"${{{told.removeprefix('ENV_')}}}"

    return _EXPRESSION.sub(expression, text)


def _split(command: str) -> list[str]:
    try:
        return shlex.split(command)
    except ValueError:
        return command.split()


def _variables(text: str, path: str) -> dict[str, Word]:
    found = {one["name"]: one["double"] or one["single"] or one["bare"] or "" for one in _ASSIGNMENT.finditer(text)}
    return {name: variables.word(value, f"{path}.{name}") for name, value in found.items()}


def _number(text: str) -> float | None:
    return float(text) if re.fullmatch(r"\d{1,9}", text) else None


def _flag(text: str) -> bool | None:
    lower = text.lower()
    return lower in _TRUE if lower in _TRUE | _FALSE else None
