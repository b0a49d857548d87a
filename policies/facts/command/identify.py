"""Says what one program starts."""

import re
from dataclasses import replace

from ..value import Absent, Known, Unknown
from ..workload import WEB
from . import celery, framework, programs
from .found import Found
from .unwrap import Command
from .words import Words, known, program, unread

_MODULE = re.compile(r"[A-Za-z_]\w*(\.[A-Za-z_]\w*)+")


def identify(command: Command) -> Found:
    """What a command starts, as which user, and with what in its environment."""
    found = _started(command)
    if found == Found() and isinstance(command.unread, Unknown):
        return Found(roles=command.unread)
    if not isinstance(found.roles, Known) or not found.roles.value:
        return found
    user = command.user if isinstance(found.user, Absent) else found.user
    return replace(found, user=user, variables=command.variables)


def _started(command: Command) -> Found:
    first, arguments = command.words[0], command.words[1:]
    if not isinstance(first, Known):
        return Found(roles=unread(first, "not known"))
    name = program(first)
    if name in programs.CELERY:
        return celery.read(arguments)
    if name in framework.SERVING:
        return framework.read(name, arguments)
    return _server(name, first, arguments) or _other(name, first, command)


def _server(name: str, first: Known[str], arguments: Words) -> Found | None:
    """What a program that is known by its name alone starts."""
    if name in programs.SERVERS:
        is_asked = not programs.ASKING.isdisjoint(map(known, arguments))
        return Found() if is_asked else Found(roles=Known(frozenset({WEB}), first.path))
    if name in programs.MANAGERS:
        several = Known(name, first.path)
        return Found(roles=Unknown(first.path, f"{name}, which starts several"), manager=several)
    if name == "flower":
        return Found(flower=arguments)
    if name in programs.SENTINELS:
        return Found(sentinel=True)
    by_environment = bool(programs.BITNAMI_REDIS.fullmatch(first.value))
    return _redis(arguments, by_environment) if by_environment or name in programs.REDIS else None


def _redis(arguments: Words, by_environment: bool) -> Found:
    """A server, unless it is a Sentinel, which holds no messages, or only says something."""
    if not programs.ASKING_REDIS.isdisjoint(map(known, arguments[:1])):
        return Found()
    if "--sentinel" in map(known, arguments):
        return Found(sentinel=True)
    return Found(redis=arguments, redis_by_environment=by_environment)


def _other(name: str, first: Known[str], command: Command) -> Found:
    """Any other program; unknown where anything may stand in it, with what its name lets expect."""
    is_opaque = name in programs.OPAQUE
    told = programs.hint(known(command.words[1]) if is_opaque and command.words[1:] else name)
    is_code = command.is_file or is_opaque or _MODULE.fullmatch(name) or programs.is_script(name, first.value)
    if name in programs.FOREIGN or not (is_code or told):
        return Found()
    kind = "a script that cannot be read" if is_code else "a program that cannot be read"
    return Found(roles=Unknown(first.path, f"{kind}; its name says {told}" if told else kind))
