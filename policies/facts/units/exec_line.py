"""Splits a command line of a unit into words, as systemd does: its quotes are not a shell's."""

import re
from collections.abc import Iterator, Mapping

from ..command.words import Word, Words
from ..value import Known
from . import variables

_WORD = re.compile(r"""(?:"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'|\\.|[^\s\\])+""", re.DOTALL)
_PART = re.compile(r'"((?:\\.|[^"\\])*)"|' r"'((?:\\.|[^'\\])*)'|\\(.)", re.DOTALL)
_ESCAPED = re.compile(r"\\(.)", re.DOTALL)
_BLANKS = {"n": "\n", "t": "\t", "s": " "}
_PREFIX = re.compile(r"[-@:+!|]*")
_SPECIFIER = re.compile(r"%([%A-Za-z])")
_INSTANCE = "iIjJ"


def read(line: str, environment: Mapping[str, Word], path: str) -> Words:
    """The words of `ExecStart`, without the signs before its program."""
    prefix = _PREFIX.match(line)
    signs = prefix[0] if prefix else ""
    raw = _WORD.findall(line[len(signs) :])
    if "@" in signs:  # the second word is what the process is called
        raw = [*raw[:1], *raw[2:]]
    return tuple(word for one in raw for word in _words(one, environment, path))


def assignments(line: str, path: str) -> dict[str, Word]:
    """The variables of `Environment`, which may hold several."""
    pairs = [_specified(_unquoted(raw)).partition("=") for raw in _WORD.findall(line)]
    return {name: variables.word(value, f"{path}.{name}") for name, equals, value in pairs if equals}


def is_privileged(line: str) -> bool:
    """Whether the command runs as root, whoever the unit's user is."""
    prefix = _PREFIX.match(line)
    return prefix is not None and "+" in prefix[0]


def _words(raw: str, environment: Mapping[str, Word], path: str) -> Iterator[Word]:
    """Usually one; a variable that stands alone, and without braces, becomes as many as it holds."""
    text = _specified(_unquoted(raw))
    alone = variables.VARIABLE.fullmatch(text)
    filled = variables.filled_in(text, environment).replace("$$", "$")
    if alone and alone["bare"] and filled != text:
        yield from (Known(part, path) for part in filled.split())
    elif " " in filled:  # a script for a shell, which knows some variables itself
        yield Known(filled, path)
    else:
        yield variables.word(filled, path)


def _unquoted(raw: str) -> str:
    return _PART.sub(lambda part: _unescaped(part[1] or part[2] or part[3] or ""), raw)


def _unescaped(text: str) -> str:
    return _ESCAPED.sub(lambda escaped: _BLANKS.get(escaped[1], escaped[1]), text)


def _specified(text: str) -> str:
    """A template's instance is not known; the other specifiers name folders and machines, which decide nothing."""
    return _SPECIFIER.sub(_specifier, text)


def _specifier(found: re.Match[str]) -> str:
    if found[1] == "%":
        return "%"
    return "${instance}" if found[1] in _INSTANCE else ""
