"""Prepares the swarm: the two networks, the application's image, the runtime for its processes."""

from collections.abc import Mapping
from typing import Any

import pulumi
import pulumi_docker

from ...carried import code_of
from ..containers.args import USER, refuse_name, refuse_root
from ..containers.labels import as_list, labels
from ..containers.passwords import generated
from .args import SwarmArgs, SwarmPlace
from .carrier import runtime_config
from .engine import kept, manager_of
from .image import of_application

NO_NEW_PRIVILEGES = (
    "a swarm cannot give its services no-new-privileges; processes have no capability and are not root, "
    'and `"no-new-privileges": true` in /etc/docker/daemon.json of every node gives it to all containers there'
)


def prepare(name: str, args: SwarmArgs, app: Mapping[str, Any] | None, opts: pulumi.ResourceOptions) -> SwarmArgs:
    """`args` with a place in it: what is there already is used, what is missing is made."""
    refuse_name(name)
    refuse_root(args.get("user", USER), "target.swarm.user")
    place: SwarmPlace = args.get("place", {})
    if "broker_network" not in place:
        place = _networks(name, args, opts)
    if app is not None and place.get("code") != code_of(app):
        place = _application(name, {**args, "place": place}, app, opts)
    if app is not None:
        place = {**place, "secrets": generated(name, app, place.get("secrets", {}), opts)}
    return {**args, "place": place}


def _networks(name: str, args: SwarmArgs, opts: pulumi.ResourceOptions) -> SwarmPlace:
    manager, place = manager_of(args), _swarm(name, args, opts)
    tags: list[Any] = as_list(labels(name, "network"))
    known: SwarmArgs = {**args, "place": place}
    broker, egress = args.get("broker_network"), args.get("egress_network")
    place["broker_network"] = (
        manager.network("target.swarm.broker_network", broker)["Id"]
        if broker
        else _closed_network(f"{name}-broker-network", tags, kept(known, opts))
    )
    place["egress_network"] = (
        manager.network("target.swarm.egress_network", egress)["Id"]
        if egress
        else _open_network(f"{name}-egress-network", tags, kept(known, opts))
    )
    return place


def _swarm(name: str, args: SwarmArgs, opts: pulumi.ResourceOptions) -> SwarmPlace:
    manager = manager_of(args)
    place: SwarmPlace = {"after": [], "data_node": manager.data_node(args.get("data_node", ""))}
    if not manager.forbids_new_privileges:
        pulumi.log.warn(NO_NEW_PRIVILEGES, opts.parent)
    if "host" in args or "registries" in args:
        logins = [pulumi_docker.ProviderRegistryAuthArgs(**login) for login in args.get("registries", [])]
        place["provider"] = pulumi_docker.Provider(
            f"{name}-engine", host=args.get("host"), registry_auth=logins, opts=opts
        )
    return place


def _closed_network(name: str, tags: list[Any], opts: pulumi.ResourceOptions) -> pulumi.Output[str]:
    # The swarm adds an option of its own, for which the provider would make the network anew.
    opts.ignore_changes = ["labels", "options"]
    encrypted = {"encrypted": ""}
    return pulumi_docker.Network(name, driver="overlay", internal=True, options=encrypted, labels=tags, opts=opts).id


def _open_network(name: str, tags: list[Any], opts: pulumi.ResourceOptions) -> pulumi.Output[str]:
    return pulumi_docker.Network(name, driver="overlay", labels=tags, opts=opts).id


def _application(name: str, args: SwarmArgs, app: Mapping[str, Any], opts: pulumi.ResourceOptions) -> SwarmPlace:
    image = of_application(name, args, app, opts)
    return {
        **args["place"],
        "code": code_of(app),
        "image": image,
        "python_path": image.apply(manager_of(args).engine.python_path),
        "runtime": runtime_config(name, args, opts),
    }
