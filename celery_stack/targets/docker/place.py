"""Prepares the engine: the two networks, the application's image, the runtime for its processes."""

import hashlib
from base64 import b64encode
from collections.abc import Mapping
from typing import Any

import pulumi
import pulumi_docker
from pulumi_docker import ProviderRegistryAuthArgs

from ...carried import code_of, runtime_archive
from ..containers.args import USER, refuse_name, refuse_root
from ..containers.environment import RUNTIME_ARCHIVE
from ..containers.image import image, is_built, required
from ..containers.labels import as_list, labels
from ..containers.passwords import generated
from .args import DockerArgs, DockerPlace
from .carrier import filled
from .engine import engine_of, kept, mine

# The engine gives its machine no address in the broker's network, so that not even the machine reaches Redis.
UNREACHABLE = {"com.docker.network.bridge.inhibit_ipv4": "true"}


def prepare(name: str, args: DockerArgs, app: Mapping[str, Any] | None, opts: pulumi.ResourceOptions) -> DockerArgs:
    """`args` with a place in it: what is there already is used, what is missing is made."""
    refuse_name(name)
    refuse_root(args.get("user", USER), "target.docker.user")
    place: DockerPlace = args.get("place", {})
    if "broker_network" not in place:
        engine_of(args)
        place = _networks(name, args, opts)
    if app is not None and place.get("code") != code_of(app):
        place = _application(name, {**args, "place": place}, app, opts)
    if app is not None:
        place = {**place, "secrets": generated(name, app, place.get("secrets", {}), opts)}
    return {**args, "place": place}


def _networks(name: str, args: DockerArgs, opts: pulumi.ResourceOptions) -> DockerPlace:
    place: DockerPlace = {"after": []}
    for kind in ("broker_network", "egress_network"):
        if kind in args:
            engine_of(args).is_closed(f"target.docker.{kind}", args[kind])
    if "host" in args or "registries" in args:
        logins = [ProviderRegistryAuthArgs(**login) for login in args.get("registries", [])]
        place["provider"] = pulumi_docker.Provider(
            f"{name}-engine", host=args.get("host"), registry_auth=logins, opts=opts
        )
    own, tags = kept({**args, "place": place}, opts), as_list(labels(name, "network"))
    place["broker_network"] = args.get("broker_network") or _network(f"{name}-broker-network", own, tags, UNREACHABLE)
    place["egress_network"] = args.get("egress_network") or _network(f"{name}-egress-network", own, tags, {})
    return place


def _network(name: str, opts: pulumi.ResourceOptions, tags: list[Any], options: dict[str, str]) -> pulumi.Output[str]:
    return pulumi_docker.Network(name, internal=bool(options), options=options, labels=tags, opts=opts).name


def _application(name: str, args: DockerArgs, app: Mapping[str, Any], opts: pulumi.ResourceOptions) -> DockerPlace:
    place, own = args["place"], mine(args, opts)
    if not is_built(app):
        own.depends_on = required(engine_of(args), args.get("registries", []), "app.image", app["image"], opts)
    made = image(name, app, own)
    place = {**place, "code": code_of(app), "image": made.image_id}
    place["python_path"] = made.image_id.apply(engine_of(args).python_path)
    archive = runtime_archive()
    # A volume for each version: processes that run read their own to their end.
    version = hashlib.sha256(archive).hexdigest()[:12]
    content = {RUNTIME_ARCHIVE: b64encode(archive).decode()}
    volume, filler = filled(f"{name}-runtime-{version}", {**args, "place": place}, content, opts)
    return {**place, "runtime": volume, "after": [*place["after"], filler]}
