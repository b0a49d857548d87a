"""The names of programs that are any of a Celery checklist's business."""

import re

from .words import names

CELERY = frozenset({"celery", "celery.__main__", "celery.bin.celery"})
SERVERS = names("gunicorn uvicorn hypercorn daphne uwsgi granian waitress-serve mod_wsgi-express")
REDIS = names("redis-server valkey-server keydb-server redis-stack-server")
"""Servers with the configuration of Redis. Dragonfly is none: its options, and what it evicts, are its own."""
SENTINELS = names("redis-sentinel valkey-sentinel")
BITNAMI_REDIS = re.compile(
    r"/opt/bitnami/scripts/((redis|valkey)/run|start-scripts/start-(master|primary|node|replica))\.sh"
)
"""Scripts that start the server with their own arguments and with what the environment says."""
ASKING = names("--version --help --check-config --print-config")
"""What a web server answers, and ends."""
ASKING_REDIS = names("--version -v --help -h --test-memory --check-system")
"""What a Redis answers, and ends, where it is the first argument."""
MANAGERS = names(
    """
    supervisord circusd honcho foreman forego goreman hivemind overmind concurrently multirun pm2 pm2-runtime
    supervisor.supervisord s6-svscan runsv runsvdir runsvdir-start runit runit-init my_init process-compose dinit
    """
)
OPAQUE = names("make just invoke inv fab task execlineb")
"""Programs that run what another file says."""
FOREIGN = names("rq arq dramatiq huey taskiq http.server pip pytest airflow")
"""Python's modules that start nothing of Celery's own; Airflow has a command `celery` that is its own."""
STARTING = CELERY | SERVERS | REDIS
"""Programs that keep running."""

_PASSING = frozenset({"/init", "/cnb/lifecycle/launcher"})
_SYSTEM = re.compile(r"/(usr/(local/)?)?s?bin/")
_ROLE = re.compile(r"(?:celery|(?<![a-z]))(beat|worker|flower)s?(?![a-z])", re.IGNORECASE)
_CELERY = re.compile(r"(?<![a-z])celeryd?(?![a-z])", re.IGNORECASE)
_FOREIGN = re.compile(r"export", re.IGNORECASE)
"""Programs that tell a monitoring system of Celery."""


def is_script(name: str, word: str) -> bool:
    """Whether the word names a file of the image's own, in which anything may stand."""
    return word.endswith((".sh", ".py")) or (word.startswith(("/", "./", "../")) and not _SYSTEM.match(word))


def passes_on(name: str, word: str, following: str) -> bool:
    """Whether a script becomes its arguments, by convention or because nothing else is meant by them."""
    if name in FOREIGN:
        return False
    return "entrypoint" in name or word in _PASSING or (is_script(name, word) and following in STARTING)


def hint(name: str) -> str:
    """What a name lets expect to run: `worker`, `beat`, `flower` or `celery`; empty where it tells nothing."""
    role = _ROLE.search(name)
    is_telling = (role or _CELERY.search(name)) and not _FOREIGN.search(name)
    return (role[1].lower() if role else "celery") if is_telling else ""
