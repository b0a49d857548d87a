"""A policy pack as the SDK's documentation has it: each policy reads the properties that it needs.

The engine runs `python naive ADDRESS`; the environment says how many policies of each kind. All are the same one,
that of a container's user, which is of the kind that reads least.
"""

import json
import os
from collections.abc import Iterator
from typing import Any

from pulumi_policy import PolicyPack, ResourceValidationPolicy, StackValidationPolicy

ROOT = ("root", "0")


def users(kind: str, props: Any) -> Iterator[str]:
    """The users of the containers that a resource describes, in the spelling of each platform."""
    if kind == "docker:index/container:Container":
        yield props.get("user", "")
    elif kind == "aws:ecs/taskDefinition:TaskDefinition":
        for container in json.loads(props.get("containerDefinitions", "[]")):
            yield container.get("user", "")
    elif kind == "kubernetes:apps/v1:Deployment":
        for container in props["spec"]["template"]["spec"]["containers"]:
            yield str(container.get("securityContext", {}).get("runAsUser", ""))


def one(args: Any, report: Any) -> None:
    if any(user in ROOT for user in users(args.resource_type, args.props)):
        report("runs as root")


def all_together(args: Any, report: Any) -> None:
    for resource in args.resources:
        if any(user in ROOT for user in users(resource.resource_type, resource.props)):
            report("runs as root", resource.urn)


if __name__ == "__main__":
    alone = range(int(os.environ["POLICIES_OF_A_RESOURCE"]))
    together = range(int(os.environ["POLICIES_OF_A_STACK"]))
    PolicyPack(
        "naive",
        [
            *(ResourceValidationPolicy(f"user-{number}", "Not as root.", one) for number in alone),
            *(StackValidationPolicy(f"users-{number}", "None as root.", all_together) for number in together),
        ],
    )
