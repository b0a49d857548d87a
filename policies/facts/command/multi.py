"""Reads `celery multi`, which starts workers in the background and ends."""

import re
from dataclasses import replace

from ..value import Known
from ..workload import WORKER
from . import process
from .found import Found
from .options import Options
from .words import Word, Words, known, names, unread

_NAME = "celery multi"
_STARTING = frozenset({"start", "restart"})
_OTHERS = names("show stop stopwait stop_verify kill names expand get help")
_OF_SOME = re.compile(r"^(-\w|--[\w-]+):[^=]*")
"""An option with the nodes that it is for, as in `-c:1-3`."""


def read(command: Known[str], arguments: Words, before: Options) -> Found:
    """The workers that it starts; an option for some of them counts as one for all."""
    words = [word for word in arguments if not known(word).startswith("-")]
    if not words or known(words[0]) in _OTHERS:
        return Found()
    manager: Known[str] = Known(_NAME, command.path)
    if known(words[0]) not in _STARTING:
        return Found(roles=unread(words[0], "no command of `celery multi`"), manager=manager)
    each = process.read(Known(WORKER, command.path), [_for_all(word) for word in arguments], before)
    return replace(each, detached=manager, manager=manager)


def _for_all(word: Word) -> Word:
    return Known(_OF_SOME.sub(r"\1", word.value), word.path) if isinstance(word, Known) else word
