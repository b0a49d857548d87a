"""celery-log-level."""

from collections.abc import Iterator

from facts.workload import Workload
from pack.framework import cwe
from pack.rule import MANDATORY, MEDIUM, rule
from pack.verdict import Verdict, reject


@rule(
    "celery-log-level",
    on=Workload,
    level=MANDATORY,
    severity=MEDIUM,
    fix="Remove `log_level` or `--loglevel`, for warning, or set it to warning or error.",
    url="https://cwe.mitre.org/data/definitions/532.html",
    framework=cwe(532, "Insertion of Sensitive Information into Log File"),
)
def celery_log_level(process: Workload) -> Iterator[Verdict]:
    """At DEBUG the arguments of every task are in the logs, and what they hold of people and secrets."""
    yield from reject(process.log_level, lambda level: level.strip().lower() == "debug", "warning")
