"""Splits the command line of a Celery command as Click does, by Celery's own table of options.

`celery_table.json` is made from an installed Celery by tests/policies/celery_table.py.
"""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from ..value import Known
from .words import Begun, Word, Words, beginning

Table = Mapping[str, tuple[str, int]]
"""The parameter that each spelling of an option sets, and how many words after it are its value."""
Options = Mapping[str, Word]
"""What the command line says, by parameter; of what Celery has no parameter for, by its spelling."""

_CELERY: dict[str, Any] = json.loads(Path(__file__).with_name("celery_table.json").read_text())

COMMANDS = frozenset[str](_CELERY["commands"])
GLOBAL: Table = _CELERY["options"]["celery"]
WORKER: Table = _CELERY["options"]["worker"]
BEAT: Table = _CELERY["options"]["beat"]
SETTINGS = frozenset[str](_CELERY["settings"])
FORMER_SETTINGS: Mapping[str, str] = _CELERY["former_settings"]
"""Today's names of settings, by those that they had once."""


def split(words: Words, table: Table, *, to_the_end: bool) -> tuple[dict[str, Word], Words]:
    """The options and the other words; those from the first other word on are left as they are, unless to the end."""
    options: dict[str, Word] = {}
    others: list[Word] = []
    position = 0
    while position < len(words):
        word = words[position]
        position += 1
        text = beginning(word)
        if text == "--" and isinstance(word, Known):
            return options, (*others, *words[position:])
        if text.startswith("-") and text != "-":
            said, waiting = _option(text, word.path, table)
            options |= said
            if isinstance(word, Begun):
                _cut_short(word, options, waiting or _valued(said, table), others)
            elif waiting and position < len(words):
                options[waiting] = words[position]
                position += 1
        elif to_the_end:
            others.append(word)
        else:
            return options, words[position - 1 :]
    return options, others


def _option(text: str, path: str, table: Table) -> tuple[dict[str, Word], str]:
    """What one word says, as `-EB` says two things; and the parameter whose value is the next word, or empty."""
    spelling, equals, value = text.partition("=")
    if text.startswith("--"):
        name, values = table.get(spelling, (spelling, 0))
        return ({}, name) if values and not equals else ({name: Known(value, path)}, "")
    said: dict[str, Word] = {}
    for end, letter in enumerate(text[1:], 2):
        name, values = table.get(f"-{letter}", (f"-{letter}", 0))
        if values:
            return ({**said, name: Known(text[end:], path)}, "") if text[end:] else (said, name)
        said[name] = Known("", path)
    return said, ""


def _valued(said: Options, table: Table) -> str:
    """The one among these parameters that has a value; empty where none has."""
    return next((name for name, values in table.values() if values and name in said), "")


def _cut_short(word: Begun, options: dict[str, Word], valued: str, others: list[Word]) -> None:
    """A word that goes on may be the value of one parameter, or more options."""
    if valued:
        options[valued] = word
    else:
        others.append(word)
