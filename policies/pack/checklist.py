"""Runs the rules on what a run shows: each resource by itself as it comes, and all together at the end."""

from collections.abc import Mapping, Sequence
from threading import Lock
from typing import Any

from facts import components, families
from facts.graph import Node
from facts.reader import Reader
from facts.resource import Resource
from facts.stack import Stack, Subject
from facts.value import Known

from . import configuration
from .closing import Summary, close
from .hearing import Hearing, Hearings
from .ledger import EXCLUDED, Ledger
from .rule import Rule
from .verdict import Finding, Unread, Verdict

THE_STACK = Resource(urn="", type="", name="the stack")
READING = "reading"


class Checklist:
    """The rules, and what is remembered during a run."""

    def __init__(self, rules: Sequence[Rule]) -> None:
        self.rules = rules
        self.ledger = Ledger()
        self._lock = Lock()
        self._inputs: dict[str, Mapping[str, Any]] = {}
        self._subjects: dict[str, tuple[Subject, ...]] = {}
        self._by_kind: dict[type, Sequence[Rule]] = {}

    def judge(self, resource: Resource, inputs: Mapping[str, Any], hearings: Hearings) -> frozenset[type]:
        """Judge one resource by its inputs; the answer is the kinds of facts that are there."""
        self.ledger.begin(resource)
        subjects = self._read(resource, Reader(Known(inputs)))
        with self._lock:
            self._inputs[resource.urn] = inputs
            self._subjects[resource.urn] = subjects
        self._apply(resource, subjects, hearings)
        return frozenset(map(type, subjects))

    def idle(self, kinds: frozenset[type]) -> list[str]:
        """The rules on a single resource that have nothing to judge where these are its kinds of facts."""
        busy = {rule.name for kind in kinds for rule in self._rules_on(kind)}
        return [rule.name for rule in self.rules if rule.on is not Stack and rule.name not in busy]

    def inputs(self, urn: str) -> Mapping[str, Any] | None:
        """What was seen of a resource when it came by itself."""
        with self._lock:
            return self._inputs.get(urn)

    def findings(
        self, rule: Rule, resource: Resource, inputs: Mapping[str, Any], config: Mapping[str, Any]
    ) -> list[Finding]:
        """What one rule finds at a resource, and the configuration does not exclude; nothing is reported."""
        if configuration.excluded(resource.urn, config):
            return []
        subjects = [subject for subject in self._read(resource, Reader(Known(inputs))) if isinstance(subject, rule.on)]
        verdicts = [verdict for subject in subjects for verdict in rule(subject, config)]
        return [verdict for verdict in verdicts if isinstance(verdict, Finding)]

    def judge_stack(self, nodes: Mapping[str, Node], hearings: Hearings) -> Summary:
        """Judge what only the graph explains, then all together; then say what is left to say."""
        read = {urn: self._again(node, hearings) for urn, node in nodes.items() if families.are_in(node.resource.type)}
        with self.ledger.guard(READING, THE_STACK.name):
            stack = self._join(Stack(tuple(components.join(nodes.values(), read)), nodes), hearings)
            self._apply(THE_STACK, (stack,), hearings)
        return close(self.rules, self.ledger.close(), hearings)

    def _again(self, node: Node, hearings: Hearings) -> tuple[Subject, ...]:
        """The facts of a resource, judged where they are others than when it came by itself."""
        subjects = self._read(node.resource, node.inputs)
        if subjects != self._subjects.get(node.resource.urn) and node.resource.urn in self._subjects:
            self.ledger.read_again(node.resource)
            self._apply(node.resource, subjects, hearings)
        return subjects

    def _join(self, stack: Stack, hearings: Hearings) -> Stack:
        """The stack with what each family finds when it sees all of it."""
        joined: list[Subject] = []
        for join in families.JOINS:
            with self.ledger.guard(READING, THE_STACK.name):
                joined += join(stack)
        for subject in joined:
            self._apply(subject.resource, (subject,), hearings)
        return Stack((*stack.subjects, *joined), stack.nodes)

    def _read(self, resource: Resource, properties: Reader) -> tuple[Subject, ...]:
        with self.ledger.guard(READING, resource.urn):
            return families.of(resource, properties)
        return ()

    def _apply(self, resource: Resource, subjects: Sequence[Subject | Stack], hearings: Hearings) -> None:
        judged = set()
        for subject in subjects:
            for rule in self._rules_on(type(subject)):
                if hearing := hearings(rule.name):
                    judged.add(rule.name)
                    self._hear(rule, resource, subject, hearing)
        self.ledger.judged(judged, resource)

    def _rules_on(self, kind: type) -> Sequence[Rule]:
        """The rules that judge this kind of fact, found once in a run."""
        if kind not in self._by_kind:
            self._by_kind[kind] = [rule for rule in self.rules if issubclass(kind, rule.on)]
        return self._by_kind[kind]

    def _hear(self, rule: Rule, resource: Resource, subject: Subject | Stack, hearing: Hearing) -> None:
        try:
            for verdict in rule(subject, hearing.config):
                self._say(rule, verdict.resource or resource, verdict, hearing)
        except Exception as error:
            self.ledger.failed(rule.name, resource.urn or resource.name, error)

    def _say(self, rule: Rule, resource: Resource, verdict: Verdict, hearing: Hearing) -> None:
        if isinstance(verdict, Unread):
            self.ledger.unread(rule.name, resource, verdict)
        elif not self.ledger.is_new(rule.name, resource, verdict):
            return
        elif reason := configuration.excluded(resource.urn, hearing.config):
            self.ledger.note(EXCLUDED, f"{rule.name}: {resource.name}: {reason}")
        else:
            hearing.report(verdict.message(resource, rule.fix), resource.urn, verdict.path)
