"""Splits a shell's script into the commands in it. It evaluates nothing: what holds a variable is unknown."""

import re
import shlex
from dataclasses import dataclass

from ..value import Known, Unknown
from .words import Word, Words, names

SHELLS = frozenset({"sh", "bash", "dash", "ash", "zsh", "ksh"})

_TOKEN = re.compile(
    r"""
      (?P<space>[^\S\n]+|\\\n|(?<!\S)\#[^\n]*)
    | (?P<redirection>&>>?|\d*[<>]+&?)
    | (?P<operator>&&|\|\||;;|\|&|[;|&()\n])
    | (?P<word>(?:[^\s"'\\;&|<>()]|\\.|"(?:\\.|[^"\\])*"|'[^']*')+)
    """,
    re.VERBOSE | re.DOTALL,
)
_QUOTED = re.compile(r"""\\.|"(?:\\.|[^"\\])*"|'[^']*'""", re.DOTALL)
_ESCAPED = re.compile(r"\\.", re.DOTALL)
_VARIABLE = re.compile(r"[$`]")
_ASSIGNMENT = re.compile(r"\w+\+?=")
_KEYWORDS = names("if then elif else fi while until do done for case esac { } !")
_BRANCHES = frozenset({"if", "case", "||"})


@dataclass(frozen=True, slots=True)
class Script:
    """A script's commands."""

    commands: tuple[Words, ...]
    background: bool = False
    """Whether it starts a command and goes on."""
    branches: bool = False
    """Whether it may run some of them only."""


def parse(text: Known[str]) -> Script | None:
    """The script in the text; None where it cannot be split, as at a quote that does not end."""
    commands: list[list[Word]] = [[]]
    background = branches = target = False
    position = 0
    while position < len(text.value):
        match = _TOKEN.match(text.value, position)
        if not match:
            return None
        position, part = match.end(), match[0]
        branches = branches or part in _BRANCHES
        if match["operator"]:
            background = background or part == "&"
            commands.append([])
        elif match["word"] and not target and (commands[-1] or not _is_the_shells(part)):
            commands[-1].append(_unquoted(part, text.path))
        target = bool(match["redirection"]) or (target and bool(match["space"]))  # a file's name is no argument
    return Script(tuple(filter(None, commands)), background, branches)


def _is_the_shells(word: str) -> bool:
    """Whether a word at the beginning of a command is none of a program's."""
    return word in _KEYWORDS or bool(_ASSIGNMENT.match(word))


def _unquoted(token: str, path: str) -> Word:
    if _VARIABLE.search(_QUOTED.sub(_expanded, token)):
        return Unknown(path, "a shell's variable")
    return Known("".join(shlex.split(token)), path)


def _expanded(quoted: re.Match[str]) -> str:
    """What the shell expands in a quoted text: double quotes do not protect a variable."""
    return _ESCAPED.sub("", quoted[0]) if quoted[0].startswith('"') else ""
