"""Reads what a worker or a beat is told on its command line."""

from ..value import Known, Unknown
from ..workload import BEAT, WORKER
from . import options, settings
from .found import ABSENT, Found
from .options import Options, Table, split
from .words import Word, Words, beginning

ENDING = frozenset({"version", "--help"})
"""Options that print something and end."""
NAMESPACES = {WORKER: WORKER, BEAT: "celery"}
"""Where a setting belongs that is written with a dot before it, by the command."""
_TABLES: dict[str, Table] = {
    WORKER: {**options.GLOBAL, **options.WORKER},
    BEAT: {**options.GLOBAL, **options.BEAT},
}
"""Until Celery 4 the general options stood there, too."""


def read(command: Known[str], arguments: Words, before: Options) -> Found:
    """The process of a `celery worker` or `celery beat`."""
    own, others = split(arguments, _TABLES[command.value], to_the_end=True)
    if not ENDING.isdisjoint(own):
        return Found()
    said = {**before, **own}
    told = settings.read(others, NAMESPACES[command.value])
    unread = next((word for word in others if _may_be_options(word)), ABSENT)
    return Found(
        roles=Known(frozenset({command.value, BEAT} if "beat" in own else {command.value}), command.path),
        application=said.get("app", ABSENT),
        broker_url=said.get("broker", told.get("broker_url", ABSENT)),
        result_backend=said.get("result_backend", told.get("result_backend", ABSENT)),
        log_level=own.get("loglevel", unread),
        concurrency=own.get("concurrency", unread),
        pool=own.get("pool", unread),
        queues=own.get("queues", unread),
        time_limit=own.get("time_limit", unread),
        soft_time_limit=own.get("soft_time_limit", unread),
        scheduler=own.get("scheduler", unread),
        settings=told,
        user=own.get("uid", ABSENT),
        detached=Known("--detach", own["detach"].path) if "detach" in own else unread,
    )


def _may_be_options(word: Word) -> bool:
    return isinstance(word, Unknown) and beginning(word)[:1] in ("", "-")
