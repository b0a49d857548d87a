"""Finds out what a command line starts."""

from dataclasses import replace

from ..value import Absent, Known
from .found import Found, together
from .programs import identify
from .unwrap import unwrap
from .words import Words, unread

_BACKGROUND = "a command in the background"


def detect(words: Words) -> Found:
    """What these words start, entrypoint first."""
    commands = list(unwrap(words))
    parts = [identify(command) for command in commands]
    found = together(parts)
    if not isinstance(found.roles, Known) or not found.roles.value:
        return found
    if len(_known_roles(parts)) > 1 and any(command.optional for command in commands):
        return replace(found, roles=unread(words[0], "a script that starts one or the other"))
    if isinstance(found.manager, Absent) and any(command.background for command in commands):
        return replace(found, manager=Known(_BACKGROUND, found.roles.path))
    return found


def _known_roles(parts: list[Found]) -> set[frozenset[str]]:
    """The different things that the commands of a script start."""
    return {part.roles.value for part in parts if isinstance(part.roles, Known) and part.roles.value}
