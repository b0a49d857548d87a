"""Finds the autoscalers of ECS services."""

from collections.abc import Sequence

from ...graph import Node
from ...stack import Stack
from ...value import Fact, Known
from .graph import named, nothing

TARGETS = ("aws:appautoscaling/target:Target", "aws-native:applicationautoscaling:ScalableTarget")


def autoscalers(stack: Stack, services: Sequence[str]) -> dict[Node, Fact[str]]:
    """By the service, whose types are given: what may make a second task of it."""
    found: dict[Node, Fact[str]] = {}
    for target in stack.nodes_of(*TARGETS):
        most = target.inputs.number("maxCapacity")
        if not (isinstance(most, Known) and most.value <= 1):
            for service in named(stack, target, "resourceId", [target.inputs.text("resourceId")], services):
                found[service] = Known(f"scaled by {target.resource.name}", "desiredCount")
    return found


TYPES = dict.fromkeys(TARGETS, nothing)
