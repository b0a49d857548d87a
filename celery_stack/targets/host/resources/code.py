"""A copy of the application's code and of the runtime that a change of a file replaces."""

import shutil
from pathlib import Path

import pulumi
from pulumi.dynamic import Resource

from ..code import is_code, name_of
from ..machine import Machine
from .reconciler import MISSING, Props, Reconciler


class CodeProvider(Reconciler):
    """Copies folders, `copies` by their place in `folder`; readable by the processes' user and by nobody else."""

    replace_on = ("folder",)
    # Where the code came from means nothing: the folder's name is a digest of what is in it.
    ignored = ("after", "copies")

    def apply(self, machine: Machine, props: Props, before: Props | None) -> Props:
        folder = Path(props["folder"])
        if _is_whole(folder, props):  # processes may be running in it
            return {}
        draft = folder.with_suffix(".new")
        machine.remove(draft)

        def skipped(parent: str, names: list[str]) -> list[str]:
            return [name for name in names if not is_code(Path(parent, name))]

        for within, origin in props["copies"].items():
            shutil.copytree(origin, draft / within, ignore=skipped, ignore_dangling_symlinks=True)
        machine.share(draft)
        machine.remove(folder)
        draft.rename(folder)
        return {}

    def drift(self, machine: Machine, props: Props) -> str:
        folder = Path(props["folder"])
        if not folder.is_dir():
            return MISSING
        return "" if _is_whole(folder, props) else "changed"

    def stands_for(self, props: Props) -> str:
        return Path(props["folder"]).name

    def destroy(self, machine: Machine, props: Props) -> None:
        machine.remove(Path(props["folder"]))


def _is_whole(folder: Path, props: Props) -> bool:
    there = {within: folder / within for within in props["copies"]}
    return all(path.is_dir() for path in there.values()) and folder.name == name_of(there)


class Code(Resource, module="celery-stack", name="Code"):
    """Code, as it was when it was deployed."""

    def __init__(self, name: str, props: Props, opts: pulumi.ResourceOptions) -> None:
        super().__init__(CodeProvider(), name, props, opts)
