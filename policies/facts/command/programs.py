"""Which programs are any of a Celery checklist's business."""

import re

from ..value import Fact, Known
from ..workload import WEB
from . import celery
from .found import Found
from .unwrap import Command
from .words import Words, known, names, program, unread

_SERVERS = names("gunicorn uvicorn hypercorn daphne uwsgi granian waitress-serve")
_RUNNERS = {"manage.py": "runserver", "django-admin": "runserver", "flask": "run", "fastapi": "run"}
_REDIS = frozenset({"redis-server", "valkey-server"})
_MANAGERS = names(
    """
    supervisord circusd honcho foreman forego goreman hivemind overmind
    s6-svscan runsv runsvdir runsvdir-start runit runit-init my_init
    """
)
_SYSTEM = re.compile(r"/(usr/(local/)?)?s?bin/")


def identify(command: Command) -> Found:
    """What one command starts; unknown roles where anything may stand in it."""
    first, arguments = command.words[0], command.words[1:]
    name = program(first)
    if not isinstance(first, Known) or _is_script(name, first.value):
        return Found(roles=unread(first, "a script that cannot be read"), user=command.user)
    if name in _MANAGERS:
        manager: Fact[str] = Known(name, first.path)
        return Found(roles=unread(first, f"{name}, which starts several"), manager=manager, user=command.user)
    if name == "celery":
        return celery.read(arguments, command.user)
    if _serves_http(name, arguments):
        return Found(roles=Known(frozenset({WEB}), first.path), user=command.user)
    if name in _REDIS and "--sentinel" not in map(known, arguments):
        return Found(redis=arguments)
    return Found()


def _serves_http(name: str, arguments: Words) -> bool:
    return name in _SERVERS or (name in _RUNNERS and _RUNNERS[name] in map(known, arguments))


def _is_script(name: str, word: str) -> bool:
    """Whether the word names a file of the image's own, in which anything may stand."""
    if name in _RUNNERS or name in _SERVERS or name in _REDIS or name in _MANAGERS or name == "celery":
        return False
    return word.endswith((".sh", ".py")) or (word.startswith(("/", "./")) and not _SYSTEM.match(word))
