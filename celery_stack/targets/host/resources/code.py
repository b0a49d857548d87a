"""A copy of the application's code and of the runtime that a change of a file replaces."""

import shutil
from pathlib import Path

import pulumi
from pulumi.dynamic import Resource

from ..code import is_code
from ..machine import Machine
from .claim import claim, is_claimed
from .reconciler import MISSING, Props, Reconciler

CLAIM = ".claim"


class CodeProvider(Reconciler):
    """Copies folders, `copies` by their place in `folder`; readable by the processes' user and by nobody else."""

    replace_on = ("folder",)

    def apply(self, machine: Machine, props: Props, before: Props | None) -> Props:
        folder = Path(props["folder"])
        machine.remove(folder)

        def skipped(parent: str, names: list[str]) -> list[str]:
            return [name for name in names if not is_code(Path(parent, name))]

        for within, origin in props["copies"].items():
            shutil.copytree(origin, folder / within, ignore=skipped)
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


class Code(Resource, module="celery-stack", name="Code"):
    """Code, as it was when it was deployed."""

    def __init__(self, name: str, props: Props, opts: pulumi.ResourceOptions) -> None:
        super().__init__(CodeProvider(), name, props, opts)
