"""container-no-host-namespaces."""

from collections.abc import Iterator

from facts.confinement import Confinement
from facts.value import Known, Unknown
from pack.framework import cis_docker
from pack.rule import HIGH, MANDATORY, rule
from pack.verdict import Finding, Unread, Verdict


@rule(
    "container-no-host-namespaces",
    on=Confinement,
    level=MANDATORY,
    severity=HIGH,
    fix="Remove `networkMode`, `pidMode`, `ipcMode`: host; in a pod `hostNetwork`, `hostPID`, `hostIPC`.",
    url="https://docs.docker.com/engine/security/#kernel-namespaces",
    framework=cis_docker("5.10", "Ensure that the host's network namespace is not shared"),
)
def container_no_host_namespaces(container: Confinement) -> Iterator[Verdict]:
    """In a namespace of its machine's a process reaches what listens on loopback there, or sees all its processes."""
    for namespace in container.namespaces:
        match namespace:
            case Known(name, path):
                yield Finding(path, f"the machine's own {name} namespace", "one of the container's own")
            case Unknown(path, why):
                yield Unread(path, why)
