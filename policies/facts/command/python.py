"""Reads an interpreter's command line: which module or file it runs."""

from ..value import Known
from .words import Words, known, unread

CODE = "Python code"
_VALUES = frozenset({"--check-hash-based-pycs"})
_LETTERS_WITH_VALUE = "WX"


def run(words: Words) -> Words:
    """The module or file, as if it were the program, with its arguments; what else Python runs is unknown."""
    position = 1
    while position < len(words):
        text = known(words[position])
        if not text.startswith("-") or text == "-":
            break
        position += 1
        letter, rest = ("", "") if text.startswith("--") else _option(text)
        if letter == "m":
            return (Known(rest, words[position - 1].path), *words[position:]) if rest else words[position:]
        if letter == "c":
            return (unread(words[position - 1], CODE),)
        position += text in _VALUES or bool(letter and not rest)
    is_file = position < len(words) and known(words[position]) != "-"
    return words[position:] if is_file else (unread(words[0], CODE),)


def _option(text: str) -> tuple[str, str]:
    """The letter among several, as in `-um`, that takes a value, and that value where it is in the same word."""
    for position, letter in enumerate(text[1:], 2):
        if letter in "mc" or letter in _LETTERS_WITH_VALUE:
            return letter, text[position:]
    return "", ""
