"""Finds out what each ECS service runs: its task definition says what, the service how often and where."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from ... import telling
from ...cloud import TaskAccess
from ...command.programs import hint
from ...confinement import Confinement
from ...flower import Flower
from ...graph import Node
from ...images import repository
from ...redis import Exposure, Redis
from ...resource import Resource
from ...stack import Stack, Subject
from ...value import Fact, Known, Unknown, convert, given
from ...workload import ABSENT, Workload
from . import deployment
from .balancing import is_public
from .capacity import spot
from .graph import named, nothing
from .scaling import autoscalers
from .task import definitions as containers_of
from .task_container import EVERYWHERE
from .task_definition import TASK_DEFINITIONS

SERVICES = ("aws:ecs/service:Service", "aws-native:ecs:Service")


@dataclass(frozen=True, slots=True)
class Service:
    """A service, and what its tasks are known to run."""

    node: Node
    definitions: tuple[Node, ...]
    """None where its task definition is none of the stack's."""
    runs: tuple[Subject, ...]
    images: tuple[Fact[str], ...]
    """Those that decide themselves what runs, as there is no command."""

    @property
    def is_ours(self) -> bool:
        """Whether a container of it is known to be a Celery checklist's business."""
        return any(isinstance(one, Confinement) for one in self.runs)


def services(stack: Stack) -> Iterator[Service]:
    """Those that no component of this project made, which says more of them itself."""
    runs: dict[Resource, list[Subject]] = {}
    for subject in stack.subjects:
        if isinstance(subject, Workload | Redis | Flower | Confinement):
            runs.setdefault(subject.resource, []).append(subject)
    for node in stack.nodes_of(*SERVICES):
        if not node.resource.is_filled_in:
            definitions = named(stack, node, "taskDefinition", [node.inputs.text("taskDefinition")], TASK_DEFINITIONS)
            found = [subject for definition in definitions for subject in runs.get(definition.resource, ())]
            yield Service(node, tuple(definitions), tuple(found), tuple(_deciding(definitions)))


def _deciding(definitions: Sequence[Node]) -> Iterator[Fact[str]]:
    for node in definitions:
        for definition in containers_of(node.inputs):
            if not (definition.texts("entryPoint") or definition.texts("command")):
                yield definition.text("image")


def join(stack: Stack) -> Iterator[Subject]:
    """What each service keeps alive, and who reaches it."""
    scaled, may_be_ours = autoscalers(stack, SERVICES), _guess(stack)
    for service in services(stack):
        yield from (replace(one, autoscaled=scaled.get(service.node, ABSENT)) for one in _kept(service, stack))
        if service.is_ours or may_be_ours(service):
            yield TaskAccess(service.node.resource, public_address=_public_address(service.node))
        if any(isinstance(one, Flower) for one in service.runs):
            yield Flower(service.node.resource, published=tuple(_addresses(service.node)))
        if any(isinstance(one, Redis) for one in service.runs) and is_public(service.node, stack):
            yield Exposure(service.node.resource, Known("a public load balancer", "loadBalancers"))


def _guess(stack: Stack) -> Callable[[Service], bool]:
    """Whether a service that cannot be read is Celery's, in a stack that has more of it."""
    if not telling.hints(stack):
        return lambda _: False
    applications = {repository(one.image.value) for one in stack.all(Confinement) if isinstance(one.image, Known)}

    def is_likely(service: Service) -> bool:
        same = [one for one in service.images if not isinstance(one, Known) or repository(one.value) in applications]
        is_called_so = not service.definitions and hint(service.node.resource.name)
        return bool(service.runs or same or is_called_so)

    return is_likely


def _kept(service: Service, stack: Stack) -> Iterator[Workload]:
    """Each Celery process of it; what cannot be read of a definition is said there."""
    node = service.node
    if not service.definitions and hint(node.resource.name):
        yield Workload(node.resource, roles=Unknown("taskDefinition", "none of this stack's"))
    for process in service.runs:
        if isinstance(process, Workload) and isinstance(process.roles, Known):
            yield Workload(
                node.resource,
                roles=Known(process.roles.value, "taskDefinition"),
                application=process.application,
                broker=process.broker,
                scheduler=process.scheduler,
                settings=process.settings,
                replicas=deployment.replicas(node.inputs),
                overlap=deployment.overlap(node),
                spot=spot(node, stack),
            )


def _addresses(node: Node) -> Iterator[Fact[str]]:
    """Where the internet reaches its tasks themselves."""
    public = _public_address(node)
    if public == Known(True, public.path):
        yield Known(EVERYWHERE, public.path)


def _public_address(node: Node) -> Fact[bool]:
    network = node.inputs.child("networkConfiguration")
    native = network.child("awsvpcConfiguration").text("assignPublicIp")
    return given(network.flag("assignPublicIp"), convert(native, lambda text: text.upper() == "ENABLED", "a word"))


TYPES = dict.fromkeys(SERVICES, nothing)
