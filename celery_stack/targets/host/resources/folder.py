"""The stack's folder on the machine: made first, removed last."""

import os
from contextlib import suppress
from pathlib import Path

import pulumi
from pulumi.dynamic import Resource

from .. import orphans
from ..args import state_root
from ..machine import Machine, MachineError
from .reconciler import MISSING, Props, Reconciler, state

PRIVATE_FOLDERS = ("run", "config", "config/programs", "data", "secrets")
OWNER = "owner"


class FolderProvider(Reconciler):
    """Makes the folder and refuses one that another stack owns."""

    def problems(self, machine: Machine, props: Props, before: Props | None) -> dict[str, str]:
        found: dict[str, str] = {}
        if before is not None and all(props[key] == before[key] for key in ("user", "state_dir", "log_dir")):
            return found
        owner = machine.read(state(props, OWNER))
        if before is None and owner not in (None, props["owner"]):
            fix = "destroy that stack, or name another folder"
            found["state_dir"] = f"target.host.state_dir {props['state_dir']!r} belongs to {owner}; {fix}"
        for argument, access in (("state_dir", "-x"), ("log_dir", "-w")):
            folder = Path(props[argument])
            standing = next(parent for parent in (folder, *folder.parents) if parent.exists())
            for who, allowed in (
                ("the user who runs Pulumi", os.access(standing, os.W_OK)),
                (f"the user {props['user']!r}", _allowed(machine, standing, access if standing == folder else "-x")),
            ):
                if not allowed:
                    found[argument] = f"target.host.{argument} is {str(folder)!r}; {standing} is not writable for {who}"
        return found

    def apply(self, machine: Machine, props: Props, before: Props | None) -> Props:
        root = state(props)
        machine.shared_folder(root)
        for name in PRIVATE_FOLDERS:
            machine.folder(root / name)
        logs = Path(props["log_dir"])
        made = not logs.is_dir()
        if made:
            machine.folder(logs, 0o750)
        machine.write(root / OWNER, props["owner"])
        return {"made_log_dir": made or bool(before and before["made_log_dir"])}

    def drift(self, machine: Machine, props: Props) -> str:
        if not state(props).is_dir():
            return MISSING
        lost = [name for name in PRIVATE_FOLDERS if not state(props, name).is_dir()]
        return f"without {', '.join(lost)}" if lost else ""

    def destroy(self, machine: Machine, props: Props) -> None:
        orphans.end(props["state_dir"])
        machine.remove(state(props))
        if state(props).parent == state_root():
            with suppress(OSError):  # another stack is in it
                state_root().rmdir()
        logs = Path(props["log_dir"])
        if props["made_log_dir"] and logs.is_dir() and not any(logs.iterdir()):
            logs.rmdir()


class Folder(Resource, module="celery-stack", name="Folder"):
    """Where everything of a stack lives on a machine."""

    def __init__(self, name: str, props: Props, opts: pulumi.ResourceOptions) -> None:
        super().__init__(FolderProvider(), name, props, opts)


def _allowed(machine: Machine, folder: Path, access: str) -> bool:
    try:
        machine.run(["test", access, folder])
    except MachineError:
        return False
    return True
