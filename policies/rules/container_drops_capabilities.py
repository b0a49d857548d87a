"""container-drops-capabilities."""

from collections.abc import Iterator

from facts.confinement import Confinement
from facts.value import Known, Unknown
from pack.framework import cis_docker
from pack.rule import ADVISORY, MEDIUM, rule
from pack.verdict import Verdict, reject, require

ALL = "ALL"
BY_DEFAULT = {
    *("AUDIT_WRITE", "CHOWN", "DAC_OVERRIDE", "FOWNER", "FSETID", "KILL", "MKNOD"),
    *("NET_BIND_SERVICE", "NET_RAW", "SETFCAP", "SETGID", "SETPCAP", "SETUID", "SYS_CHROOT"),
}
"""What Docker gives where nobody says otherwise, and what may be given back."""


@rule(
    "container-drops-capabilities",
    on=Confinement,
    level=ADVISORY,
    severity=MEDIUM,
    fix="Set `capabilities.drops` to ALL, in a service `capDrops`, on ECS and in Kubernetes `capabilities.drop`.",
    url="https://docs.docker.com/engine/security/#linux-kernel-capabilities",
    framework=cis_docker("5.4", "Ensure that Linux kernel capabilities are restricted within containers"),
)
def container_drops_capabilities(container: Confinement) -> Iterator[Verdict]:
    """Celery needs no capability of the kernel's; each that it has is one more way out of the container."""
    dropped = container.dropped_capabilities
    if ALL not in {_name(fact.value) for fact in dropped if isinstance(fact, Known)}:
        unknown = [fact for fact in dropped if isinstance(fact, Unknown)]
        for fact in [*unknown, *dropped][:1]:
            yield from require(fact, lambda _: True, ALL)
    for added in container.added_capabilities:
        yield from reject(added, lambda name: _name(name) not in BY_DEFAULT, "none beyond those of Docker's default")


def _name(capability: str) -> str:
    return capability.strip().upper().removeprefix("CAP_")
