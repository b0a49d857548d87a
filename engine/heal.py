"""Repair what an interrupted run left behind in the checkout's own state."""

import json
import os
import socket
from pathlib import Path
from typing import Any

from engine.checkout import STACK, Checkout
from engine.cli import Pulumi
from engine.environment import keeps_state
from engine.say import say


def heal(pulumi: Pulumi) -> None:
    """Release a lock whose process is gone, and forget creations that never ended; say so.

    Both only in a state folder of this checkout: other backends have their own ways, and other people on them.
    A resource whose creation was cut off is created again by the next `up`.
    """
    if not keeps_state(pulumi.checkout, pulumi.environment):
        return
    locks = _documents(pulumi.checkout, "locks/organization/*/" + STACK)
    if any(holds(lock) for lock in locks):
        return  # at work, so that nothing is left behind yet; Pulumi says whom to wait for
    if locks:
        say("An earlier run was cut off: releasing its lock on the stack.")
        pulumi.must("cancel", "--yes", STACK)
    cut_off = [name for state in _documents(pulumi.checkout, "stacks/*", STACK) for name in unfinished(state)]
    if cut_off:
        say(f"An earlier run was cut off while it created {', '.join(cut_off)}: to be created again.")
        pulumi.must("refresh", "--yes", "--skip-preview", "--clear-pending-creates", "--suppress-outputs")


def holds(lock: dict[str, Any]) -> bool:
    """Whether the process that took this lock may still be at work: on another machine we cannot know."""
    if lock["hostname"] != socket.gethostname():
        return True
    try:
        command = Path("/proc", str(lock["pid"]), "cmdline").read_bytes()
    except FileNotFoundError:
        return False
    # Another program may have got the number since; a process that ended and was not waited for has no command.
    return Path(os.fsdecode(command.split(b"\0")[0])).name == "pulumi"


def unfinished(state: dict[str, Any]) -> list[str]:
    """The names of the resources whose creation was begun and not ended."""
    latest = state["checkpoint"].get("latest") or {}
    operations = latest.get("pending_operations") or []
    return [each["resource"]["urn"].rsplit("::", 1)[1] for each in operations if each["type"] == "creating"]


def _documents(checkout: Checkout, folder: str, name: str = "*") -> list[dict[str, Any]]:
    files = (checkout.state / ".pulumi").glob(f"{folder}/{name}.json")
    return [json.loads(file.read_text(encoding="utf-8")) for file in files]
