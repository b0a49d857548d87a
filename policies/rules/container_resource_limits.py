"""container-resource-limits."""

from collections.abc import Iterator

from facts.confinement import Confinement
from pack.framework import cis_docker
from pack.rule import ADVISORY, MEDIUM, rule
from pack.verdict import Verdict, require


@rule(
    "container-resource-limits",
    on=Confinement,
    level=ADVISORY,
    severity=MEDIUM,
    fix="Set `memory` and `cpus`; in a service, on ECS and in Kubernetes the `limits` of `resources`, `memory`, `cpu`.",
    url="https://docs.docker.com/engine/containers/resource_constraints/",
    framework=cis_docker("5.11", "Ensure that the memory usage for containers is limited"),
)
def container_resource_limits(container: Confinement) -> Iterator[Verdict]:
    """One task that eats all memory takes Redis and the web with it, where nothing keeps them apart."""
    yield from require(container.memory, lambda amount: amount <= 0, "a limit")
    yield from require(container.cpu, lambda amount: amount <= 0, "a limit, or a share")
