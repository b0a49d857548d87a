"""Reads the commands of web frameworks, among which may be Celery's."""

from ..value import Known, Unknown
from ..workload import BEAT, WEB, WORKER
from . import celery, process, programs
from .found import Found
from .words import Words, known, names, unread

_DJANGO = ("manage.py", "django-admin", "django")
SERVING = {
    **dict.fromkeys(_DJANGO, names("runserver runserver_plus run_gunicorn")),
    "flask": names("run"),
    "fastapi": names("run dev"),
    "litestar": names("run"),
}
"""Which of their commands serve HTTP."""
_CELERY_3 = {"celeryd": WORKER, "celerybeat": BEAT}
"""Commands of Celery 3, by what they start."""
_WITH_VALUE = names("--app -A -e --env-file --settings --pythonpath")
"""Options before the command."""


def read(name: str, arguments: Words) -> Found:
    """What a framework's command starts; what a project adds of its own cannot be read."""
    position = 0
    while position < len(arguments) and (text := known(arguments[position])).startswith("-"):
        position += 2 if text in _WITH_VALUE else 1
    if position >= len(arguments):
        return Found()
    command, own = arguments[position], arguments[position + 1 :]
    if not isinstance(command, Known):
        return Found(roles=unread(command, "not known"))
    if command.value in SERVING[name]:
        return Found(roles=Known(frozenset({WEB}), command.path))
    return (_of_celery(command, own) if name in _DJANGO else None) or _of_project(command)


def _of_celery(command: Known[str], arguments: Words) -> Found | None:
    """What django-celery's commands start."""
    if command.value == "celery":
        return celery.read(arguments)
    role = _CELERY_3.get(command.value)
    return process.read(Known(role, command.path), arguments, {}) if role else None


def _of_project(command: Known[str]) -> Found:
    told = programs.hint(command.value)
    why = f"a command of the project's own; its name says {told}"
    return Found(roles=Unknown(command.path, why)) if told else Found()
