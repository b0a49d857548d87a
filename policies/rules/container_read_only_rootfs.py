"""container-read-only-rootfs."""

from collections.abc import Iterator

from facts.confinement import Confinement
from pack.framework import cis_docker
from pack.rule import ADVISORY, MEDIUM, rule
from pack.verdict import Verdict, require


@rule(
    "container-read-only-rootfs",
    on=Confinement,
    level=ADVISORY,
    severity=MEDIUM,
    fix="Set `readOnly`, elsewhere `readonlyRootFilesystem` or `readOnlyRootFilesystem`; mount what is written to.",
    url="https://docs.docker.com/reference/cli/docker/container/run/#read-only",
    framework=cis_docker("5.13", "Ensure that the container's root filesystem is mounted as read only"),
)
def container_read_only_rootfs(container: Confinement) -> Iterator[Verdict]:
    """What can be written can be replaced, the application's own code included."""
    yield from require(container.read_only, lambda is_set: not is_set, "true")
