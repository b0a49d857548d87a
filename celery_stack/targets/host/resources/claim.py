"""Who a shared thing on the machine belongs to.

A replacement that failed half-way leaves its old resource to be removed at the next update. By then another resource
may stand for the same folder or password again, if the user went back; what it claimed must not be removed.
"""

import secrets
from pathlib import Path

from ..machine import Machine


def claim(machine: Machine, path: Path) -> str:
    """Take what the file `path` stands for; returns the token that shows it."""
    token = secrets.token_hex(8)
    if not path.parent.is_dir():
        machine.folder(path.parent)
    machine.write(path, token)
    return token


def is_claimed(machine: Machine, path: Path, token: str) -> bool:
    """Whether nobody took it since."""
    return machine.read(path) == token
