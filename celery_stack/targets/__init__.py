"""Where a stack runs: one key per target, loaded when it is used."""

from collections.abc import Mapping
from importlib import import_module
from typing import Any, Protocol, TypedDict, cast

import pulumi

from ..errors import InvalidArgumentError
from ..process import Endpoint, Process, Running
from .docker.args import DockerArgs
from .host.args import HostArgs
from .swarm.args import SwarmArgs


class TargetArgs(TypedDict, total=False):
    """Where to run: exactly one key."""

    host: HostArgs
    """This machine, kept alive by Supervisor."""
    docker: DockerArgs
    """A Docker engine: one container per process."""
    swarm: SwarmArgs
    """A swarm of Docker engines: one service per process."""


def as_written(args: Mapping[str, Any]) -> dict[str, Any]:
    """A component's arguments as inputs to register: without the place that another component prepared.

    A place is full of outputs; the component, and every child of it, would wait for them all.
    """
    target = {
        kind: {key: value for key, value in given.items() if key != "place"}
        for kind, given in args.get("target", {}).items()
    }
    return {**args, "target": target} if target else dict(args)


class Target(Protocol):
    """What a place has to offer to a Celery stack."""

    def prepare(self, name: str, app: Mapping[str, Any] | None, opts: pulumi.ResourceOptions) -> TargetArgs:
        """Make what is shared and missing (folders, network, the application's code); return the args that name it."""

    def join(self, own: Mapping[str, Any]) -> TargetArgs:
        """The args of a role in a stack at this place that has `own` ones. Raises InvalidArgumentError for others."""

    def broker(self, name: str, args: Mapping[str, Any], opts: pulumi.ResourceOptions) -> Endpoint:
        """Run a Redis that others reach privately, with a password."""

    def run(self, name: str, process: Process, opts: pulumi.ResourceOptions) -> Running:
        """Keep this process alive; or run it to its end, where its lifetime is `once`."""


def joined(stack: TargetArgs, own: TargetArgs, path: str) -> TargetArgs:
    """Where a role runs that has a `target` of its own in a stack. Raises InvalidArgumentError for another place."""
    [kind] = stack
    if set(own) != {kind}:
        raise InvalidArgumentError(
            f"{path}.target names {', '.join(own) or 'nothing'}, and the stack is at {kind}; there make one beside it"
        )
    return resolve(stack).join(cast("dict[str, Any]", own)[kind])


def after(args: TargetArgs, done: Running) -> TargetArgs:
    """The place that `args` names, in which processes start only after what is `done`."""
    [(kind, given)] = cast("dict[str, Any]", args).items()
    place = given.get("place", {})
    later: Any = {kind: {**given, "place": {**place, "after": [*place.get("after", []), done.resource]}}}
    return cast(TargetArgs, later)


TARGETS = {
    "host": "celery_stack.targets.host:Host",
    "docker": "celery_stack.targets.docker:Docker",
    "swarm": "celery_stack.targets.swarm:Swarm",
}


def resolve(args: TargetArgs) -> Target:
    """The target that `args` names, its provider's SDK loaded now. Raises InvalidArgumentError unless it is one."""
    if len(args) != 1:
        named = ", ".join(sorted(args)) or "nothing"
        raise InvalidArgumentError(f"target names {named}; it must have exactly one of: {', '.join(TARGETS)}")
    [(kind, given)] = args.items()
    module, _, name = TARGETS[kind].partition(":")
    target: Target = getattr(import_module(module), name)(given)
    return target
