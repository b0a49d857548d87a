"""A command that runs to its end, once for each version of what it is given."""

from pathlib import Path

import pulumi
from pulumi.dynamic import Resource

from .. import orphans, specification
from ..log import Log
from ..machine import Machine, MachineError
from .reconciler import MISSING, Props, Reconciler, state

LONGEST_SECONDS = 3600
REPLICA = "0"


class OnceProvider(Reconciler):
    """Runs a command and waits for it. One that failed is not in the state, so that the next update tries again."""

    # A password that rotated, or another place for the log, is no reason to do it again.
    ignored = ("after", "secret_files", "log_dir")

    def apply(self, machine: Machine, props: Props, before: Props | None) -> Props:
        home, log = _home(props), Log(props)
        orphans.end(str(home), orphans.ONCE_MARK)  # one whose Pulumi was killed goes on
        machine.folder(home)
        try:
            self._run(machine, props, log)
        except MachineError as error:
            raise MachineError(f"{error}. The end of {log.path}:\n{log.tail()}") from None
        finally:
            orphans.end(str(home), orphans.ONCE_MARK)  # what it left behind would be kept alive by nobody
            machine.remove(_secrets(props))
        return {}

    def _run(self, machine: Machine, props: Props, log: Log) -> None:
        machine.folder(_secrets(props))
        for path, content in specification.files(props, log=str(log.path)).items():
            machine.write(path, content)
        command = [*specification.command(props), REPLICA]
        machine.run(command, called=props["name"], seconds=LONGEST_SECONDS)

    def drift(self, machine: Machine, props: Props) -> str:
        """What it did is not to be seen here; but where the whole folder is gone, so may be what it did."""
        return "" if _home(props).is_dir() else MISSING

    def stands_for(self, props: Props) -> str:
        return f"once-{props['name']}"

    def destroy(self, machine: Machine, props: Props) -> None:
        for path in (_home(props), _secrets(props), Log(props).path):
            machine.remove(path)


class Once(Resource, module="celery-stack", name="Once"):
    """A command that has run."""

    def __init__(self, name: str, props: Props, opts: pulumi.ResourceOptions) -> None:
        super().__init__(OnceProvider(), name, props, opts)


def _home(props: Props) -> Path:
    return state(props, "data", props["name"])


def _secrets(props: Props) -> Path:
    return state(props, "secrets", props["name"])
