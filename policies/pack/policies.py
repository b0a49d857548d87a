"""What the engine is told of the rules: the SDK's policies, which carry names, levels and texts."""

from collections.abc import Sequence
from typing import Any

from pulumi_policy import (
    EnforcementLevel,
    Policy,
    PolicyConfigSchema,
    ResourceValidationPolicy,
    StackValidationPolicy,
)

from facts.stack import Stack

from . import configuration
from .closing import CLOSING
from .rule import Rule


def policies(rules: Sequence[Rule]) -> list[Policy]:
    """A policy for each rule, and those that close a run."""
    closing = [
        StackValidationPolicy(name, description, _judged_by_the_server, EnforcementLevel.ADVISORY, severity=severity)
        for name, (_, severity, description) in CLOSING.items()
    ]
    return [*map(_policy, rules), *closing]


def _policy(rule: Rule) -> Policy:
    common: dict[str, Any] = {
        "name": rule.name,
        "description": rule.description,
        "validate": _judged_by_the_server,
        "enforcement_level": rule.level,
        "config_schema": PolicyConfigSchema(configuration.schema(rule)),
        "severity": rule.severity,
        "framework": rule.framework,
        "remediation_steps": rule.fix,
        "url": rule.url,
    }
    return StackValidationPolicy(**common) if rule.on is Stack else ResourceValidationPolicy(**common)


def _judged_by_the_server(_args: object, _report: object) -> None:
    """The SDK would read a resource anew for each rule, and show a rule either a resource or the graph."""
    raise NotImplementedError
