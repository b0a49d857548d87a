"""Joins the resources of a stack: what only their graph tells."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from .component_outputs import read_brokers, read_workloads
from .families.components import ROLES
from .reader import Origins, Reader
from .resource import Resource
from .value import Known
from .workload import Workload


@dataclass(frozen=True, slots=True)
class Registered:
    """A resource at the end of a run."""

    resource: Resource
    outputs: Reader
    origins: Origins
    """The resources that its properties come from."""

    @property
    def is_part(self) -> bool:
        """Whether it is what a Web, Worker or Beat of this project is made of, which says more."""
        return not ROLES.keys().isdisjoint(self.resource.above[-1:])

    def read(self, inputs: Mapping[str, Any] | None) -> Reader:
        """Its inputs, where they were seen, which may be known where its outputs are not; else its outputs."""
        return Reader(self.outputs.whole if inputs is None else Known(inputs), self.origins)


def workloads(registered: Sequence[Registered], others: Sequence[Workload]) -> Iterator[Workload]:
    """Every process in the stack: those of this project's components, and `others`."""
    components = [(one.resource, one.outputs) for one in registered if one.resource.is_component]
    brokers = read_brokers(components)
    yield from read_workloads(components, brokers)
    for other in others:
        address = other.broker
        made_here = brokers.get(address.value) if isinstance(address, Known) else None
        yield replace(other, broker=Known(made_here)) if made_here else other
