"""A copy of a folder of code that a change of its files replaces."""

import shutil
from pathlib import Path

import pulumi
from pulumi.dynamic import Resource

from ..code import is_code
from ..machine import Machine
from .claim import claim, is_claimed
from .reconciler import MISSING, Props, Reconciler

CLAIM = ".claim"


class SourceProvider(Reconciler):
    """Copies `origin` to `folder`, readable by the processes' user and by nobody else."""

    replace_on = ("folder",)

    def apply(self, machine: Machine, props: Props, before: Props | None) -> Props:
        folder, origin = Path(props["folder"]), Path(props["origin"])
        machine.remove(folder)

        def skipped(parent: str, names: list[str]) -> list[str]:
            return [name for name in names if not is_code(Path(parent, name))]

        shutil.copytree(origin, folder / props["within"], ignore=skipped)
        machine.share(folder)
        return {"token": claim(machine, folder.with_suffix(CLAIM))}

    def drift(self, machine: Machine, props: Props) -> str:
        return "" if Path(props["folder"]).is_dir() else MISSING

    def destroy(self, machine: Machine, props: Props) -> None:
        folder = Path(props["folder"])
        claimed = folder.with_suffix(CLAIM)
        if is_claimed(machine, claimed, props["token"]):
            machine.remove(folder)
            machine.remove(claimed)


class Source(Resource, module="celery-stack", name="Source"):
    """Code, as it was when it was deployed."""

    def __init__(self, name: str, props: Props, opts: pulumi.ResourceOptions) -> None:
        super().__init__(SourceProvider(), name, props, opts)
