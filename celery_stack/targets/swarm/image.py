"""Images as a swarm's services name them, so that every node runs the same one."""

from collections.abc import Mapping
from typing import Any

import pulumi
import pulumi_docker

from ...errors import InvalidArgumentError
from ..containers.args import REDIS_IMAGE
from ..containers.image import image, is_built, required
from ..containers.waiting import checked
from .args import SwarmArgs
from .engine import manager_of, mine


def of_application(
    name: str, args: SwarmArgs, app: Mapping[str, Any], opts: pulumi.ResourceOptions
) -> pulumi.Output[str]:
    """The image with the application's code. Raises InvalidArgumentError for one that only this node would have."""
    nodes, own = len(manager_of(args).nodes), mine(args, opts)
    if not is_built(app):
        own.depends_on = _available("app.image", app["image"], args, opts)
    elif nodes > 1:
        raise InvalidArgumentError(
            f"app.image is missing, and of {nodes} nodes no other could pull an image that is built here; "
            "push it to a registry and name it in app.image"
        )
    return _pinned(image(name, app, own))


def of_redis(name: str, args: SwarmArgs, opts: pulumi.ResourceOptions) -> pulumi.Output[str]:
    own, server = mine(args, opts), args.get("redis_image", REDIS_IMAGE)
    own.depends_on = _available("target.swarm.redis_image", server, args, opts)
    return _pinned(pulumi_docker.RemoteImage(f"{name}-image", name=server, keep_locally=True, opts=own))


def _available(
    argument: str, name: pulumi.Input[str], args: SwarmArgs, opts: pulumi.ResourceOptions
) -> pulumi.Output[list[pulumi.Resource]]:
    manager = manager_of(args)
    there = required(manager.engine, args.get("registries", []), argument, name, opts)
    for_all = checked([name], lambda image: manager.require_image_for_all(argument, image), opts)
    return pulumi.Output.all(there, for_all).apply(lambda _: [])


def _pinned(image: pulumi_docker.RemoteImage) -> pulumi.Output[str]:
    """What never changes under its name: the digest in a registry, or else the id, which no node tries to pull."""
    return pulumi.Output.all(image.repo_digest, image.image_id).apply(lambda known: str(known[0] or known[1]))
