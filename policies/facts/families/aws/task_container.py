"""One container of an ECS task, as its definition describes it."""

from collections.abc import Iterator

from ... import health
from ...confinement import Confinement
from ...connection import Carrier
from ...container import Container
from ...environment import Environment, Word
from ...reader import Reader
from ...redis import Redis
from ...value import Absent, Fact, Known, Unknown, convert, given, or_default
from ...workload import ABSENT, Workload
from .task import BRIDGE, Task

SECONDS_TO_STOP = 30.0
"""What the agent gives a container before it kills it."""
EVERYWHERE = "0.0.0.0"  # noqa: S104 - where the agent publishes a port of a bridge's
_NO_NEW_PRIVILEGES = {"no-new-privileges", "no-new-privileges:true", "no-new-privileges=true"}


def container(task: Task, definition: Reader) -> Container:
    """A container that a list of definitions describes."""
    path = definition.whole.path
    name = definition.text("name")
    return Container(
        words=(*definition.texts("entryPoint"), *definition.texts("command")),
        path=f"{path}.command",
        image=definition.text("image"),
        workload=_process(task, definition, path),
        server=_server(task, definition, path),
        confinement=_confinement(task, definition, path),
        carrier=Carrier.REFERABLE,
        environment=_environment(definition),
        labels={key: definition.child("dockerLabels").text(key) for key in definition.child("dockerLabels").names()},
        name=name.value if isinstance(name, Known) else "",
    )


def _process(task: Task, definition: Reader, path: str) -> Workload:
    test = definition.child("healthCheck").texts("command")
    return Workload(
        task.resource,
        replicas=Known(0.0),
        user=_user(definition.text("user")),
        restart=_restart(definition),
        stop_grace=or_default(definition.number("stopTimeout"), SECONDS_TO_STOP),
        health_test=health.kind(test, f"{path}.healthCheck"),
        health_path=health.asked(test),
        log_driver=_log_driver(definition, path),
    )


def _server(task: Task, definition: Reader, path: str) -> Redis:
    test = definition.child("healthCheck").texts("command")
    return Redis(
        task.resource,
        published=_published(task, definition),
        networks=(task.network,),
        restart=_restart(definition),
        health_test=health.kind(test, f"{path}.healthCheck"),
    )


def _confinement(task: Task, definition: Reader, path: str) -> Confinement:
    capabilities = definition.child("linuxParameters").child("capabilities")
    return Confinement(
        task.resource,
        privileged=definition.flag("privileged"),
        namespaces=tuple(task.namespaces()),
        machine_paths=tuple(_machine_paths(task, definition)),
        dropped_capabilities=capabilities.texts("drop") or (Absent(f"{path}.linuxParameters.capabilities.drop"),),
        added_capabilities=capabilities.texts("add"),
        no_new_privileges=ABSENT if task.may_be_on_fargate else _no_new_privileges(definition, path),
        read_only=definition.flag("readonlyRootFilesystem"),
        memory=_limit(task, definition, "memory"),
        cpu=_limit(task, definition, "cpu"),
    )


def _user(named: Word) -> Word:
    """An empty user, or a group alone, leaves it to the image."""
    return Absent(named.path) if isinstance(named, Known) and not named.value.partition(":")[0] else named


def _restart(definition: Reader) -> Word:
    """A service replaces a task whose essential container has ended; any other stays down without a policy."""
    restarts, essential = definition.child("restartPolicy").flag("enabled"), definition.flag("essential")
    if restarts == Known(True, restarts.path):
        return Known("always", restarts.path)
    if essential == Known(False, essential.path):
        return Absent(essential.path, "false")
    return essential if isinstance(essential, Unknown) else Known("always", essential.path)


def _log_driver(definition: Reader, path: str) -> Word:
    driver = definition.child("logConfiguration").text("logDriver")
    return Absent(f"{path}.logConfiguration") if isinstance(driver, Absent) else driver


def _published(task: Task, definition: Reader) -> tuple[Word, ...]:
    """With awsvpc a task has an address of its own, and firewalls of its own."""
    ports = definition.objects("portMappings")
    if isinstance(task.network, Unknown):
        return tuple(task.network for _ in ports)
    if task.network != Known(BRIDGE, task.network.path):
        return ()
    return tuple(convert(port.whole, lambda _: EVERYWHERE, "a port") for port in ports)


def _machine_paths(task: Task, definition: Reader) -> Iterator[Word]:
    volumes = task.volumes()
    for mount in definition.objects("mountPoints"):
        volume = mount.text("sourceVolume")
        if isinstance(volume, Unknown):
            yield volume
        elif isinstance(volume, Known) and not isinstance(volumes.get(volume.value, ABSENT), Absent):
            yield volumes[volume.value]


def _no_new_privileges(definition: Reader, path: str) -> Fact[bool]:
    options = definition.texts("dockerSecurityOptions")
    asked = [fact for fact in options if isinstance(fact, Known) and fact.value in _NO_NEW_PRIVILEGES]
    unread = [fact for fact in options if isinstance(fact, Unknown)]
    if asked:
        return Known(True, asked[0].path)
    return unread[0] if unread else Absent(f"{path}.dockerSecurityOptions")


def _limit(task: Task, definition: Reader, key: str) -> Fact[float]:
    """A container that names none, or 0, is held by what its task has."""
    own, shared = definition.number(key), task.size(key)
    return shared if own == Known(0.0, own.path) and not isinstance(shared, Absent) else given(own, shared)


def _environment(definition: Reader) -> Environment:
    """Variables in clear, those whose value only AWS keeps, and files of them that cannot be seen."""
    variables, rest = _variables(definition, "environment", "value")
    kept, rest_of_kept = _variables(definition, "secrets", "valueFrom")
    files = next((file.whole for file in definition.objects("environmentFiles")), ABSENT)
    unseen = ABSENT if isinstance(files, Absent) else Unknown(files.path, "a file that cannot be seen")
    secrets = {name: Unknown(value.path, "kept in a secret") for name, value in kept.items()}
    return Environment({**variables, **secrets}, given(rest, rest_of_kept, unseen))


def _variables(definition: Reader, key: str, value: str) -> tuple[dict[str, Word], Word]:
    """By name; and the first that has none which can be read."""
    entries = [(entry.text("name"), entry.text(value)) for entry in definition.objects(key)]
    unread = [name for name, _ in entries if isinstance(name, Unknown)]
    return {name.value: fact for name, fact in entries if isinstance(name, Known)}, unread[0] if unread else ABSENT
