"""How ECS keeps a container apart from its machine."""

from collections.abc import Iterator

from ... import engine
from ...confinement import ABSENT, Confinement
from ...environment import Word
from ...images import Origin
from ...reader import Reader
from ...value import Absent, Fact, Known, given
from .task import Task

_SECURITY = "dockerSecurityOptions"


def confinement(task: Task, definition: Reader, image: Origin) -> Confinement:
    """That of one container; Fargate has no argument about new privileges."""
    path = definition.whole.path
    capabilities = definition.child("linuxParameters").child("capabilities")
    options = definition.texts(_SECURITY)
    return Confinement(
        task.resource,
        built=image.built,
        privileged=definition.flag("privileged"),
        namespaces=task.namespaces,
        machine_paths=tuple(_machine_paths(task, definition)),
        dropped_capabilities=capabilities.texts("drop") or (Absent(f"{path}.linuxParameters.capabilities.drop"),),
        added_capabilities=capabilities.texts("add"),
        no_new_privileges=(
            ABSENT if task.may_be_on_fargate else engine.no_new_privileges(options, f"{path}.{_SECURITY}")
        ),
        read_only=definition.flag("readonlyRootFilesystem"),
        memory=_limit(task, definition, "memory"),
        cpu=_limit(task, definition, "cpu"),
    )


def _machine_paths(task: Task, definition: Reader) -> Iterator[Word]:
    for mount in definition.objects("mountPoints"):
        volume = mount.text("sourceVolume")
        folder = task.volumes.get(volume.value, ABSENT) if isinstance(volume, Known) else volume
        if not isinstance(folder, Absent):
            yield folder


def _limit(task: Task, definition: Reader, key: str) -> Fact[float]:
    """A container that names none, or 0, is held by what its task has."""
    own, shared = definition.number(key), task.size(key)
    return shared if own == Known(0.0, own.path) and not isinstance(shared, Absent) else given(own, shared)
