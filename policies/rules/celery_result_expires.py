"""celery-result-expires."""

from collections.abc import Iterator

from facts.workload import Workload
from pack.framework import celery
from pack.rule import MANDATORY, MEDIUM, rule
from pack.verdict import Verdict, reject


@rule(
    "celery-result-expires",
    on=Workload,
    level=MANDATORY,
    severity=MEDIUM,
    fix="Remove `app.settings.result_expires`, for one day, or set it to the seconds that a result is read.",
    url="https://docs.celeryq.dev/en/stable/userguide/configuration.html#std-setting-result_expires",
    framework=celery("Configuration and defaults", "result_expires"),
)
def celery_result_expires(process: Workload) -> Iterator[Verdict]:
    """Results that never expire fill Redis until it takes no more tasks."""
    yield from reject(process.result_expires, lambda seconds: not seconds or seconds <= 0, "seconds, more than 0")
