"""container-healthcheck."""

from collections.abc import Iterator
from dataclasses import replace

from facts.health import HTTP, NONE
from facts.redis import Redis
from facts.workload import BEAT, WEB, WORKER, Workload
from pack.framework import cis_docker
from pack.rule import ADVISORY, MEDIUM, rule
from pack.verdict import Finding, Verdict, reject, require


@rule(
    "container-healthcheck",
    on=Workload | Redis,
    level=ADVISORY,
    severity=MEDIUM,
    fix="Give `healthcheck` (`livenessProbe`) a test: a path of web, a heartbeat of worker and beat, redis-cli ping.",
    url="https://docs.docker.com/reference/dockerfile/#healthcheck",
    framework=cis_docker("5.27", "Ensure that container health is checked at runtime"),
)
def container_healthcheck(process: Workload | Redis) -> Iterator[Verdict]:
    """A process that hangs stays up for ever in a container that nothing asks whether it works."""
    yield from require(process.health_test, lambda kind: kind == NONE, "a test")
    if isinstance(process, Workload) and process.runs(WORKER, BEAT) and not process.runs(WEB):
        for verdict in reject(process.health_test, lambda kind: kind == HTTP, "a test of what answers no HTTP"):
            yield replace(verdict, seen="a request by HTTP") if isinstance(verdict, Finding) else verdict
