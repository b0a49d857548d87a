"""CeleryStack: broker, web, workers and one beat, wired to each other."""

from collections.abc import Iterator
from typing import Any, Required, TypedDict, cast

import pulumi

from . import beat, release, web, worker
from .app import AppArgs
from .beat import Beat, BeatArgs
from .broker import Broker, BrokerArgs, BrokerRef, endpoint
from .config import check
from .errors import InvalidArgumentError
from .process import Endpoint, Running
from .targets import TargetArgs, after, joined, resolve
from .web import Web, WebArgs
from .worker import Worker, WorkerArgs


class CeleryStackArgs(TypedDict, total=False):
    """A whole application."""

    app: Required[AppArgs]
    """Which code every process runs."""
    target: Required[TargetArgs]
    """Where everything runs: exactly one key."""
    broker: BrokerArgs
    """The Redis to make. Default: one with a generated password."""
    existing_broker: BrokerRef
    """A Redis that exists, instead of one to make."""
    web: WebArgs
    """The web application. Default: none."""
    workers: dict[str, WorkerArgs]
    """Groups of workers by name. Default: none."""
    beat: BeatArgs
    """The one beat. Default: none."""


class CeleryStack(pulumi.ComponentResource):
    """A Celery application in production: a private broker with a password, web, workers per queue, one beat."""

    web_url: pulumi.Output[str]
    """Where the web application answers; empty without one."""
    broker_host: pulumi.Output[str]
    """Where Redis listens."""
    broker_port: pulumi.Output[int]
    """The TCP port Redis listens on."""
    broker_password: pulumi.Output[str]
    """The password of Redis, a secret."""

    processes: pulumi.Output[dict[str, Any]]
    """Each process's facts by its name, as policies see them."""
    status_command: pulumi.Output[str]
    """The command that shows the state of the processes."""

    def __init__(self, name: str, args: CeleryStackArgs, opts: pulumi.ResourceOptions | None = None) -> None:
        args = check(args, CeleryStackArgs, name)
        parts = list(_parts(args))
        _refuse_what_cannot_run(name, args, parts)
        super().__init__("celery-stack:index:CeleryStack", name, dict(args), opts)
        mine = pulumi.ResourceOptions(parent=self)
        # In two steps: the broker starts while the application's code is still being deployed.
        place = resolve(args["target"]).prepare(name, None, mine)
        broker = _broker(name, args, place, mine)
        target = resolve(place).prepare(name, args["app"], mine)
        if "release" in args["app"]:
            once = release.process(args["app"], endpoint(broker), f"{name}-release")
            target = after(target, resolve(target).run(f"{name}-release", once, mine))
        shared = {"app": _without_release(args["app"]), "target": target, "broker": broker}
        made = {
            key: component(f"{name}-{key}", {**shared, **given, **_own_target(target, given, f"{name}-{key}")}, mine)
            for key, component, _, given in parts
        }
        self._publish({key: one.running for key, one in made.items()}, endpoint(broker))

    def _publish(self, running: dict[str, Running], broker: Endpoint) -> None:
        outputs: dict[str, pulumi.Input[Any]] = {
            "web_url": running["web"].url if "web" in running else "",
            "broker_host": broker.host,
            "broker_port": broker.port,
            "broker_password": pulumi.Output.secret(broker.password),
            "processes": {key: dict(one.facts) for key, one in running.items()},
            "status_command": next((one.status_command for one in running.values()), ""),
        }
        for key, value in outputs.items():
            setattr(self, key, pulumi.Output.from_input(value))
        self.register_outputs(outputs)


def _parts(args: CeleryStackArgs) -> Iterator[tuple[str, Any, Any, Any]]:
    """Key, component, function that describes its process, and arguments of each role in the stack."""
    if "web" in args:
        yield "web", Web, web.process, args["web"]
    for key, given in args.get("workers", {}).items():
        yield f"worker-{key}", Worker, worker.process, given
    if "beat" in args:
        yield "beat", Beat, beat.process, args["beat"]


def _refuse_what_cannot_run(name: str, args: CeleryStackArgs, parts: list[tuple[str, Any, Any, Any]]) -> None:
    """Before anything is made."""
    if "existing_broker" in args:
        endpoint(args["existing_broker"])
        if "broker" in args:
            raise InvalidArgumentError(f"{name} has `broker` and `existing_broker`; make one or use one")
    if "release" in args["app"]:
        release.process(args["app"], Endpoint("", 0), f"{name}-release")
    for key, _, describe, given in parts:
        describe({"app": args["app"], **given}, Endpoint("", 0), f"{name}-{key}")


def _without_release(app: AppArgs) -> AppArgs:
    """For the roles: it is the stack that runs it, before them."""
    rest: Any = {key: value for key, value in app.items() if key != "release"}
    return cast(AppArgs, rest)


def _own_target(target: TargetArgs, given: Any, path: str) -> dict[str, TargetArgs]:
    return {"target": joined(target, given["target"], path)} if "target" in given else {}


def _broker(name: str, args: CeleryStackArgs, target: TargetArgs, opts: pulumi.ResourceOptions) -> BrokerRef:
    if "existing_broker" in args:
        return args["existing_broker"]
    return Broker(f"{name}-broker", {"target": target, **args.get("broker", {})}, opts).ref
