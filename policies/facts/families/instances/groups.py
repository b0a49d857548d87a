"""Counts the machines that a group makes by a template."""

from collections.abc import Iterator

from ...graph import Node
from ...reader import Reader
from ...stack import Stack
from ...value import Fact, Known, Unknown
from ...workload import ABSENT, Workload

_GROUPS = {
    "aws:autoscaling/group:Group": ("launchTemplate", "launchConfiguration", "mixedInstancesPolicy"),
    "gcp:compute/instanceGroupManager:InstanceGroupManager": ("versions",),
    "gcp:compute/regionInstanceGroupManager:RegionInstanceGroupManager": ("versions",),
    "aws:ec2/instance:Instance": ("launchTemplate",),
}
"""By type: the arguments that name a template."""
_SIZES = ("desiredCapacity", "targetSize", "minSize")


def join(stack: Stack) -> Iterator[Workload]:
    """The processes of each template, at the groups that make machines by it."""
    for node in stack.nodes_of(*_GROUPS):
        made_by = {source.resource for key in _GROUPS[node.resource.type] for source in node.sources(key)}
        for process in stack.all(Workload):
            if process.resource in made_by:
                yield _in_group(node, process)


def _in_group(node: Node, process: Workload) -> Workload:
    size = _size(node.inputs)
    return Workload(
        node.resource,
        roles=process.roles,
        application=process.application,
        broker=process.broker,
        replicas=size,
        autoscaled=_autoscaled(node.inputs, size),
        spot=process.spot,
        scheduler=process.scheduler,
    )


def _size(inputs: Reader) -> Fact[float]:
    """How many machines there are; a group without a number has its least."""
    said = [inputs.number(key) for key in _SIZES if key in inputs]
    return said[0] if said else Known(1.0)


def _autoscaled(inputs: Reader, size: Fact[float]) -> Fact[str]:
    """Whether the group may become larger than it is."""
    most = inputs.number("maxSize")
    if not (isinstance(most, Known) and isinstance(size, Known)):
        return most if isinstance(most, Unknown) else ABSENT
    return Known(f"up to {most.value:g} machines", most.path) if most.value > max(size.value, 1) else ABSENT
