"""The broker on this machine: Redis on loopback, kept alive by Supervisor, with a password that rotates."""

from collections.abc import Mapping
from typing import Any

import pulumi

from ...address import reachable
from ...checklist import EVICTION, LOOPBACK, is_loopback
from ...process import Endpoint
from ...secrets import PASSWORD_CHARACTERS
from ...slug import slug
from .args import HostArgs, shared
from .machine import SYSTEM_PATH
from .orphans import MARK
from .redis_config import config, find_server
from .resources.credential import Credential
from .resources.password import Password
from .resources.port import Port
from .resources.redis import Redis

START_SECONDS = 60
STOP_SECONDS = 30  # Redis writes its append-only file out before it ends


def broker(name: str, args: HostArgs, wanted: Mapping[str, Any], opts: pulumi.ResourceOptions) -> Endpoint:
    """Run Redis and let the application in."""
    bind = wanted.get("bind", LOOPBACK)
    found, embedded = find_server(args.get("redis_server", ""), args["user"])
    server = {
        "server": f"{args['state_dir']}/bin/redis-server" if embedded else found,
        "embedded": found if embedded else "",
    }
    common = {**shared(args), "name": slug(name), "bind": bind, "after": args["place"]["ready"]}
    chosen = Port(f"{name}-port", {**common, "wanted": wanted.get("port", 0)}, opts).number
    port = wanted.get("port") or chosen  # a configured port is known at preview
    password = wanted.get("password") or _password(name, common, wanted.get("password_version", 1), opts)
    acl = f"{args['state_dir']}/data/{slug(name)}/users.acl"
    redis = Redis(f"{name}-redis", _redis(args, {**common, **server, "acl": acl}, port), opts)
    access = {
        "acl": acl,
        "port": port,
        "admin_password": redis.admin_password,
        "password": password,
        "after": [redis.id],
    }
    credential = Credential(f"{name}-credential", {**common, **access}, opts)
    facts = {"bind": bind, "private": is_loopback(bind), "auth": True, "eviction": EVICTION}
    return Endpoint(reachable(bind), port, credential.password, facts=facts)


def _redis(args: HostArgs, common: Mapping[str, Any], port: pulumi.Input[int]) -> dict[str, Any]:
    state, name = args["state_dir"], common["name"]
    return {
        **common,
        "argv": [common["server"], f"{state}/config/{name}.redis.conf"],
        "config": pulumi.Output.from_input(port).apply(lambda number: config(common, int(number))),
        "port": port,
        "argument": "broker.port",
        "python": args["place"]["python"],
        "cwd": "/",
        "env": {"PATH": SYSTEM_PATH, MARK: state},
        "replica_env": {},
        "secrets": {},
        "secret_files": {},
        "replicas": 1,
        "priority": 1,  # starts first and stops last: a worker that stops gives its tasks back
        "stop_signal": "TERM",
        "stop_seconds": STOP_SECONDS,
        "start_seconds": START_SECONDS,
        "health": {"kind": "port", "bind": common["bind"], "port": port},
    }


def _password(name: str, common: Mapping[str, Any], version: int, opts: pulumi.ResourceOptions) -> pulumi.Output[str]:
    props = {
        "user": common["user"],
        "state_dir": common["state_dir"],
        "length": PASSWORD_CHARACTERS,
        "version": version,
    }
    return Password(f"{name}-password", props, opts).value
