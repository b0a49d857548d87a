"""The engine that the arguments name."""

import pulumi

from ..containers.engine import Engine, connect
from .args import DockerArgs


def engine_of(args: DockerArgs) -> Engine:
    """Raises InvalidArgumentError where none answers."""
    return connect(args.get("host", ""), "target.docker")


def kept(args: DockerArgs, opts: pulumi.ResourceOptions) -> pulumi.ResourceOptions:
    """The options of what is not made anew, and its data lost, because a stack got another name and so its labels."""
    own = mine(args, opts)
    own.ignore_changes = ["labels"]
    return own


def mine(args: DockerArgs, opts: pulumi.ResourceOptions) -> pulumi.ResourceOptions:
    """The options of a child of the component that `opts` names."""
    return pulumi.ResourceOptions(parent=opts.parent, provider=args["place"].get("provider"))
