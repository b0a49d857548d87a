"""Finds out what a command line starts."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import dropwhile

from ..environment import Environment
from ..value import Absent, Known, Unknown
from . import redis
from .defaults import filled
from .found import Found, together
from .identify import identify
from .unwrap import Command, unwrap
from .words import Words, known

_BACKGROUND = "a command in the background"
_NOTHING = Environment()


def detect(words: Words, environment: Environment = _NOTHING) -> Found:
    """What these words start, entrypoint first, with these variables."""
    commands = list(unwrap(Command(_completed(words)), environment))
    return filled(_joined([identify(command) for command in commands], commands), environment)


def _completed(words: Words) -> Words:
    """The words with the program before them, where the image's entrypoint is meant to be it; an empty one is none."""
    words = tuple(dropwhile(lambda word: word == Known("", word.path), words))
    first = known(words[0]) if words else ""
    if first == "-m":
        return (Known("python", words[0].path), *words)
    if first == "--app" or first.startswith(("-A", "--app=")):
        return (Known("celery", words[0].path), *words)
    return words


def _joined(parts: Sequence[Found], commands: Sequence[Command]) -> Found:
    """What the commands of a script start, one after the other or side by side."""
    found = together(parts)
    if not isinstance(found.roles, Known) or not found.roles.value:
        return found
    different = {part.roles.value for part in parts if isinstance(part.roles, Known) and part.roles.value}
    in_background = any(command.background for command in commands)
    optional = any(command.optional for command in commands)
    if len(different) > 1 and (optional or not (in_background or isinstance(found.detached, Known))):
        return replace(found, roles=Unknown(found.roles.path, "a script that starts one or the other"))
    several = in_background or len(different) > 1 or (found.redis is not None and redis.daemonizes(found.redis))
    if several and isinstance(found.manager, Absent):
        return replace(found, manager=Known(_BACKGROUND, found.roles.path))
    return found
