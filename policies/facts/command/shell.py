"""Splits a shell's script into the commands in it."""

import re
from dataclasses import dataclass, field, replace

from ..value import Known, Unknown
from .expansion import Scope
from .lexer import Lexer, Operator, Piece, UnreadableError
from .words import Word, Words, known, names, unread

SHELLS = frozenset({"sh", "bash", "dash", "ash", "zsh", "ksh"})
_FILES = frozenset({"--rcfile", "--init-file"})

_ASSIGNMENT = re.compile(r"(\w+)\+?=")
_KEYWORDS = names("if then elif else fi while until do done for case select esac export time { } !")
_LINE, _PATTERN = frozenset({";", "\n"}), frozenset({")"})
_HEADS = {"for": _LINE, "select": _LINE, "case": _PATTERN, ";;": _PATTERN, ";&": _PATTERN, ";;&": _PATTERN}
"""What the words after these end with, which are no command."""
_BRANCHES = frozenset({"if", "case", "||"})
_SOURCES = frozenset({".", "source", "eval", "read"})


@dataclass(frozen=True, slots=True)
class Part:
    """One command of a script."""

    words: Words
    background: bool
    """Whether the script goes on while it runs."""


@dataclass(slots=True)
class Script:
    """A script's commands."""

    parts: list[Part] = field(default_factory=list)
    branches: bool = False
    """Whether it may run some of them only."""


def run(words: Words) -> tuple[Word | None, Words]:
    """The script on a shell's command line, with its parameters; or none, and a file's name with its arguments."""
    position, is_script = 1, False
    while position < len(words) and (text := known(words[position])).startswith(("-", "+")):
        position += 1
        if text in ("-", "--"):
            break
        if text.startswith("--"):
            position += text in _FILES
        else:
            position += text.count("o") + text.count("O")
            is_script |= text[0] == "-" and "c" in text
    rest = words[position:]
    if is_script and rest:
        return rest[0], rest[1:]
    return None, rest or (unread(words[0], "a shell's script"),)


def parse(text: Known[str], scope: Scope) -> Script | None:
    """The script in the text; None where it cannot be split."""
    parser = _Parser(text.path, scope)
    try:
        for token in Lexer(text.value).tokens():
            parser.operator(token) if isinstance(token, Operator) else parser.word(token)
    except UnreadableError:
        return None
    parser.operator(Operator("\n"))
    return parser.script


class _Parser:
    """Puts words together to commands."""

    def __init__(self, path: str, scope: Scope) -> None:
        self.script = Script()
        self.scope = scope
        self._path = path
        self._words: list[Word] = []
        self._head = frozenset[str]()
        """The operators that end what is no command; empty in one."""
        self._is_file = False

    def operator(self, operator: Operator) -> None:
        """Ends a command, unless a file's name follows."""
        if operator.redirects:
            self._is_file = True
            return
        self._is_file = False
        is_background = operator.text == "&"
        if self._words:
            self.script.parts.append(Part(tuple(self._words), is_background))
            self.scope.is_open |= known(self._words[0]) in _SOURCES
            self._words = []
        elif is_background and self.script.parts:  # of what stands in parentheses or braces, at least the last one
            self.script.parts[-1] = replace(self.script.parts[-1], background=True)
        if not self._head or operator.text in self._head:
            self._head = _HEADS.get(operator.text, frozenset())
        self.script.branches |= operator.text in _BRANCHES

    def word(self, pieces: list[Piece]) -> None:
        """Adds to a command what belongs to its program."""
        first = pieces[0] if isinstance(pieces[0], str) else ""
        keyword = first if len(pieces) == 1 and not self._words else ""
        if self._is_file:
            self._is_file = False
        elif self._head and keyword != "esac":
            return
        elif keyword in _KEYWORDS:
            self._head = _HEADS.get(keyword, frozenset())
            self.script.branches |= keyword in _BRANCHES
        elif not self._words and (assignment := _ASSIGNMENT.match(first)):
            value = self.scope.words([first[assignment.end() :], *pieces[1:]], self._path)
            self.scope.assigned[assignment[1]] = next(value, Unknown(self._path))
        else:
            self._words += self.scope.words(pieces, self._path)
