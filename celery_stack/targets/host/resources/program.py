"""A process of the stack, kept alive by Supervisor."""

import hashlib
import json
import re
import time
from contextlib import suppress
from pathlib import Path
from typing import Any

import pulumi
from pulumi.dynamic import Resource

from .. import specification, supervisor
from ..control import Supervisor
from ..health import listened_by, works
from ..log import Log
from ..machine import Machine, MachineError
from ..ports import conflict
from ..wait import until
from .reconciler import MISSING, Props, Reconciler, state

OWN_FOLDERS = ("data", "secrets")
# What a restart is not needed for: the process reads secret files anew, and these say nothing of it.
_NOT_OF_THE_PROCESS = frozenset(
    {"__provider", "secret_files", "drift", "start_seconds", "health", "argument", "after", "token"}
)


class ProgramProvider(Reconciler):
    """Writes a program's files, has Supervisor run it, and waits until it works."""

    looks_at = ("port",)

    def problems(self, machine: Machine, props: Props, before: Props | None) -> dict[str, str]:
        port = props.get("port")
        found = port and conflict(props, props["bind"], port, (before or {}).get("port"))
        return {"port": f"{props['argument']} is {port}, but {found}; choose a free port"} if found else {}

    def apply(self, machine: Machine, props: Props, before: Props | None) -> Props:
        try:
            self._start(machine, props)
        except MachineError:
            if before is None:
                self._withdraw(machine, props)
            else:
                self._return_to(machine, before)
            raise
        return {}

    def _return_to(self, machine: Machine, before: Props) -> None:
        """What ran before an update that failed runs on, and Pulumi's state stays true."""
        with suppress(MachineError):
            self._start(machine, before)

    def _start(self, machine: Machine, props: Props) -> None:
        log = Log(props)
        self.write(machine, props)
        daemon = Supervisor(props["state_dir"])
        since = time.time()
        if not daemon.load(props["name"]):
            since = 0.0
        crashed = Crash(daemon, props["name"])

        def well() -> bool:
            pids = [one["pid"] for one in daemon.processes(props["name"])]
            port = props.get("port")
            # Another server on the port would answer as well.
            return works(props["health"], since) and (not port or listened_by(pids, port))

        done = until(lambda: crashed.seen() or well(), props["start_seconds"])
        if crashed.seen() or not done:
            reason = "ended" if crashed.seen() else f"was not well after {props['start_seconds']} s"
            raise MachineError(f"{props['name']} {reason}. The end of {log.path}:\n{log.tail()}")

    def write(self, machine: Machine, props: Props) -> None:
        """Everything that Supervisor and the process read."""
        for folder in OWN_FOLDERS:
            machine.folder(state(props, folder, props["name"]))
        for path, content in self.files(props).items():
            write = machine.publish if path.is_relative_to(state(props, "config")) else machine.write
            write(path, content)

    def files(self, props: Props) -> dict[Path, str]:
        """The program's files and their content."""
        name = props["name"]
        return {
            **specification.files(props, record=str(state(props, "data", name, "starts"))),
            state(props, "config", supervisor.PROGRAMS, f"{name}.conf"): supervisor.program(props, _digest(props)),
        }

    def drift(self, machine: Machine, props: Props) -> str:
        found = {path: machine.read(path) for path in self.files(props)}
        if all(content is None for content in found.values()):
            return MISSING
        wrong = [path.name for path, content in self.files(props).items() if found[path] != content]
        if wrong:
            return f"changed: {', '.join(wrong)}"
        states = {one["statename"] for one in Supervisor(props["state_dir"]).processes(props["name"])} or {"not loaded"}
        return ", ".join(sorted(states - {"RUNNING", "STARTING"})).lower()

    def stands_for(self, props: Props) -> str:
        return f"program-{props['name']}"

    def destroy(self, machine: Machine, props: Props) -> None:
        self._withdraw(machine, props)
        logs = re.compile(rf"{re.escape(props['name'])}(-\d+)?\.log(\.\d+)?")
        left = [path for path in Path(props["log_dir"]).glob("*.log*") if logs.fullmatch(path.name)]
        left += [state(props, folder, props["name"]) for folder in OWN_FOLDERS]
        for path in left:
            machine.remove(path)

    def _withdraw(self, machine: Machine, props: Props) -> None:
        """Stop it and forget it; its log and its data stay."""
        Supervisor(props["state_dir"]).unload(props["name"])
        for path in self.files(props):
            machine.remove(path)


class Program(Resource, module="celery-stack", name="Program"):
    """A Supervisor program."""

    def __init__(self, name: str, props: Props, opts: pulumi.ResourceOptions) -> None:
        super().__init__(ProgramProvider(), name, props, opts)


class Crash:
    """Sees that a process ended since it was first looked at, also when it was started again meanwhile."""

    def __init__(self, daemon: Supervisor, name: str) -> None:
        self._daemon, self._name = daemon, name
        self._first: dict[str, Any] = {}

    def seen(self) -> bool:
        now = {one["name"]: one for one in self._daemon.processes(self._name)}
        self._first = {**{key: one for key, one in now.items() if one["pid"]}, **self._first}
        restarted = any(one["pid"] and one["pid"] != self._first[key]["pid"] for key, one in now.items())
        return restarted or any(one["statename"] in ("BACKOFF", "EXITED", "FATAL") for one in now.values())


def _digest(props: Props) -> str:
    content = {key: value for key, value in props.items() if key not in _NOT_OF_THE_PROCESS}
    return hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()
