"""Whether a port is free for a server of the stack."""

from typing import Any

from ...checklist import is_wildcard
from .control import Supervisor
from .health import listened_by, listens

# Who asked for which port in this run of Pulumi: two servers of one stack see each other before either runs.
_wanted: dict[tuple[str, int], str] = {}


def conflict(props: dict[str, Any], bind: str, port: int, before: int | None) -> str:
    """What stands in the way of the program of `props` listening there; empty when nothing does.

    `before` is the port that the program has so far. What an interrupted update left running is the program itself.
    """
    mine = f"{props['state_dir']}/{props['name']}"
    others = [where for where, who in _wanted.items() if who != mine]
    _wanted[bind, port] = mine
    if any(number == port and (other == bind or is_wildcard(other) or is_wildcard(bind)) for other, number in others):
        return "another part of the stack has it"
    if port == before or not listens(bind, port):
        return ""
    own = [one["pid"] for one in Supervisor(props["state_dir"]).processes(props["name"])]
    return "" if listened_by(own, port) else f"another process listens on {bind}:{port}"
