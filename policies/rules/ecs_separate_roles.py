"""ecs-separate-roles."""

from collections.abc import Iterator
from dataclasses import replace

from facts.cloud import TaskAccess
from pack.framework import cwe
from pack.rule import ADVISORY, MEDIUM, rule
from pack.verdict import Finding, Verdict, reject


@rule(
    "ecs-separate-roles",
    on=TaskAccess,
    level=ADVISORY,
    severity=MEDIUM,
    fix="Give `taskRoleArn` a role of its own, with the rights of the application's code, or leave it out.",
    url="https://docs.aws.amazon.com/AmazonECS/latest/developerguide/security-ecs-iam-role-overview.html",
    framework=cwe(250, "Execution with Unnecessary Privileges"),
)
def ecs_separate_roles(access: TaskAccess) -> Iterator[Verdict]:
    """With the role of the agent a task's code reads every secret that the agent may fetch, and pulls any image."""
    for verdict in reject(access.same_role, bool, "a role of its own"):
        yield replace(verdict, seen="the execution role") if isinstance(verdict, Finding) else verdict
