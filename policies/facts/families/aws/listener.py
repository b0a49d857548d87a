"""Reads the listeners, and the rules of listeners, that are in front of a web process."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from ... import telling
from ...cloud import Listener
from ...graph import Node
from ...reader import Reader
from ...stack import Stack
from ...value import Fact, Known, Unknown, convert, given, or_default
from ...workload import ABSENT, WEB, Workload
from . import balancing
from .service import Service, services

_HTTP, _ENCRYPTED = "HTTP", ("HTTPS", "TLS")


@dataclass(frozen=True, slots=True)
class Webs:
    """Where a stack's web processes are, as far as it tells."""

    services: Sequence[tuple[Service, frozenset[Node]]]
    """Services that load balancers send to, with their target groups."""
    elsewhere: bool
    """Whether there is one that is no ECS service, of which the graph says nothing."""
    is_celerys: bool
    """Whether what cannot be read may well be one."""

    @classmethod
    def of(cls, stack: Stack) -> "Webs":
        found = list(services(stack))
        balanced = [(one, frozenset(balancing.of_service(one.node, stack))) for one in found if _is_balanced(one)]
        in_tasks = {one.node.resource for one in found} | {node.resource for one in found for node in one.definitions}
        elsewhere = any(web.runs(WEB) for web in stack.all(Workload) if web.resource not in in_tasks)
        return cls(balanced, elsewhere, telling.hints(stack))

    def are_behind(self, groups: Sequence[Node]) -> bool:
        """Whether one may be in these target groups; where the graph does not tell, any may."""
        behind = [service for service, own in self.services if not own.isdisjoint(groups)]
        if behind:
            return any(map(self._may_be_web, behind))
        undecided = [service for service, own in self.services if not own or not groups]
        return self.elsewhere or any(map(self._may_be_web, undecided))

    def _may_be_web(self, service: Service) -> bool:
        roles = [one.roles for one in service.runs if isinstance(one, Workload)]
        if any(isinstance(one, Known) and WEB in one.value for one in roles):
            return True
        unread = not service.definitions or service.images or any(isinstance(one, Unknown) for one in roles)
        return bool(unread) and self.is_celerys


def join(stack: Stack) -> Iterator[Listener]:
    """The listeners that may be in front of a web process, and rules of those without encryption."""
    webs = Webs.of(stack)
    for node in stack.nodes_of(*balancing.LISTENERS):
        if webs.are_behind(balancing.of_actions(node, "defaultActions", stack)):
            yield _listener(node, stack)
    for rule in stack.nodes_of(*balancing.RULES):
        if webs.are_behind(balancing.of_actions(rule, "actions", stack)) and not _is_for_a_proxy(rule.inputs):
            yield from (_of_rule(rule, node, stack) for node in balancing.of_rule(rule, stack))


def _listener(node: Node, stack: Stack) -> Listener:
    protocol = or_default(node.inputs.text("protocol"), _HTTP)
    is_encrypted = isinstance(protocol, Known) and protocol.value.upper() in _ENCRYPTED
    return Listener(
        node.resource,
        protocol=protocol,
        redirects=_redirects(node.inputs, "defaultActions"),
        tls_policy=node.inputs.text("sslPolicy") if is_encrypted else ABSENT,
        internal=balancing.is_internal(node, stack),
    )


def _of_rule(rule: Node, listener: Node, stack: Stack) -> Listener:
    protocol = or_default(listener.inputs.text("protocol"), _HTTP)
    return Listener(
        rule.resource,
        protocol=replace(protocol, path=f"protocol of {listener.resource.name}"),
        redirects=_redirects(rule.inputs, "actions"),
        internal=balancing.is_internal(listener, stack),
    )


def _redirects(inputs: Reader, key: str) -> Fact[bool]:
    """Whether no action passes a request on."""
    answers = [_is_harmless(action) for action in inputs.objects(key)]
    if any(isinstance(answer, Known) and not answer.value for answer in answers):
        return Known(False, key)
    unread = [answer for answer in answers if isinstance(answer, Unknown)]
    return unread[0] if unread else Known(True, key)


def _is_harmless(action: Reader) -> Fact[bool]:
    """A redirect that names no protocol keeps that of the request."""
    kind = convert(action.text("type"), str.lower, "a word")
    if kind == Known("redirect", kind.path):
        target = given(action.child("redirect").text("protocol"), action.child("redirectConfig").text("protocol"))
        return convert(or_default(target, _HTTP), lambda protocol: protocol.upper() == "HTTPS", "a protocol")
    return or_default(convert(kind, lambda name: name == "fixed-response", "a word"), False)


def _is_for_a_proxy(inputs: Reader) -> bool:
    """Whether it asks for a header, by which a content network proves that a request has come through it."""
    return any("httpHeader" in one or "httpHeaderConfig" in one for one in inputs.objects("conditions"))


def _is_balanced(service: Service) -> bool:
    return any(True for _ in service.node.inputs.objects("loadBalancers"))
