"""Reads the facts that this project's components register, for rules about a whole stack."""

from collections.abc import Iterator, Mapping, Sequence

from .families.components import BROKER, ROLES
from .reader import Reader
from .resource import STACK, Resource
from .value import Fact, Known, Unknown, convert, or_default
from .workload import Workload, application

Outputs = Sequence[tuple[Resource, Reader]]


def read_workloads(resources: Outputs, brokers: Mapping[str, str]) -> Iterator[Workload]:
    """The processes in a stack's components; a CeleryStack's are its children."""
    for resource, outputs in resources:
        if role := ROLES.get(resource.type):
            facts = outputs.child("facts")
            yield Workload(
                resource,
                roles=Known(frozenset({role})),
                application=_known(convert(facts.text("app"), application, "a module")),
                broker=_broker(resource, facts, brokers),
                replicas=or_default(facts.number("replicas"), 1.0),
            )


def read_brokers(resources: Outputs) -> dict[str, str]:
    """The URN of each broker component, by its address and by the CeleryStack that it belongs to."""
    found: dict[str, str] = {}
    for resource, outputs in resources:
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
