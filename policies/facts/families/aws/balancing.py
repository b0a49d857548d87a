"""What load balancers send to which ECS service."""

from collections.abc import Iterator

from ...graph import Node
from ...reader import Reader
from ...stack import Stack
from ...value import Fact, Known, convert, given, or_default
from ...workload import ABSENT
from .graph import named, nothing

_FAMILIES = ("aws:lb/{0}:{1}", "aws:alb/{0}:{1}", "aws:elasticloadbalancingv2/{0}:{1}")
_FORMER = "aws:applicationloadbalancing/{0}:{1}"


def _types(name: str) -> tuple[str, ...]:
    """The type's tokens, of today and of before, in both providers."""
    classic = [form.format(name[0].lower() + name[1:], name) for form in (*_FAMILIES, _FORMER)]
    return (*classic, f"aws-native:elasticloadbalancingv2:{name}")


LISTENERS, RULES, GROUPS, BALANCERS = map(_types, ("Listener", "ListenerRule", "TargetGroup", "LoadBalancer"))


def of_service(service: Node, stack: Stack) -> list[Node]:
    """The target groups that a service's tasks are in."""
    arns = [balancer.text("targetGroupArn") for balancer in service.inputs.objects("loadBalancers")]
    return named(stack, service, "loadBalancers", arns, GROUPS)


def of_actions(owner: Node, key: str, stack: Stack) -> list[Node]:
    """The target groups that actions send to."""
    arns = [arn for action in owner.inputs.objects(key) for arn in _arns(action)]
    return named(stack, owner, key, arns, GROUPS)


def _arns(action: Reader) -> Iterator[Fact[str]]:
    yield action.text("targetGroupArn")
    yield from (group.text("arn") for group in action.child("forward").objects("targetGroups"))
    yield from (group.text("targetGroupArn") for group in action.child("forwardConfig").objects("targetGroups"))


def of_rule(rule: Node, stack: Stack) -> list[Node]:
    """The listeners that a rule belongs to."""
    return named(stack, rule, "listenerArn", [rule.inputs.text("listenerArn")], LISTENERS)


def is_internal(listener: Node, stack: Stack) -> Fact[bool]:
    """Whether its load balancer is reached from inside only; absent for one of another stack."""
    balancers = named(stack, listener, "loadBalancerArn", [listener.inputs.text("loadBalancerArn")], BALANCERS)
    if not balancers:
        return ABSENT
    inputs = balancers[0].inputs
    scheme = convert(inputs.text("scheme"), lambda text: text == "internal", "a word")
    return or_default(given(inputs.flag("internal"), scheme), False)


def is_public(service: Node, stack: Stack) -> bool:
    """Whether a load balancer that is known to be reached from outside sends to it."""
    groups = of_service(service, stack)
    return any(
        _is_open(listener, stack)
        for listener in stack.nodes_of(*LISTENERS)
        if not set(groups).isdisjoint(of_actions(listener, "defaultActions", stack))
    )


def _is_open(listener: Node, stack: Stack) -> bool:
    internal = is_internal(listener, stack)
    return isinstance(internal, Known) and not internal.value


TYPES = dict.fromkeys((*RULES, *LISTENERS, *GROUPS, *BALANCERS), nothing)
