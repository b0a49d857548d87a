"""Runs the rules on what a run shows: each resource by itself as it comes, and all together at the end."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from threading import Lock
from typing import Any

from facts import families
from facts.families import Subject
from facts.reader import Reader
from facts.resource import Resource
from facts.stack import Registered, workloads
from facts.value import Known
from facts.workload import Stack, Workload

from . import configuration
from .closing import CLOSING
from .ledger import EXCLUDED, Ledger
from .rule import Rule
from .verdict import Unread, Verdict

THE_STACK = Resource(urn="", type="", name="the stack")
READING = "reading"


@dataclass(frozen=True, slots=True)
class Hearing:
    """What a policy has to know of a run: its part of the configuration, and who takes its findings."""

    config: Mapping[str, Any]
    report: Callable[[str, str | None], None]
    """Takes a message and the URN of the resource to blame."""


Hearings = Callable[[str], Hearing | None]
"""By a policy's name; None for one that is switched off."""


class Checklist:
    """The rules, and what is remembered during a run."""

    def __init__(self, rules: Sequence[Rule]) -> None:
        self.rules = rules
        self.ledger = Ledger()
        self._lock = Lock()
        self._inputs: dict[str, Mapping[str, Any]] = {}
        self._undecided: set[str] = set()

    def judge(self, resource: Resource, inputs: Mapping[str, Any], hearings: Hearings) -> list[str]:
        """Judge one resource by its inputs; the answer is the rules that had nothing to judge."""
        self.ledger.begin(resource)
        subjects = self._read(resource, Reader(Known(inputs)))
        with self._lock:
            self._inputs[resource.urn] = inputs
            if any(map(_is_decided, subjects)):
                self._undecided.discard(resource.urn)
            else:
                self._undecided.add(resource.urn)
        return self._apply(resource, subjects, hearings)

    def judge_stack(self, registered: Sequence[Registered], hearings: Hearings) -> None:
        """Judge those that only the graph explains, then all together; then say what is left to say."""
        others: list[Workload] = []
        for one in registered:
            if not one.resource.is_component:
                subjects = self._read(one.resource, one.read(self._inputs.get(one.resource.urn)))
                if one.resource.urn in self._undecided:
                    self._apply(one.resource, subjects, hearings)
                if not one.is_part:
                    others += (subject for subject in subjects if isinstance(subject, Workload))
        with self.ledger.guard(READING, THE_STACK.name):
            self._apply(THE_STACK, (Stack(tuple(workloads(registered, others))),), hearings)
        for name, (kind, _, _) in CLOSING.items():
            hearing = hearings(name)
            if hearing and (lines := self.ledger.take(kind)):
                hearing.report("\n".join(lines), None)

    def _read(self, resource: Resource, properties: Reader) -> tuple[Subject, ...]:
        with self.ledger.guard(READING, resource.urn):
            return families.of(resource, properties)
        return ()

    def _apply(self, resource: Resource, subjects: Sequence[Subject | Stack], hearings: Hearings) -> list[str]:
        idle = []
        for rule in self.rules:
            mine = [subject for subject in subjects if isinstance(subject, rule.on)]
            if hearing := hearings(rule.name):
                for subject in mine:
                    self._hear(rule, resource, subject, hearing)
                if not mine and rule.on is not Stack:
                    idle.append(rule.name)
        return idle

    def _hear(self, rule: Rule, resource: Resource, subject: Subject | Stack, hearing: Hearing) -> None:
        with self.ledger.guard(rule.name, resource.urn or resource.name):
            for verdict in rule(subject, hearing.config):
                self._say(rule, verdict.resource or resource, verdict, hearing)

    def _say(self, rule: Rule, resource: Resource, verdict: Verdict, hearing: Hearing) -> None:
        if isinstance(verdict, Unread):
            self.ledger.unread(rule.name, resource, verdict)
        elif not self.ledger.is_new(rule.name, resource, verdict):
            return
        elif reason := configuration.excluded(resource.urn, hearing.config):
            self.ledger.note(EXCLUDED, f"{rule.name}: {resource.name}: {reason}")
        else:
            hearing.report(verdict.message(resource, rule.fix), resource.urn)


def _is_decided(subject: Subject) -> bool:
    """Whether it is known what runs there."""
    return not isinstance(subject, Workload) or isinstance(subject.roles, Known)
