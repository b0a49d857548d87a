"""celery-result-expires-unset."""

from collections.abc import Iterator

from facts.settings import Settings
from facts.value import Absent
from pack.framework import celery
from pack.rule import LOW, OFF, rule
from pack.verdict import Finding, Verdict


@rule(
    "celery-result-expires-unset",
    on=Settings,
    level=OFF,
    severity=LOW,
    fix="Set `result_expires` to the seconds that a result is needed.",
    url="https://docs.celeryq.dev/en/stable/userguide/configuration.html#std-setting-result_expires",
    framework=celery("Configuration and defaults", "result_expires"),
)
def celery_result_expires_unset(settings: Settings) -> Iterator[Verdict]:
    """Celery keeps a result for a day, which is long for those that nobody reads."""
    if isinstance(settings.result_expires, Absent):
        yield Finding(settings.result_expires.path or "result_expires", "not set", "seconds, more than 0")
