"""Celery's own settings, wherever they were read: arguments, environment, options, files."""

from collections.abc import Sequence
from dataclasses import dataclass

from .resource import Resource
from .value import Absent, Fact

ABSENT = Absent()
"""What a family has no argument for."""


@dataclass(frozen=True, slots=True)
class Settings:
    """The settings that a resource gives to Celery, by Celery's names."""

    resource: Resource
    serializers: Sequence[Fact[str]] = ()
    """Every name that a setting of a serializer or of accepted content holds."""
    result_expires: Fact[float | None] = ABSENT
    """Seconds that a result is kept; None is for ever."""
    pool_limit: Fact[float | None] = ABSENT
    """Connections to the broker that a process keeps; 0 and None open one for each message."""
    time_limit: Fact[float | None] = ABSENT
    """Seconds until a task is killed, task_time_limit; None is never."""
    soft_time_limit: Fact[float | None] = ABSENT
    visibility_timeout: Fact[float | None] = ABSENT
    """Seconds until a task that no worker has acknowledged is given to another."""
    concurrency: Fact[float | None] = ABSENT
    """Processes of a worker."""
