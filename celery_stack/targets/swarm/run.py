"""Runs a Process on the swarm: one service with a task for each replica."""

import shlex
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pulumi
import pulumi_docker

from ...address import base_url
from ...checklist import is_loopback, is_wildcard
from ...errors import InvalidArgumentError
from ...process import Process, Running
from ..containers.args import MEMORY_MEGABYTES, USER, WAIT_SECONDS, memory_of
from ..containers.command import command, health_test
from ..containers.environment import KEPT, environment
from ..containers.labels import STACK, labels, this_stack
from ..containers.waiting import awaited, explained
from . import updates
from .args import SwarmArgs
from .carrier import carried
from .engine import host_name, manager_of
from .service import BY_NAME, hardened, mounts, new_volume, on_data_node, service, task
from .state import Service

REPLICA = "{{.Task.Slot}}"  # counted from 1


def run(name: str, args: SwarmArgs, process: Process, opts: pulumi.ResourceOptions) -> Running:
    """Keep a process alive. Pulumi's update ends when every replica works, or fails with the last lines of one."""
    process = replace(process, secrets={**args["place"].get("secrets", {}), **process.secrets})
    made = service(
        name,
        process.role,
        args,
        _task(name, args, process, opts),
        opts,
        updates=updates.of(process),
        replicas=process.replicas,
        endpoint=_endpoint(name, args, process),
        after=args["place"]["after"],
    )
    return Running(
        _proven(name, args, process, made, opts),
        user=args.get("user", USER),
        url=_url(name, process),
        status_command=_status_command(args),
    )


def _task(name: str, args: SwarmArgs, process: Process, opts: pulumi.ResourceOptions) -> dict[str, Any]:
    place, manager = args["place"], manager_of(args)
    more = [manager.network("target.swarm.networks", network)["Id"] for network in args.get("networks", [])]
    return task(
        args,
        _container(name, args, process, opts),
        megabytes=memory_of(name, process.role, args.get("memory", MEMORY_MEGABYTES), args.get("memory_of", {})),
        networks=[place["broker_network"], place["egress_network"], *more],
        constraints=[*args.get("constraints", []), *(on_data_node(args) if process.persistent_files else [])],
        restart="none" if process.lifetime == "once" else "any",
    )


def _container(name: str, args: SwarmArgs, process: Process, opts: pulumi.ResourceOptions) -> dict[str, Any]:
    escaped = replace(process, env={key: _escaped(value) for key, value in process.env.items()})
    volumes: dict[str, pulumi.Input[str]] = {**args.get("volumes", {})}
    if process.persistent_files:
        volumes[KEPT] = new_volume(f"{name}-kept", args, opts)
    return {
        **hardened(
            name,
            process.role,
            args,
            user=args.get("user", USER),
            test=health_test(process),
            stop=(process.stop_signal, updates.stop_seconds(process)),
        ),
        **carried(name, args, process, opts),
        "image": args["place"]["image"],
        "args": command(process),
        "env": environment(escaped, REPLICA, args["place"]["python_path"]),
        "mounts": mounts(args.get("tmpfs", {}), volumes),
    }


def _escaped(value: pulumi.Input[str]) -> pulumi.Output[str]:
    """As it is: a swarm takes two braces for a template of its own."""
    return pulumi.Output.from_input(value).apply(lambda text: text.replace("{{", '{{"{{"}}'))


def _endpoint(name: str, args: SwarmArgs, process: Process) -> dict[str, Any]:
    """Loopback is what only the stack's own networks reach; everything else would be every node's every address."""
    if not process.port:
        return BY_NAME
    if is_loopback(process.bind):
        return {"mode": "vip", "ports": []}
    if not is_wildcard(process.bind):
        raise InvalidArgumentError(
            f'Web("{name}").bind is {process.bind!r}; a swarm publishes on all addresses of all nodes: 0.0.0.0, '
            "or leave it out to have it reached by the egress network only"
        )
    mine = labels(name, process.role)
    manager_of(args).require_port(f'Web("{name}").port', process.bind, process.port, mine)
    port = {"protocol": "tcp", "target_port": process.port, "published_port": process.port, "publish_mode": "ingress"}
    return {"mode": "vip", "ports": [port]}


def _proven(
    name: str, args: SwarmArgs, process: Process, made: pulumi_docker.Service, opts: pulumi.ResourceOptions
) -> pulumi.Output[pulumi.Resource]:
    def prove(id_: str, *secrets: str) -> None:
        found = Service(manager_of(args), id_)
        with explained(f"{process.role} {name!r}", found.tail, secrets):
            if process.lifetime == "once":
                found.run_to_its_end()
            else:
                found.wait_until_works(
                    updates.steps(process) * args.get("wait_seconds", WAIT_SECONDS) + process.stop_seconds
                )

    secrets: Sequence[pulumi.Input[str]] = [*process.secrets.values(), *process.secret_files.values()]
    return awaited(made, [made.id, *secrets], prove, opts)


def _url(name: str, process: Process) -> str:
    if not process.port:
        return ""
    return base_url(host_name(name) if is_loopback(process.bind) else process.bind, process.port)


def _status_command(args: SwarmArgs) -> str:
    where = ["--host", args["host"]] if "host" in args else []
    return shlex.join(["docker", *where, "service", "ls", "--filter", f"label={STACK}={this_stack()}"])
