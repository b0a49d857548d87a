"""Makes the SDK's policies of the rules."""

import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from pulumi_policy import (
    Policy,
    PolicyConfigSchema,
    PolicyResource,
    ReportViolation,
    ResourceValidationArgs,
    ResourceValidationPolicy,
    StackValidationArgs,
    StackValidationPolicy,
)

import facts
from facts.component_outputs import read_stack
from facts.reader import Reader
from facts.resource import Resource
from facts.value import Known
from facts.workload import Redis, Stack, Workload

from . import closing, configuration
from .ledger import EXCLUDED, Ledger
from .rule import Rule
from .verdict import Unread, Verdict

Subjects = tuple[Workload | Redis, ...]
THE_STACK = Resource(urn="", type="", name="the stack")


class Checklist:
    """The rules and what they share during a run: the facts of the resource in hand, and the ledger."""

    def __init__(self, rules: list[Rule]) -> None:
        self.rules = rules
        self.ledger = Ledger()
        self._request = threading.local()

    def policies(self) -> list[Policy]:
        """The SDK's policies; those that close a run come last."""
        return [*(self._policy(rule) for rule in self.rules), *closing.policies(self.ledger)]

    @contextmanager
    def request(self, urn: str) -> Iterator[None]:
        """One resource's turn: its facts are read once for all rules."""
        self.ledger.begin(urn)
        self._request.subjects = {}
        try:
            yield
        finally:
            del self._request.subjects

    def _policy(self, rule: Rule) -> Policy:
        common: dict[str, Any] = {
            "name": rule.name,
            "description": rule.description,
            "enforcement_level": rule.level,
            "config_schema": PolicyConfigSchema(configuration.schema(rule)),
            "severity": rule.severity,
            "framework": rule.framework,
            "remediation_steps": rule.fix,
            "url": rule.url,
        }
        if rule.on is Stack:
            return StackValidationPolicy(validate=lambda args, report: self._judge_stack(rule, args, report), **common)
        return ResourceValidationPolicy(validate=lambda args, report: self._judge(rule, args, report), **common)

    def _judge(self, rule: Rule, args: ResourceValidationArgs, report: ReportViolation) -> None:
        resource = Resource(args.urn, args.resource_type, args.name, args.opts.parent or "")
        subjects: list[Workload | Redis] = []
        with self.ledger.guard(rule.name, args.urn):
            subjects = [item for item in self._facts(resource, args.props) if isinstance(item, rule.on)]
            for subject in subjects:
                for verdict in rule(subject, args.get_config()):
                    self._say(rule, resource, verdict, args.get_config(), report)
        if not subjects:
            args.not_applicable(f"no {rule.on.__name__}")

    def _facts(self, resource: Resource, properties: Mapping[str, Any]) -> Subjects:
        cache: dict[str, Subjects] = getattr(self._request, "subjects", {})
        if resource.urn not in cache:
            cache[resource.urn] = facts.of(resource, properties)
        return cache[resource.urn]

    def _judge_stack(self, rule: Rule, args: StackValidationArgs, report: ReportViolation) -> None:
        with self.ledger.guard(rule.name, "the stack"):
            registered = sorted((_registered(one) for one in args.resources), key=lambda pair: pair[0].urn)
            for verdict in rule(Stack(tuple(read_stack(registered))), args.get_config()):
                self._say(rule, verdict.resource or THE_STACK, verdict, args.get_config(), report)

    def _say(
        self,
        rule: Rule,
        resource: Resource,
        verdict: Verdict,
        config: Mapping[str, Any],
        report: ReportViolation,
    ) -> None:
        if isinstance(verdict, Unread):
            self.ledger.unread(rule.name, resource, verdict)
        elif not self.ledger.is_new(rule.name, resource, verdict):
            return
        elif reason := configuration.excluded(resource.urn, config):
            self.ledger.note(EXCLUDED, f"{rule.name}: {resource.name}: {reason}")
        else:
            report(verdict.message(resource, rule.fix), resource.urn)


def _registered(resource: PolicyResource) -> tuple[Resource, Reader]:
    identity = Resource(resource.urn, resource.resource_type, resource.name, resource.opts.parent or "")
    return identity, Reader(Known(resource.props))
