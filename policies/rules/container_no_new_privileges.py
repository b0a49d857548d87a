"""container-no-new-privileges."""

from collections.abc import Iterator

from facts.confinement import Confinement
from pack.framework import cis_docker
from pack.mending import Append
from pack.rule import ADVISORY, MEDIUM, rule
from pack.verdict import Verdict, require


@rule(
    "container-no-new-privileges",
    on=Confinement,
    level=ADVISORY,
    severity=MEDIUM,
    fix="Add no-new-privileges to `securityOpts`, on ECS to `dockerSecurityOptions`; "
    "in Kubernetes set `allowPrivilegeEscalation` to false.",
    url="https://docs.docker.com/reference/cli/docker/container/run/#security-opt",
    framework=cis_docker("5.26", "Ensure that the container is restricted from acquiring additional privileges"),
    mend={
        "securityOpts": Append("no-new-privileges:true"),
        "dockerSecurityOptions": Append("no-new-privileges"),
        "allowPrivilegeEscalation": False,
    },
)
def container_no_new_privileges(container: Confinement) -> Iterator[Verdict]:
    """A program of the image that is root's by its set-user-ID bit makes an unprivileged user root again."""
    yield from require(container.no_new_privileges, lambda is_set: not is_set, "no-new-privileges")
