"""celery-visibility-timeout."""

from collections.abc import Iterator

from facts.settings import ABSENT, Settings
from facts.value import Fact, Known
from facts.workload import WORKER, Workload
from pack.framework import celery
from pack.rule import HIGH, MANDATORY, rule
from pack.verdict import Finding, Verdict


@rule(
    "celery-visibility-timeout",
    on=Settings | Workload,
    level=MANDATORY,
    severity=HIGH,
    fix="Raise `visibility_timeout` of `broker_transport_options` above the longest task and the time to stop.",
    url="https://docs.celeryq.dev/en/stable/getting-started/backends-and-brokers/redis.html#visibility-timeout",
    framework=celery("Using Redis", "Visibility timeout"),
)
def celery_visibility_timeout(given: Settings | Workload) -> Iterator[Verdict]:
    """A task that runs longer than its message is hidden is given to a second worker while the first still runs it."""
    if isinstance(given, Settings):
        limits = (given.time_limit, given.soft_time_limit)
        yield from _compared(given, next(filter(_is_set, limits), ABSENT), "the time limit")
    elif given.settings and given.runs(WORKER):
        yield from _compared(given.settings, given.stop_grace, "the time to stop")


def _compared(settings: Settings, other: Fact[float | None] | Fact[float], name: str) -> Iterator[Verdict]:
    hidden = settings.visibility_timeout
    if not (isinstance(hidden, Known) and isinstance(other, Known)) or hidden.value is None or not other.value:
        return
    if hidden.value <= other.value:
        yield Finding(hidden.path, f"{hidden.value:g}", f"more than {name}, {other.value:g} seconds")


def _is_set(limit: Fact[float | None]) -> bool:
    return isinstance(limit, Known) and bool(limit.value)
