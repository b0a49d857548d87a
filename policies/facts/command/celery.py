"""Reads Celery's own command line as Celery does."""

from ..value import Known
from . import multi, options, process
from .found import ABSENT, Found
from .words import Words, unread


def read(arguments: Words) -> Found:
    """What the `celery` command with these arguments starts."""
    before, rest = options.split(arguments, options.GLOBAL, to_the_end=False)
    if not rest or not process.ENDING.isdisjoint(before):
        return Found()
    command, own = rest[0], rest[1:]
    if not isinstance(command, Known):
        return Found(roles=unread(command, "not known"))
    if command.value in process.NAMESPACES:
        return process.read(command, own, before)
    if command.value == "multi":
        return multi.read(command, own, before)
    if command.value == "flower":
        said = {**before, **options.split(own, options.GLOBAL, to_the_end=True)[0]}
        broker = said.get("broker", ABSENT)
        return Found(flower=(*arguments[: len(arguments) - len(rest)], *own), broker_url=broker)
    return Found() if command.value in options.COMMANDS else Found(roles=unread(command, "no command of Celery's own"))
