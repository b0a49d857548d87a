"""web-health-endpoint."""

from collections.abc import Iterator, Sequence

from facts.workload import WEB, Workload
from pack.framework import cis_docker
from pack.rule import ADVISORY, MEDIUM, Property, rule
from pack.verdict import Verdict, require


@rule(
    "web-health-endpoint",
    on=Workload,
    level=ADVISORY,
    severity=MEDIUM,
    fix="Have `healthcheck` or `livenessProbe` ask for /health; remove a stack's `health_path`; or set `paths`.",
    url="https://docs.docker.com/reference/dockerfile/#healthcheck",
    framework=cis_docker("4.6", "Ensure that HEALTHCHECK instructions have been added to container images"),
    properties=[
        Property(
            "paths",
            ["/health", "/health/live"],
            {
                "type": "array",
                "items": {"type": "string", "pattern": "^/"},
                "minItems": 1,
                "description": "Paths that count as a health answer.",
            },
        )
    ],
)
def web_health_endpoint(process: Workload, paths: Sequence[str]) -> Iterator[Verdict]:
    """Monitors and load balancers can only act on a web process that tells them whether it works."""
    if process.runs(WEB):
        allowed = {path.rstrip("/") for path in paths}
        yield from require(process.health_path, lambda path: path.rstrip("/") not in allowed, " or ".join(paths))
