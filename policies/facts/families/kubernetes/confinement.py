"""How a pod and a container in it are kept apart from the machine."""

import re
from collections.abc import Iterator

from ...confinement import Confinement
from ...images import Origin
from ...reader import Reader
from ...resource import Resource
from ...value import Absent, Fact, Known, Unknown, convert

_HOST = {"hostNetwork": "network", "hostPID": "pid", "hostIPC": "ipc"}
_QUANTITY = re.compile(r"(?P<number>\d+(\.\d+)?|\.\d+)(e\d+)?(m|[kKMGTPE]i?)?")


def confinement(resource: Resource, pod: Reader, container: Reader, image: Origin) -> Confinement:
    """What the container's security context says, and the pod's where it says nothing."""
    own = container.child("securityContext")
    capabilities = own.child("capabilities")
    return Confinement(
        resource,
        built=image.built,
        privileged=own.flag("privileged"),
        namespaces=tuple(namespaces(pod)),
        machine_paths=tuple(_machine_paths(pod, container)),
        dropped_capabilities=capabilities.texts("drop") or (Absent(f"{own.whole.path}.capabilities.drop"),),
        added_capabilities=capabilities.texts("add"),
        no_new_privileges=_no_new_privileges(own.flag("allowPrivilegeEscalation")),
        read_only=own.flag("readOnlyRootFilesystem"),
        memory=_limit("memory", pod, container),
        cpu=_limit("cpu", pod, container),
    )


def namespaces(pod: Reader) -> Iterator[Fact[str]]:
    """The machine's own namespaces that the pod is in."""
    for argument, name in _HOST.items():
        taken = pod.flag(argument)
        if isinstance(taken, Unknown):
            yield taken
        elif taken == Known(True, taken.path):
            yield Known(name, taken.path)


def user(pod: Reader, container: Reader) -> Fact[str]:
    """The user's number; one that may not be root is some other."""
    contexts = [part.child("securityContext") for part in (container, pod)]
    for context in contexts:
        number = context.number("runAsUser")
        if not isinstance(number, Absent):
            return convert(number, lambda one: f"{one:.0f}", "a number")
    refusals = [context.flag("runAsNonRoot") for context in contexts if "runAsNonRoot" in context]
    if refusals and isinstance(refusals[0], Unknown):
        return refusals[0]
    if refusals and refusals[0] == Known(True, refusals[0].path):
        return Known("not root", refusals[0].path)
    return Absent(f"{contexts[0].whole.path}.runAsUser")


def _machine_paths(pod: Reader, container: Reader) -> Iterator[Fact[str]]:
    """The machine's folders and files among the volumes that the container mounts."""
    mounted = [mount.text("name") for mount in container.objects("volumeMounts")]
    names = {name.value for name in mounted if isinstance(name, Known)}
    for volume in pod.objects("volumes"):
        name = volume.text("name")
        if "hostPath" in volume and (not isinstance(name, Known) or name.value in names):
            yield volume.child("hostPath").text("path")


def _no_new_privileges(allowed: Fact[bool]) -> Fact[bool]:
    """Kubernetes asks the other way round."""
    if isinstance(allowed, Known):
        return Absent(allowed.path, "true") if allowed.value else Known(True, allowed.path)
    return allowed


def _limit(key: str, pod: Reader, container: Reader) -> Fact[float]:
    """A container's own limit, or one that its pod has as a whole."""
    own, pods = (part.child("resources").child("limits") for part in (container, pod))
    limits = pods if key in pods and key not in own else own
    number = limits.number(key)
    return convert(limits.text(key), _number, "a quantity") if isinstance(number, Unknown) else number


def _number(text: str) -> float | None:
    """A quantity as Kubernetes writes it, in any unit: what matters is whether it is one."""
    match = _QUANTITY.fullmatch(text.strip())
    return float(match["number"]) if match else None
