"""What was found in a command line."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from ..value import Absent, Fact, Known
from .words import Word, Words

ABSENT = Absent()
NOTHING: Known[frozenset[str]] = Known(frozenset())


@dataclass(frozen=True, slots=True)
class Found:
    """What a command line starts that is any of a Celery checklist's business."""

    roles: Fact[frozenset[str]] = NOTHING
    """Web, worker, beat; unknown where the command cannot be read."""
    application: Word = ABSENT
    broker_url: Word = ABSENT
    result_backend: Word = ABSENT
    log_level: Word = ABSENT
    concurrency: Word = ABSENT
    pool: Word = ABSENT
    queues: Word = ABSENT
    time_limit: Word = ABSENT
    soft_time_limit: Word = ABSENT
    scheduler: Word = ABSENT
    """The class or name of a beat's scheduler."""
    settings: Mapping[str, Word] = field(default_factory=dict)
    """What follows `--`: texts by Celery's lower-case names of settings, without the `(type)` before them."""
    variables: Mapping[str, Word] = field(default_factory=dict)
    """What the command line itself adds to the environment."""
    user: Word = ABSENT
    """The user that the command itself becomes."""
    detached: Word = ABSENT
    """What sends the process to the background, so that the command itself ends."""
    manager: Fact[str] = ABSENT
    """What starts several processes."""
    redis: Words | None = None
    """The arguments of a Redis server."""
    redis_by_environment: bool = False
    """Whether that server takes its configuration from the environment, too."""
    sentinel: bool = False
    """Whether a Sentinel runs, which says which Redis is the master."""
    flower: Words | None = None
    """The arguments of a Flower, with those of `celery` before it."""


_WORDS = (
    *("application", "broker_url", "result_backend", "log_level", "concurrency", "pool", "queues"),
    *("time_limit", "soft_time_limit", "scheduler", "user", "detached", "manager"),
)


def together(parts: Sequence[Found]) -> Found:
    """Everything that the commands of a script start."""
    if len(parts) == 1:
        return parts[0]
    words = {name: _first([getattr(part, name) for part in parts]) for name in _WORDS}
    return Found(
        roles=_union([part.roles for part in parts]),
        settings={name: value for part in parts for name, value in part.settings.items()},
        variables={name: value for part in parts for name, value in part.variables.items()},
        redis=next((part.redis for part in parts if part.redis is not None), None),
        redis_by_environment=any(part.redis_by_environment for part in parts),
        sentinel=any(part.sentinel for part in parts),
        flower=next((part.flower for part in parts if part.flower is not None), None),
        **words,
    )


def _union(parts: Sequence[Fact[frozenset[str]]]) -> Fact[frozenset[str]]:
    """What is known counts, whatever else cannot be read."""
    known = [fact for fact in parts if isinstance(fact, Known) and fact.value]
    if known:
        return Known(frozenset[str]().union(*(fact.value for fact in known)), known[0].path)
    return next((fact for fact in parts if not isinstance(fact, Known)), NOTHING)


def _first(facts: Sequence[Fact[str]]) -> Fact[str]:
    return next((fact for fact in facts if not isinstance(fact, Absent)), ABSENT)
