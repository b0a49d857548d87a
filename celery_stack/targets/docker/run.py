"""Runs a Process on the engine: one container for each replica."""

import shlex
from collections.abc import Sequence
from dataclasses import replace
from ipaddress import ip_address
from typing import Any

import pulumi
import pulumi_docker
from pulumi_docker import ContainerVolumeArgs

from ...address import base_url
from ...errors import InvalidArgumentError
from ...process import Process, Running
from ..containers.args import MEMORY_MEGABYTES, USER, WAIT_SECONDS, memory_of
from ..containers.command import command, health_test
from ..containers.environment import KEPT, TMPFS, digest_of_secrets, environment
from ..containers.labels import PART, STACK, as_list, labels, this_stack
from ..containers.state import Container
from ..containers.waiting import awaited, explained
from .args import DockerArgs
from .carrier import carry, mount, new_volume
from .container import hardened, options
from .engine import engine_of


def run(name: str, args: DockerArgs, process: Process, opts: pulumi.ResourceOptions) -> Running:
    """Keep a process alive. Pulumi's update ends when it works, or fails with the last lines of its output."""
    process = replace(process, secrets={**args["place"].get("secrets", {}), **process.secrets})
    for network in args.get("networks", []):
        engine_of(args).is_closed("target.docker.networks", network)
    if process.port:
        _require_address(name, process)
        engine_of(args).require_port(f'Web("{name}").port', process.bind, process.port, labels(name, process.role))
    carried, after = carry(name, args, process, opts)
    shared = {**_shared(name, args, process), "volumes": [*carried, *_kept(name, args, process, opts), *_given(args)]}
    made = {}
    for number in range(process.replicas):
        own = options(args, opts, [*args["place"]["after"], *after])
        env = environment(process, str(number), args["place"]["python_path"])
        envs = [pulumi.Output.concat(variable, "=", value) for variable, value in sorted(env.items())]
        part = f"container-{number}" if number else "container"
        tags = [*shared["labels"], *as_list({PART: part})]
        made[part] = pulumi_docker.Container(f"{name}-{part}", **{**shared, "envs": envs, "labels": tags}, opts=own)
    done = [_proven(name, args, process, container, opts, part=part) for part, container in made.items()]
    return Running(
        done[0],
        user=args.get("user", USER),
        url=base_url(process.bind, process.port) if process.port else "",
        status_command=_status_command(args),
    )


def _require_address(name: str, process: Process) -> None:
    try:
        ip_address(process.bind.strip("[]"))
    except ValueError:
        raise InvalidArgumentError(
            f'Web("{name}").bind is {process.bind!r}; it must be an IP address of the engine\'s machine, as 127.0.0.1'
        ) from None


def _shared(name: str, args: DockerArgs, process: Process) -> dict[str, Any]:
    megabytes = memory_of(name, process.role, args.get("memory", MEMORY_MEGABYTES), args.get("memory_of", {}))
    common = hardened(
        name,
        process.role,
        args,
        user=args.get("user", USER),
        megabytes=megabytes,
        test=health_test(process),
        stop=(process.stop_signal, process.stop_seconds),
    )
    if digest := digest_of_secrets(name, process):
        common["labels"] = [*common["labels"], {"label": "celery-stack.secrets", "value": digest}]
    networks = [args["place"]["broker_network"], args["place"]["egress_network"], *args.get("networks", [])]
    once = process.lifetime == "once"
    return {
        **common,
        "image": args["place"]["image"],
        "command": command(process),
        "tmpfs": {**TMPFS, **args.get("tmpfs", {})},
        "restart": "no" if once else "always",
        "must_run": not once,
        "start": not once,
        "networks_advanced": [{"name": network} for network in networks],
        "ports": [{"internal": process.port, "external": process.port, "ip": process.bind.strip("[]")}]
        if process.port
        else [],
    }


def _kept(name: str, args: DockerArgs, process: Process, opts: pulumi.ResourceOptions) -> list[ContainerVolumeArgs]:
    """What outlives the container; one volume, as only a process without replicas has something to keep."""
    if not process.persistent_files:
        return []
    return [mount(new_volume(f"{name}-kept", args, opts), KEPT)]


def _given(args: DockerArgs) -> list[ContainerVolumeArgs]:
    return [mount(volume, path) for path, volume in args.get("volumes", {}).items()]


def _proven(
    name: str,
    args: DockerArgs,
    process: Process,
    container: pulumi_docker.Container,
    opts: pulumi.ResourceOptions,
    *,
    part: str,
) -> pulumi.Output[pulumi.Resource]:
    def prove(id_: str, *secrets: str) -> None:
        found = Container(engine_of(args), id_)
        engine_of(args).remove_others(id_, labels(name, process.role, part))
        with explained(f"{process.role} {name!r}", found.tail, secrets):
            if process.lifetime == "once":
                found.run_to_its_end()
            else:
                found.wait_until_works(health_test(process), args.get("wait_seconds", WAIT_SECONDS))

    secrets: Sequence[pulumi.Input[str]] = [*process.secrets.values(), *process.secret_files.values()]
    return awaited(container, [container.id, *secrets], prove, opts)


def _status_command(args: DockerArgs) -> str:
    where = ["--host", args["host"]] if "host" in args else []
    return shlex.join(["docker", *where, "ps", "--filter", f"label={STACK}={this_stack()}"])
