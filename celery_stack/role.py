"""What web, worker and beat have in common: a Process that a target keeps alive."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pulumi

from .app import shutdown
from .broker import endpoint
from .config import check
from .errors import InvalidArgumentError
from .process import Process, Running
from .targets import TargetArgs, resolve

LOST_WITHOUT_RUNTIME = {
    "web": "no /health, the Redis password in its environment, settings of the code as they are",
    "worker": "no heartbeat, no guard against the exit at a broken broker connection, settings of the code as they are",
    "beat": "no lock against a second beat, no heartbeat",
}


def register(component: pulumi.ComponentResource, name: str, process: Process, args: Mapping[str, Any]) -> Running:
    """Run the component's process on its target and register what policies may know of it."""
    mine = pulumi.ResourceOptions(parent=component)
    if not args["app"].get("runtime", True):
        lost = LOST_WITHOUT_RUNTIME[process.role]
        pulumi.log.warn(f"without celery-stack-runtime (app.runtime is false): {lost}", component)
    target: TargetArgs = resolve(args.get("target", {})).prepare(name, args["app"], mine)
    running = resolve(target).run(name, process, mine)
    running = replace(running, facts=facts(process, args, running.user))
    outputs = {"url": running.url} if running.url else {}
    component.register_outputs({**outputs, "facts": running.facts})
    return running


def complete(args: Any, args_type: type, path: str) -> Any:
    """A role's arguments, checked. Raises InvalidArgumentError for what a CeleryStack would have filled in."""
    checked = check(args, args_type, path)
    for key in ("app", "target", "broker"):
        if key not in checked:
            raise InvalidArgumentError(f"{path}.{key} is missing; outside a CeleryStack it must be given")
    if "release" in checked["app"]:
        raise InvalidArgumentError(f"{path}.app.release is for a CeleryStack, which runs it before its roles start")
    return checked


def facts(process: Process, args: Mapping[str, Any], user: str) -> dict[str, Any]:
    """What a policy may know of a process; no value of an environment variable is in it."""
    broker = endpoint(args["broker"])
    return {
        "role": process.role,
        "broker": {"host": broker.host, "port": broker.port},
        "app": args["app"]["module"],
        "command": list(process.command),
        "env": sorted(process.env),
        "secrets": sorted({**process.secrets, **process.secret_files}),
        "user": user,
        "replicas": process.replicas,
        "singleton": process.singleton,
        "port": process.port,
        "bind": process.bind,
        "settings": dict(process.settings),
        "log_level": process.log_level,
        "restart": "always",
        "stop_signal": process.stop_signal,
        "stop_seconds": process.stop_seconds,
        "stop_grace": shutdown(args["app"]).stop_grace,
        "health": process.health.path or process.health.file_env,
    }


def at_least(minimum: int, args: Mapping[str, Any], key: str, default: int, path: str) -> int:
    """The whole number `args[key]`. Raises InvalidArgumentError below `minimum`."""
    value = int(args.get(key, default))
    if value < minimum:
        raise InvalidArgumentError(f"{path}.{key} is {value}; it must be {minimum} or more")
    return value


def one_of(choices: tuple[str, ...], args: Mapping[str, Any], key: str, default: str, path: str) -> str:
    """The text `args[key]` in lower case. Raises InvalidArgumentError unless it is one of `choices`."""
    value = str(args.get(key, default)).lower()
    if value not in choices:
        raise InvalidArgumentError(f"{path}.{key} is {value!r}; it must be one of {', '.join(choices)}")
    return value
