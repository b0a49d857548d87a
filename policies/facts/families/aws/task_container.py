"""One container of an ECS task, as its definition describes it."""

from ... import engine, health, images
from ...connection import Carrier
from ...container import Container
from ...environment import Word
from ...reader import Reader
from ...redis import Redis
from ...value import Absent, Known, Unknown, convert, or_default
from ...workload import Workload
from .task import BRIDGE, Task
from .task_confinement import confinement
from .task_environment import environment

SECONDS_TO_STOP = 30.0
"""What the agent gives a container before it kills it."""
SECONDS_BETWEEN_TESTS = 30.0
EVERYWHERE = "0.0.0.0"  # noqa: S104 - where the agent publishes a port of a bridge's


def container(task: Task, definition: Reader) -> Container:
    """A container that a list of definitions describes."""
    name = definition.text("name")
    labels = definition.child("dockerLabels")
    image = images.origin(definition.text("image"), task.images)
    return Container(
        words=(*definition.texts("entryPoint"), *definition.texts("command")),
        path=f"{definition.whole.path}.command",
        image=image.name,
        workload=_process(task, definition),
        server=_server(task, definition),
        confinement=confinement(task, definition, image),
        carrier=Carrier.REFERABLE,
        environment=environment(definition),
        labels={key: labels.text(key) for key in labels.names()},
        name=name.value if isinstance(name, Known) else "",
    )


def _process(task: Task, definition: Reader) -> Workload:
    health_check = definition.child("healthCheck")
    test = health_check.texts("command")
    return Workload(
        task.resource,
        replicas=Known(0.0),
        user=engine.user(definition.text("user")),
        restart=_restart(definition),
        stop_grace=or_default(definition.number("stopTimeout"), SECONDS_TO_STOP),
        health_test=health.kind(test, health_check.whole.path),
        health_path=health.asked(test),
        health_interval=health.interval(test, or_default(health_check.number("interval"), SECONDS_BETWEEN_TESTS)),
        log_driver=_log_driver(definition.child("logConfiguration")),
    )


def _server(task: Task, definition: Reader) -> Redis:
    health_check = definition.child("healthCheck")
    return Redis(
        task.resource,
        published=_published(task, definition),
        networks=(task.network,),
        restart=_restart(definition),
        health_test=health.kind(health_check.texts("command"), health_check.whole.path),
    )


def _restart(definition: Reader) -> Word:
    """A service replaces a task whose essential container has ended; any other stays down without a policy."""
    restarts, essential = definition.child("restartPolicy").flag("enabled"), definition.flag("essential")
    if restarts == Known(True, restarts.path):
        return Known("always", restarts.path)
    if essential == Known(False, essential.path):
        return Absent(essential.path, "false")
    return essential if isinstance(essential, Unknown) else Known("always", essential.path)


def _log_driver(configuration: Reader) -> Word:
    driver = configuration.text("logDriver")
    return Absent(configuration.whole.path) if isinstance(driver, Absent) else driver


def _published(task: Task, definition: Reader) -> tuple[Word, ...]:
    """With awsvpc a task has an address of its own, and firewalls of its own."""
    ports = definition.objects("portMappings")
    if isinstance(task.network, Unknown):
        return tuple(task.network for _ in ports)
    if task.network != Known(BRIDGE, task.network.path):
        return ()
    return tuple(convert(port.whole, lambda _: EVERYWHERE, "a port") for port in ports)
