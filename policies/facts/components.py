"""What this project's components register at the end of a run, for rules about a whole stack."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from .confinement import Confinement
from .families.components import BROKER, ROLES
from .graph import Node
from .reader import Reader
from .redis import Redis
from .resource import STACK, Resource
from .stack import Subject
from .value import Fact, Known, Unknown, convert, or_default
from .workload import Workload, application

PARTS_OF = {BROKER, *ROLES}
"""Components that say more than the resources that they are made of."""


def is_part(resource: Resource) -> bool:
    """Whether one of these components made it."""
    return not PARTS_OF.isdisjoint(resource.above[-1:])


def join(nodes: Iterable[Node], read: Mapping[str, Sequence[Subject]]) -> Iterator[Subject]:
    """The facts of a stack's components, and of every other resource, which `read` holds by URN."""
    components = [(node.resource, node.outputs) for node in nodes if node.resource.is_component]
    brokers = _brokers(components)
    for resource, outputs in components:
        if role := ROLES.get(resource.type):
            yield _workload(resource, role, outputs.child("facts"), brokers)
        yield from (_with_outputs(subject, outputs) for subject in read.get(resource.urn, ()) if _is_own(subject))
    others = (s for subjects in read.values() for s in subjects if not s.resource.is_component)
    yield from (_by_broker(subject, brokers) for subject in others if not is_part(subject.resource))


def _is_own(subject: Subject) -> bool:
    """Whether it is an image, or a Redis of the stack's; a CeleryStack's is that of its Broker."""
    return isinstance(subject, Confinement) or (isinstance(subject, Redis) and subject.resource.type == BROKER)


def _with_outputs(subject: Subject, outputs: Reader) -> Subject:
    return replace(subject, private=outputs.child("facts").flag("private")) if isinstance(subject, Redis) else subject


def _workload(resource: Resource, role: str, facts: Reader, brokers: Mapping[str, str]) -> Workload:
    return Workload(
        resource,
        roles=Known(frozenset({role})),
        application=_known(convert(facts.text("app"), application, "a module")),
        broker=_broker(resource, facts, brokers),
        replicas=or_default(facts.number("replicas"), 1.0),
    )


def _by_broker(subject: Subject, brokers: Mapping[str, str]) -> Subject:
    """With the component that made its broker, where one did: the address may be unknown elsewhere."""
    if isinstance(subject, Workload) and isinstance(subject.broker, Known) and subject.broker.value in brokers:
        return replace(subject, broker=Known(brokers[subject.broker.value]))
    return subject


def _brokers(components: Sequence[tuple[Resource, Reader]]) -> dict[str, str]:
    """The URN of each broker component, by its address and by the CeleryStack that it belongs to."""
    found: dict[str, str] = {}
    for resource, outputs in components:
        if resource.type == BROKER:
            if isinstance(address := _address(outputs), Known):
                found[address.value] = resource.urn
            if resource.above[-1:] == (STACK,):
                found[resource.parent] = resource.urn
    return found


def _broker(resource: Resource, facts: Reader, brokers: Mapping[str, str]) -> Fact[str]:
    """A broker's address may be unknown at preview, but not which component it is."""
    address = _address(facts.child("broker"))
    if isinstance(address, Known):
        return Known(brokers.get(address.value, address.value))
    return Known(brokers[resource.parent]) if resource.parent in brokers else Unknown()


def _address(facts: Reader) -> Fact[str]:
    host, port = facts.text("host"), facts.number("port")
    if isinstance(host, Known) and isinstance(port, Known):
        return Known(f"{host.value}:{port.value:g}")
    return Unknown()


def _known(fact: Fact[str]) -> Fact[str]:
    return fact if isinstance(fact, Known) else Unknown()
