"""Supervisor itself, as a daemon of the unprivileged user."""

from pathlib import Path

import pulumi
from pulumi.dynamic import Resource

from .. import orphans, supervisor
from ..control import Supervisor
from ..machine import Machine, MachineError
from ..wait import until
from .reconciler import MISSING, Props, Reconciler, state

START_SECONDS = 15
CONFIG = "config/supervisord.conf"
LAUNCHER = "launch.py"


class DaemonProvider(Reconciler):
    """Runs supervisord from its own virtual environment."""

    def apply(self, machine: Machine, props: Props, before: Props | None) -> Props:
        running = Supervisor(props["state_dir"])
        path, config = state(props, CONFIG), supervisor.daemon(props)
        control = f'#!/bin/sh\nexec "{props["environment"]}/bin/supervisorctl" -c "{path}" "$@"\n'
        machine.write(state(props, "supervisorctl"), control, mode=0o700)
        machine.write(state(props, LAUNCHER), props["launcher"])
        if running.answers() and before is not None and machine.read(path) == config and not _changed(props, before):
            return {}
        running.shutdown()
        orphans.end(props["state_dir"])
        machine.write(path, config)
        machine.remove(running.socket)
        mark = f"{orphans.MARK}={props['state_dir']}"
        machine.run(["env", mark, f"{props['environment']}/bin/supervisord", "-c", path])
        if not until(running.answers, START_SECONDS):
            raise MachineError(
                f"Supervisor did not answer within {START_SECONDS} s; see {props['log_dir']}/supervisord.log"
            )
        return {}

    def drift(self, machine: Machine, props: Props) -> str:
        if not state(props).is_dir():
            return MISSING
        if machine.read(state(props, CONFIG)) != supervisor.daemon(props):
            return "configuration changed"
        if machine.read(state(props, LAUNCHER)) != props["launcher"]:
            return "launcher changed"
        return "" if Supervisor(props["state_dir"]).answers() else "not running"

    def destroy(self, machine: Machine, props: Props) -> None:
        Supervisor(props["state_dir"]).shutdown()
        orphans.end(props["state_dir"])
        for name in (CONFIG, LAUNCHER, "supervisorctl"):
            machine.remove(state(props, name))
        for log in Path(props["log_dir"]).glob("supervisord.log*"):
            machine.remove(log)


class Daemon(Resource, module="celery-stack", name="Supervisor"):
    """The stack's Supervisor."""

    def __init__(self, name: str, props: Props, opts: pulumi.ResourceOptions) -> None:
        super().__init__(DaemonProvider(), name, props, opts)


def _changed(props: Props, before: Props) -> bool:
    return any(props[key] != before.get(key) for key in ("environment", "user", "state_dir", "log_dir"))
