"""The swarm's manager that the arguments name."""

import pulumi

from ...slug import dns_label
from ..containers.engine import connect
from .args import SwarmArgs
from .manager import Manager, manager


def manager_of(args: SwarmArgs) -> Manager:
    """Raises InvalidArgumentError where no engine answers, or one that manages no swarm."""
    return manager(connect(args.get("host", ""), "target.swarm"))


def mine(args: SwarmArgs, opts: pulumi.ResourceOptions) -> pulumi.ResourceOptions:
    """The options of a child of the component that `opts` names."""
    return pulumi.ResourceOptions(parent=opts.parent, provider=args["place"].get("provider"))


def kept(args: SwarmArgs, opts: pulumi.ResourceOptions) -> pulumi.ResourceOptions:
    """The options of what is not made anew, and its data lost, because a stack got another name and so its labels."""
    own = mine(args, opts)
    own.ignore_changes = ["labels"]
    return own


def host_name(name: str) -> str:
    """By which others on its networks reach the service of the component `name`."""
    return dns_label(f"{pulumi.get_project()}-{pulumi.get_stack()}-{name}")
