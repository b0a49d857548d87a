"""Runs a Process on the engine: one container for each replica."""

import shlex
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pulumi
import pulumi_docker
from pulumi_docker import ContainerVolumeArgs

from ...checklist import is_wildcard
from ...process import Process, Running
from ..containers.args import MEMORY_MEGABYTES, USER, WAIT_SECONDS, memory_of
from ..containers.command import command, health_test
from ..containers.labels import labels
from ..containers.state import ONCE_SECONDS, Container, awaited, wait
from .args import DockerArgs
from .carrier import Carried, carry, mount
from .container import TMPFS, hardened, options
from .engine import engine_of, mine

WRITABLE = "/tmp"  # noqa: S108 - in memory, the container's own
KEPT = "/var/tmp"  # noqa: S108 - a new volume gets the mode of the folder it covers: anybody may write


def run(name: str, args: DockerArgs, process: Process, opts: pulumi.ResourceOptions) -> Running:
    """Keep a process alive. Pulumi's update ends when it works, or fails with the last lines of its output."""
    process = replace(process, secrets={**args["place"].get("secrets", {}), **process.secrets})
    if process.port:
        engine_of(args).require_port(f'Web("{name}").port', process.bind, process.port, labels(name, process.role))
    carried = carry(name, args, process, opts)
    shared = _shared(name, args, process, carried)
    kept = _kept(name, args, process, opts)
    made = []
    for number in range(process.replicas):
        own = options(args, opts, [*args["place"]["after"], *carried.after])
        one = _replica(args, process, carried, number)
        kind = "container" if process.replicas == 1 else f"container-{number}"
        volumes = [*carried.volumes, *kept, *_given(args)]
        made.append(pulumi_docker.Container(f"{name}-{kind}", volumes=volumes, **shared, **one, opts=own))
    done = [_proven(name, args, process, container) for container in made]
    status = shlex.join(["docker", "ps", "--filter", f"label=celery-stack.stack={_stack()}"])
    return Running(done[0], user=args.get("user", USER), url=_url(process), status_command=status)


def _shared(name: str, args: DockerArgs, process: Process, carried: Carried) -> dict[str, Any]:
    megabytes = memory_of(name, process.role, args.get("memory", MEMORY_MEGABYTES), args.get("memory_of", {}))
    common = hardened(
        name,
        process.role,
        args,
        user=args.get("user", USER),
        megabytes=megabytes,
        test=health_test(process),
        stop_seconds=process.stop_seconds,
    )
    if carried.digest:
        common["labels"] = [*common["labels"], {"label": "celery-stack.secrets", "value": carried.digest}]
    networks = [args["place"]["broker_network"], args["place"]["egress_network"], *args.get("networks", [])]
    once = process.lifetime == "once"
    return {
        **common,
        "image": args["place"]["image"],
        "command": command(process),
        "restart": "no" if once else "always",
        "must_run": not once,
        "tmpfs": args.get("tmpfs", TMPFS),
        "networks_advanced": [{"name": network} for network in networks],
        "ports": [{"internal": process.port, "external": process.port, "ip": process.bind}] if process.port else [],
    }


def _replica(args: DockerArgs, process: Process, carried: Carried, number: int) -> dict[str, Any]:
    env: dict[str, pulumi.Input[str]] = {
        "HOME": WRITABLE,
        "LANG": "C.UTF-8",
        "PYTHONUNBUFFERED": "1",
        "PYTHONDONTWRITEBYTECODE": "1",
        **carried.env,
        **{variable: f"{WRITABLE}/{file}" for variable, file in process.files.items()},
        **{variable: f"{KEPT}/{file}" for variable, file in process.persistent_files.items()},
        **process.env,
        **{variable: value.replace("{replica}", str(number)) for variable, value in process.replica_env.items()},
    }
    return {"envs": [pulumi.Output.concat(variable, "=", value) for variable, value in sorted(env.items())]}


def _kept(name: str, args: DockerArgs, process: Process, opts: pulumi.ResourceOptions) -> list[ContainerVolumeArgs]:
    """What outlives the container; one volume, as only a process without replicas has something to keep."""
    if not process.persistent_files:
        return []
    own = mine(args, opts)
    return [mount(pulumi_docker.Volume(f"{name}-kept", opts=own).name, KEPT)]


def _given(args: DockerArgs) -> list[ContainerVolumeArgs]:
    return [mount(volume, path) for path, volume in args.get("volumes", {}).items()]


def _proven(
    name: str, args: DockerArgs, process: Process, container: pulumi_docker.Container
) -> pulumi.Output[pulumi.Resource]:
    def prove(id_: str, *secrets: str) -> None:
        found = Container(engine_of(args), id_)
        if process.lifetime == "once":
            found.run_again_after_failure()
            wait(found, found.is_done, ONCE_SECONDS, f"{process.role} {name!r}", secrets)
        else:
            seconds = args.get("wait_seconds", WAIT_SECONDS)
            wait(found, found.works_by(health_test(process)), seconds, f"{process.role} {name!r}", secrets)

    secrets: Sequence[pulumi.Input[str]] = [*process.secrets.values(), *process.secret_files.values()]
    return awaited(container, [container.id, *secrets], prove)


def _stack() -> str:
    return labels("", "")["celery-stack.stack"]


def _url(process: Process) -> str:
    """Where a web process answers, as seen from the engine's machine."""
    if not process.port:
        return ""
    host = "127.0.0.1" if is_wildcard(process.bind) else process.bind.strip("[]")
    return f"http://[{host}]:{process.port}" if ":" in host else f"http://{host}:{process.port}"
