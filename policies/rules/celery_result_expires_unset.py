"""celery-result-expires-unset."""

from collections.abc import Iterator

from facts.value import Absent
from facts.workload import Workload
from pack.framework import celery
from pack.rule import LOW, OFF, rule
from pack.verdict import Finding, Verdict


@rule(
    "celery-result-expires-unset",
    on=Workload,
    level=OFF,
    severity=LOW,
    fix="Set `result_expires` to the seconds that a result is needed.",
    url="https://docs.celeryq.dev/en/stable/userguide/configuration.html#std-setting-result_expires",
    framework=celery("Configuration and defaults", "result_expires"),
)
def celery_result_expires_unset(process: Workload) -> Iterator[Verdict]:
    """Celery keeps a result for a day, which is long for those that nobody reads."""
    if isinstance(process.result_expires, Absent):
        yield Finding(process.result_expires.path, "not set", "seconds, more than 0")
