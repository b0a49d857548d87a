"""Splits a shell's script into the commands in it."""

import re
from dataclasses import dataclass, field, replace

from ..value import Known, Unknown
from .expansion import Scope
from .lexer import Lexer, Operator, Piece, UnreadableError
from .words import Word, Words, known, names, unread

SHELLS = frozenset({"sh", "bash", "dash", "ash", "zsh", "ksh"})
_FILES = frozenset({"--rcfile", "--init-file"})

_ASSIGNMENT = re.compile(r"(\w+)(\+?)=")
_KEYWORDS = names("if then elif else fi while until do done for case select esac export time { } !")
_LINE, _PATTERN = frozenset({";", "\n"}), frozenset({")"})
_HEADS = {"for": _LINE, "select": _LINE, "case": _PATTERN, ";;": _PATTERN, ";&": _PATTERN, ";;&": _PATTERN}
"""What the words after these end with, which are no command."""
_BRANCHES = frozenset({"if", "case", "||"})
_BLOCKS = {**dict.fromkeys(names("if case while until for select"), 1), **dict.fromkeys(names("fi esac done"), -1)}
_CONDITIONS = frozenset({"&&", "||"})
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
        self._scope = scope
        self._path = path
        self._words: list[Word] = []
        self._head = frozenset[str]()
        """The operators that end what is no command; empty in one."""
        self._is_file = False
        self._depth = 0
        """How many blocks are around a command that may leave it out."""
        self._before = ""
        """The operator before the command."""

    def operator(self, operator: Operator) -> None:
        """Ends a command, unless a file's name follows."""
        if operator.redirects:
            self._is_file = True
            return
        self._is_file = False
        is_background = operator.text == "&"
        if self._words:
            self.script.parts.append(Part(tuple(self._words), is_background))
            self._scope.is_open |= known(self._words[0]) in _SOURCES
            self._words = []
        elif is_background and self.script.parts:  # of what stands in parentheses or braces, at least the last one
            self.script.parts[-1] = replace(self.script.parts[-1], background=True)
        if not self._head or operator.text in self._head:
            self._head = _HEADS.get(operator.text, frozenset())
        self.script.branches |= operator.text in _BRANCHES
        self._before = operator.text

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
            self._depth += _BLOCKS.get(keyword, 0)
            self.script.branches |= keyword in _BRANCHES
        elif not self._words and (assignment := _ASSIGNMENT.match(first)):
            self._assign(assignment, [first[assignment.end() :], *pieces[1:]])
        else:
            self._words += self._scope.words(pieces, self._path)

    def _assign(self, assignment: re.Match[str], pieces: list[Piece]) -> None:
        """Keeps a variable's value, unless it is one of several that it may have."""
        unknown: Word = Unknown(self._path, "a shell's variable")
        is_certain = not (assignment[2] or self._depth or self._before in _CONDITIONS)
        value = next(self._scope.words(pieces, self._path), unknown)
        self._scope.assigned[assignment[1]] = value if is_certain else unknown
