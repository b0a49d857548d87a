"""The words of a command line, each known or not by itself."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ..value import Fact, Known, Unknown

Word = Fact[str]
Words = Sequence[Word]
_PYTHON = re.compile(r"(python|pypy)[\d.]*")


@dataclass(frozen=True, slots=True)
class Begun(Unknown):
    """A word of which the beginning is known, as in `--loglevel=$LEVEL`."""

    beginning: str = ""


def names(text: str) -> frozenset[str]:
    """A table of names, written as a text."""
    return frozenset(text.split())


def known(word: Word) -> str:
    """The word's text; empty where it cannot be read."""
    return word.value if isinstance(word, Known) else ""


def beginning(word: Word) -> str:
    """As much of the word's text as can be read."""
    return word.beginning if isinstance(word, Begun) else known(word)


def program(word: Word) -> str:
    """The name of the program that a word starts, without its folder and version."""
    name = known(word).rstrip("/").rpartition("/")[2].removesuffix(".sh").removesuffix(".exe")
    return "python" if _PYTHON.fullmatch(name) else name


def unread(word: Word, why: str) -> Unknown:
    """Why a word says nothing: its own reason where it has one."""
    return word if isinstance(word, Unknown) else Unknown(word.path, why)
