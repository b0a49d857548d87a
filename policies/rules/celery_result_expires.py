"""celery-result-expires."""

from collections.abc import Iterator

from facts.settings import Settings
from pack.framework import celery
from pack.rule import MANDATORY, MEDIUM, rule
from pack.verdict import Verdict, reject


@rule(
    "celery-result-expires",
    on=Settings,
    level=MANDATORY,
    severity=MEDIUM,
    fix="Remove `result_expires`, for one day, or set it to the seconds that a result is read.",
    url="https://docs.celeryq.dev/en/stable/userguide/configuration.html#std-setting-result_expires",
    framework=celery("Configuration and defaults", "result_expires"),
)
def celery_result_expires(settings: Settings) -> Iterator[Verdict]:
    """Results that never expire fill Redis until it takes no more tasks."""
    yield from reject(settings.result_expires, lambda seconds: not seconds or seconds <= 0, "seconds, more than 0")
