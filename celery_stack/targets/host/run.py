"""Runs a Process on this machine as a Supervisor program."""

import shlex
from typing import Any

import pulumi

from ...address import base_url
from ...process import Process, Running
from ...slug import slug
from .args import HostArgs, shared
from .machine import SYSTEM_PATH
from .orphans import MARK, ONCE_MARK
from .resources.once import Once
from .resources.program import Program

START_SECONDS = 60  # a large Django project imports for a while


def run(name: str, args: HostArgs, process: Process, opts: pulumi.ResourceOptions) -> Running:
    """Keep a process alive, or run it once. Pulumi's update ends when it works, or fails with the end of its log."""
    launched = _launched(slug(name), args, process)
    if process.lifetime == "once":
        mark = {ONCE_MARK: launched["env"]["HOME"]}
        once = Once(f"{name}-once", {**launched, "env": {**launched["env"], **mark}}, opts)
        return Running(once, user=args["user"])
    program = Program(f"{name}-program", {**launched, **_kept_alive(launched, process)}, opts)
    url = base_url(process.bind, process.port) if process.port else ""
    return Running(
        program, user=args["user"], url=url, status_command=shlex.join([f"{args['state_dir']}/supervisorctl", "status"])
    )


def _launched(name: str, args: HostArgs, process: Process) -> dict[str, Any]:
    """What becoming the process takes."""
    place, state = args["place"], args["state_dir"]
    data = f"{state}/data/{name}"
    files = {variable: f"{data}/{{replica}}.{file}" for variable, file in process.files.items()}
    kept = {variable: f"{data}/{file}" for variable, file in process.persistent_files.items()}
    secret_files = {variable: f"{state}/secrets/{name}/{variable}" for variable in process.secret_files}
    return {
        **shared(args),
        "name": name,
        "argv": list(process.command),
        "env": {**_environment(place, state, data), **kept, **secret_files, **process.env},
        "replica_env": {**process.replica_env, **files},
        "secrets": {**place.get("secrets", {}), **process.secrets},
        "secret_files": dict(process.secret_files),
        "cwd": place["source"],
        "python": place["python"],
        "replicas": process.replicas,
        "after": [*place["ready"], *(done.id for done in place.get("after", []))],
    }


def _kept_alive(launched: dict[str, Any], process: Process) -> dict[str, Any]:
    """What keeping it alive takes beside that."""
    return {
        "stop_signal": process.stop_signal,
        "stop_seconds": process.stop_seconds,
        "start_seconds": START_SECONDS,
        "port": process.port,
        "bind": process.bind,
        "argument": f"{process.role}.port",
        "health": _health(process, launched["replica_env"]),
    }


def _environment(place: Any, state: str, home: str) -> dict[str, str]:
    return {
        "PATH": f"{place['environment']}/bin:{SYSTEM_PATH}",
        "PYTHONPATH": ":".join(place["path"]),
        "PYTHONUNBUFFERED": "1",
        "PYTHONDONTWRITEBYTECODE": "1",
        "LANG": "C.UTF-8",
        "SPT_NOENV": "1",  # setproctitle would overwrite the environment, by which orphans.py knows the process
        "HOME": home,
        MARK: state,
    }


def _health(process: Process, files: dict[str, str]) -> dict[str, Any]:
    if process.health.path:
        return {
            "kind": "http",
            "url": base_url(process.bind, process.port) + process.health.path,
        }
    if process.port:
        return {"kind": "port", "bind": process.bind, "port": process.port}
    if process.health.file_env:
        path = files[process.health.file_env]
        return {
            "kind": "files",
            "paths": [path.replace("{replica}", str(n)) for n in range(process.replicas)],
        }
    return {"kind": "lifetime"}
