"""celery-visibility-timeout."""

from collections.abc import Iterator

from facts.settings import Settings
from facts.value import Fact, Known, Unknown
from facts.workload import WORKER, Workload
from pack.framework import celery
from pack.rule import HIGH, MANDATORY, rule
from pack.verdict import Finding, Unread, Verdict


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
        yield from _compared(given, next(filter(_is_set, limits), limits[0]), "the time limit")
    elif given.settings and given.runs(WORKER):
        yield from _compared(given.settings, given.stop_grace, "the time to stop")


def _compared(settings: Settings, other: Fact[float | None] | Fact[float], name: str) -> Iterator[Verdict]:
    match settings.visibility_timeout, other:
        case Known(float(hidden), path), Known(float(longest)) if longest and hidden <= longest:
            yield Finding(path, f"{hidden:g}", f"more than {name}, {longest:g} seconds")
        case (Known(float()), Unknown(path, why)) | (Unknown(path, why), Known(float())):
            yield Unread(path, why)


def _is_set(limit: Fact[float | None]) -> bool:
    return isinstance(limit, Known) and bool(limit.value)
