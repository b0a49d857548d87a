"""Supervisor itself, as a daemon of the unprivileged user."""

from pathlib import Path

import pulumi
from pulumi.dynamic import Resource

from .. import orphans, supervisor, virtualenv
from ..control import Supervisor
from ..machine import Machine, MachineError
from ..wait import until
from .reconciler import MISSING, Props, Reconciler, state

START_SECONDS = 15
CONFIG = "config/supervisord.conf"
LAUNCHER = "launch.py"
PYTHON = "python"
CONTROL = "supervisorctl"
_RESTART_ON = ("environment", "user", "state_dir", "log_dir")


class DaemonProvider(Reconciler):
    """Runs supervisord from a virtual environment of its own, `environment`."""

    def problems(self, machine: Machine, props: Props, before: Props | None) -> dict[str, str]:
        there = before is not None and before["environment"] == props["environment"]
        return {} if there else virtualenv.problem(props["user"], props["python"])

    def apply(self, machine: Machine, props: Props, before: Props | None) -> Props:
        running, path, config = Supervisor(props["state_dir"]), state(props, CONFIG), supervisor.daemon(props)
        self._install(machine, props)
        same = before is not None and all(props[key] == before[key] for key in _RESTART_ON)
        if not (same and running.answers() and machine.read(path) == config):
            running.shutdown()
            orphans.end(props["state_dir"])
            machine.publish(path, config)
            machine.remove(running.socket)
            mark = f"{orphans.MARK}={props['state_dir']}"
            machine.run(["env", mark, f"{props['environment']}/bin/supervisord", "-c", path], called="supervisord")
            if not until(running.answers, START_SECONDS):
                log = f"{props['log_dir']}/supervisord.log"
                raise MachineError(f"Supervisor did not answer within {START_SECONDS} s; see {log}")
        if before is not None and before["environment"] != props["environment"]:
            machine.remove(Path(before["environment"]))
        return {}

    def _install(self, machine: Machine, props: Props) -> None:
        home = Path(props["environment"])
        if not (home / virtualenv.COMPLETE).is_file():
            virtualenv.build(machine, home, props["python"], [props["package"]])
        machine.publish(state(props, CONTROL), _control(props), mode=0o750)
        machine.publish(state(props, LAUNCHER), props["launcher"])
        # Programs know the interpreter by this name, which stays when the environment is another one.
        machine.link(home / "bin/python", state(props, PYTHON))

    def drift(self, machine: Machine, props: Props) -> str:
        if not state(props).is_dir():
            return MISSING
        if machine.read(state(props, CONFIG)) != supervisor.daemon(props):
            return "configuration changed"
        if machine.read(state(props, LAUNCHER)) != props["launcher"]:
            return "launcher changed"
        if machine.read(state(props, CONTROL)) != _control(props):
            return "supervisorctl changed"
        if not Path(props["environment"], virtualenv.COMPLETE).is_file():
            return "not installed"
        return "" if Supervisor(props["state_dir"]).answers() else "not running"

    def stands_for(self, props: Props) -> str:
        return "supervisor"

    def destroy(self, machine: Machine, props: Props) -> None:
        Supervisor(props["state_dir"]).shutdown()
        orphans.end(props["state_dir"])
        logs = Path(props["log_dir"]).glob("supervisord.log*")
        for path in (*(state(props, name) for name in (CONFIG, LAUNCHER, PYTHON, CONTROL)), *logs):
            machine.remove(path)
        machine.remove(Path(props["environment"]))


class Daemon(Resource, module="celery-stack", name="Supervisor"):
    """The stack's Supervisor."""

    def __init__(self, name: str, props: Props, opts: pulumi.ResourceOptions) -> None:
        super().__init__(DaemonProvider(), name, props, opts)


def _control(props: Props) -> str:
    return f'#!/bin/sh\nexec "{props["environment"]}/bin/supervisorctl" -c "{state(props, CONFIG)}" "$@"\n'
