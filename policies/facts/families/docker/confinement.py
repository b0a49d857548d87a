"""Reads how Docker keeps a container apart from its machine."""

from collections.abc import Iterator, Sequence

from ... import engine
from ...confinement import ABSENT, Confinement
from ...environment import Word
from ...images import Origin
from ...reader import Reader
from ...resource import Resource
from ...value import Absent, Fact, Known, convert, given
from .networks import HOST

_MODES = {"networkMode": "network", "pidMode": "pid", "ipcMode": "ipc", "utsMode": "uts", "usernsMode": "user"}
_NOT_OF_THE_MACHINE = {"volume", "tmpfs", "cluster", "image"}
"""Types of mounts whose source is no path."""


def of_container(resource: Resource, inputs: Reader, image: Origin) -> Confinement:
    """That of a container."""
    capabilities = inputs.child("capabilities")
    return Confinement(
        resource,
        built=image.built,
        privileged=inputs.flag("privileged"),
        namespaces=tuple(engine.namespaces(inputs, _MODES)),
        machine_paths=(*_volumes(inputs), *_mounts(inputs)),
        dropped_capabilities=_dropped(capabilities, "drops"),
        added_capabilities=capabilities.texts("adds"),
        no_new_privileges=engine.no_new_privileges(inputs.texts("securityOpts"), "securityOpts"),
        read_only=inputs.flag("readOnly"),
        memory=inputs.number("memory"),
        cpu=_cpu(resource, *_shares(inputs)),
    )


def of_service(resource: Resource, inputs: Reader, image: Origin) -> Confinement:
    """That of a service, which can be neither privileged nor kept from new privileges."""
    task = inputs.child("taskSpec")
    spec, limits = task.child("containerSpec"), task.child("resources").child("limits")
    networks = [network.text("name") for network in task.objects("networksAdvanceds")]
    return Confinement(
        resource,
        built=image.built,
        namespaces=tuple(Known("network", name.path) for name in networks if name == Known(HOST, name.path)),
        machine_paths=tuple(_mounts(spec)),
        dropped_capabilities=_dropped(spec, "capDrops"),
        added_capabilities=spec.texts("capAdds"),
        read_only=spec.flag("readOnly"),
        memory=limits.number("memoryBytes"),
        cpu=_cpu(resource, limits.number("nanoCpus"), task.child("resources").child("reservation").number("nanoCpus")),
    )


def _volumes(inputs: Reader) -> Iterator[Word]:
    """The machine's paths; one that is named as a volume is the machine's, too, where it is absolute."""
    for volume in inputs.objects("volumes"):
        name = volume.text("volumeName")
        if isinstance(name, Known) and name.value.startswith("/"):
            yield name
        yield volume.text("hostPath")


def _mounts(inputs: Reader) -> Iterator[Word]:
    for mount in inputs.objects("mounts"):
        kind = mount.text("type")
        if not (isinstance(kind, Known) and kind.value in _NOT_OF_THE_MACHINE):
            yield mount.text("source")


def _dropped(inputs: Reader, key: str) -> Sequence[Word]:
    return inputs.texts(key) or (Absent(f"{inputs.whole.path}.{key}"),)


def _shares(inputs: Reader) -> Iterator[Fact[float]]:
    yield convert(inputs.text("cpus"), _number, "a number")
    yield convert(inputs.text("cpuSet"), lambda processors: float(bool(processors)), "a text")
    yield from (inputs.number(key) for key in ("cpuQuota", "cpuShares"))


def _cpu(resource: Resource, *shares: Fact[float]) -> Fact[float]:
    """The first that is given. A component's containers share the machine unless it is told otherwise."""
    if resource.is_filled_in:
        return ABSENT
    return given(*shares)


def _number(text: str) -> float | None:
    try:
        return float(text)
    except ValueError:
        return None
