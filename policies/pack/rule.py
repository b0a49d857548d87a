"""What a rule is."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from types import UnionType
from typing import Any

from pulumi_policy import EnforcementLevel, PolicyComplianceFramework, Severity

from .verdict import Verdict

ADVISORY, MANDATORY, OFF = EnforcementLevel.ADVISORY, EnforcementLevel.MANDATORY, EnforcementLevel.DISABLED
LOW, MEDIUM, HIGH, CRITICAL = Severity.LOW, Severity.MEDIUM, Severity.HIGH, Severity.CRITICAL

Judge = Callable[..., Iterator[Verdict]]


@dataclass(frozen=True)
class Property:
    """Something that the pack's configuration may set for a rule, named as in the configuration."""

    name: str
    default: Any
    schema: Mapping[str, Any]
    """JSON Schema of the value; `description` is part of it."""

    @property
    def parameter(self) -> str:
        """The name of the rule's parameter that gets the value."""
        return re.sub("[A-Z]", lambda letter: f"_{letter[0].lower()}", self.name)


@dataclass(frozen=True)
class Rule:
    """One check of one kind of fact, with one level."""

    name: str
    description: str
    """One sentence: why."""
    on: type | UnionType
    """Which facts it judges: Workload, Redis, either of them, …, or Stack for all of a stack's together."""
    judge: Judge
    level: EnforcementLevel
    severity: Severity
    fix: str
    """Which argument to change, and how."""
    url: str
    framework: PolicyComplianceFramework
    properties: Sequence[Property] = ()
    mend: Mapping[str, Any] = field(default_factory=dict)
    """What a remediation writes at a finding's path, by the path's last name; empty for a rule without one."""

    def __call__(self, subject: object, config: Mapping[str, Any]) -> Iterator[Verdict]:
        """What the rule says of these facts, under its part of the pack's configuration."""
        if not self.properties:
            return self.judge(subject)
        options = {item.parameter: config.get(item.name, item.default) for item in self.properties}
        return self.judge(subject, **options)


def rule(name: str, **attributes: Any) -> Callable[[Judge], Rule]:
    """Make a Rule of a generator function; its docstring is the rule's description."""

    def make(judge: Judge) -> Rule:
        return Rule(name, " ".join((judge.__doc__ or "").split()), judge=judge, **attributes)

    return make
