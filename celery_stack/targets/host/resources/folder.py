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

# Ours: nobody can put something else in the place of what is in them. Each program has folders of its own below.
SHARED_FOLDERS = ("config", "config/programs", "data", "secrets")
RUN = "run"  # Supervisor's socket and pid
OWNER = "owner"


class FolderProvider(Reconciler):
    """Makes the folder and refuses one that another stack owns."""

    def problems(self, machine: Machine, props: Props, before: Props | None) -> dict[str, str]:
        found: dict[str, str] = {}
        if before is not None:
            moved = [key for key in ("user", "state_dir") if props[key] != before[key]]
            if moved or props["log_dir"] == before["log_dir"]:
                return {
                    key: f"target.host.{key} was {before[key]!r}; destroy the stack before it changes" for key in moved
                }
        elif foreign := _foreign(machine, props):
            return {"state_dir": f"target.host.state_dir {props['state_dir']!r} {foreign}; name another folder"}
        if Path(props["log_dir"]).is_file():
            found["log_dir"] = f"target.host.log_dir is {props['log_dir']!r}, a file; name a folder"
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
        machine.publish(root / OWNER, props["owner"])  # first: what is cut off after it is ours to go on with
        for name in SHARED_FOLDERS:
            machine.shared_folder(root / name)
        machine.folder(root / RUN)
        logs = Path(props["log_dir"])
        made = not logs.is_dir()
        if made:
            machine.folder(logs, 0o750)
        kept = bool(before and before["log_dir"] == props["log_dir"] and before["made_log_dir"])
        return {"made_log_dir": made or kept}

    def stands_for(self, props: Props) -> str:
        return "folder"

    def drift(self, machine: Machine, props: Props) -> str:
        if not state(props).is_dir():
            return MISSING
        lost = [name for name in (*SHARED_FOLDERS, RUN) if not state(props, name).is_dir()]
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


def _foreign(machine: Machine, props: Props) -> str:
    """Whose a folder is that was there before; empty for ours, and for one with nothing in it."""
    root = state(props)
    owner = machine.read(root / OWNER)
    if owner == props["owner"] or not (root.is_symlink() or (root.is_dir() and any(root.iterdir()))):
        return ""
    return f"belongs to {owner}" if owner else "is not empty, and not a stack's"


def _allowed(machine: Machine, folder: Path, access: str) -> bool:
    try:
        machine.run(["test", access, folder])
    except MachineError:
        return False
    return True
