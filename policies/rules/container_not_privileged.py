"""container-not-privileged."""

from collections.abc import Iterator

from facts.confinement import Confinement
from pack.framework import cis_docker
from pack.rule import CRITICAL, MANDATORY, rule
from pack.verdict import Verdict, reject


@rule(
    "container-not-privileged",
    on=Confinement,
    level=MANDATORY,
    severity=CRITICAL,
    fix="Remove `privileged`, in Kubernetes from the `securityContext`; add the one capability that is needed.",
    url="https://docs.docker.com/engine/containers/run/#runtime-privilege-and-linux-capabilities",
    framework=cis_docker("5.5", "Ensure that privileged containers are not used"),
)
def container_not_privileged(container: Confinement) -> Iterator[Verdict]:
    """Whoever runs code in a privileged container, as a message may make a worker do, owns the machine."""
    yield from reject(container.privileged, bool, "false")
