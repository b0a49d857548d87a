"""Finds the autoscaler of an ECS service."""

from ...graph import Node
from ...stack import Stack
from ...value import Fact, Known
from ...workload import ABSENT
from .graph import named, nothing

TARGETS = ("aws:appautoscaling/target:Target", "aws-native:applicationautoscaling:ScalableTarget")


def autoscaled(service: Node, stack: Stack) -> Fact[str]:
    """What may make a second task of it."""
    for target in stack.nodes_of(*TARGETS):
        most = target.inputs.number("maxCapacity")
        is_of_one = isinstance(most, Known) and most.value <= 1
        services = named(stack, target, "resourceId", [target.inputs.text("resourceId")], [service.resource.type])
        if service in services and not is_of_one:
            return Known(f"scaled by {target.resource.name}", "desiredCount")
    return ABSENT


TYPES = dict.fromkeys(TARGETS, nothing)
