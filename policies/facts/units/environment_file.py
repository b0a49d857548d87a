"""Reads files of environment variables, as systemd and shells take them."""

import re
from collections.abc import Iterator

from ..command.words import Word
from . import variables

_ASSIGNMENT = re.compile(r"\s*(?:export\s+)?(?P<name>[A-Za-z_]\w*)=(?P<value>.*)")
_QUOTED = re.compile(r"""\s*(?P<quote>["'])(?P<text>.*)(?P=quote)\s*""")


def read(text: str, path: str) -> dict[str, Word]:
    """The variables by name; one that stands there twice is the last."""
    return {name: variables.word(value, f"{path}: {name}") for name, value in _assignments(text)}


def _assignments(text: str) -> Iterator[tuple[str, str]]:
    for line in text.replace("\\\n", "").splitlines():
        if assignment := _ASSIGNMENT.fullmatch(line):
            quoted = _QUOTED.fullmatch(assignment["value"])
            yield assignment["name"], quoted["text"] if quoted else assignment["value"].strip()
