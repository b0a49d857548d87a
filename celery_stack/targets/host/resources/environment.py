"""The application's virtual environment, which a change of its requirements replaces."""

from pathlib import Path

import pulumi
from pulumi.dynamic import Resource

from .. import virtualenv
from ..machine import Machine
from ..virtualenv import COMPLETE
from .reconciler import MISSING, Props, Reconciler


class EnvironmentProvider(Reconciler):
    """Builds `folder` from a requirements file."""

    replace_on = ("folder",)

    def problems(self, machine: Machine, props: Props, before: Props | None) -> dict[str, str]:
        there = before is not None and before["folder"] == props["folder"]
        return {} if there else virtualenv.problem(props["user"], props["python"])

    def apply(self, machine: Machine, props: Props, before: Props | None) -> Props:
        folder = Path(props["folder"])
        if not (folder / COMPLETE).is_file():
            virtualenv.build(machine, folder, props["python"], ["--requirement", props["requirements"]])
        return {}

    def stands_for(self, props: Props) -> str:
        return Path(props["folder"]).name

    def drift(self, machine: Machine, props: Props) -> str:
        return "" if Path(props["folder"], COMPLETE).is_file() else MISSING

    def destroy(self, machine: Machine, props: Props) -> None:
        machine.remove(Path(props["folder"]))


class Environment(Resource, module="celery-stack", name="Environment"):
    """Python packages for processes of the stack."""

    def __init__(self, name: str, props: Props, opts: pulumi.ResourceOptions) -> None:
        super().__init__(EnvironmentProvider(), name, props, opts)
