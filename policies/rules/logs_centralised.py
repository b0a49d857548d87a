"""logs-centralised."""

from collections.abc import Iterator

from facts.logs import ON_THE_MACHINE
from facts.workload import Workload
from pack.framework import cwe
from pack.rule import ADVISORY, MEDIUM, rule
from pack.verdict import Verdict, require


@rule(
    "logs-centralised",
    on=Workload,
    level=ADVISORY,
    severity=MEDIUM,
    fix="Name a driver that sends it to a log server: `logConfiguration` with awslogs, `logDriver` with gelf or so.",
    url="https://docs.docker.com/engine/logging/configure/",
    framework=cwe(778, "Insufficient Logging"),
)
def logs_centralised(process: Workload) -> Iterator[Verdict]:
    """What a process wrote before it died is looked for when its container, or its machine, is gone."""
    yield from require(process.log_driver, lambda driver: driver in ON_THE_MACHINE, "a driver that sends it elsewhere")
