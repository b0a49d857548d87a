"""Options that Celery takes from the environment where the command line lacks them, as in CELERY_WORKER_LOGLEVEL."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from ..environment import Environment
from ..value import Absent, Known
from ..workload import BEAT, WORKER
from .found import Found
from .words import Word

OPTIONS = {
    "log_level": "LOGLEVEL",
    "concurrency": "CONCURRENCY",
    "pool": "POOL",
    "queues": "QUEUES",
    "time_limit": "TIME_LIMIT",
    "soft_time_limit": "SOFT_TIME_LIMIT",
    "scheduler": "SCHEDULER",
    "user": "UID",
}
_EMBEDS = "CELERY_WORKER_BEAT"
_TRUE = frozenset({"1", "true", "t", "yes", "y", "on"})


def filled(found: Found, environment: Environment) -> Found:
    """The finding with what its process takes from the environment."""
    variables: Mapping[str, Word] = {**environment.variables, **found.variables}
    process = _process(found)
    if not process:
        return found
    given = {name: variables.get(f"CELERY_{process}_{option}") for name, option in OPTIONS.items()}
    lacking: dict[str, Any] = {
        name: word for name, word in given.items() if word and isinstance(getattr(found, name), Absent)
    }
    roles = found.roles
    embeds = variables.get(_EMBEDS)
    if process == "WORKER" and isinstance(embeds, Known) and embeds.value.lower() in _TRUE and isinstance(roles, Known):
        roles = Known(roles.value | {BEAT}, embeds.path)
    return replace(found, roles=roles, **lacking)


def _process(found: Found) -> str:
    """The command in its options' names; empty where there are several, or none of Celery's."""
    roles = found.roles.value if isinstance(found.roles, Known) else frozenset()
    if WORKER in roles:
        return "WORKER"
    return "BEAT" if BEAT in roles else ""
