"""Looks into containers, by way of the engine."""

from dataclasses import dataclass
from typing import Any

from docker.models.containers import Container

CONNECT = "import socket, sys; socket.create_connection((sys.argv[1], int(sys.argv[2])), 3)"
KILL = "import os; os.kill(-1, 9)"
INIT = "docker-init"


@dataclass(frozen=True)
class Seen:
    """A process as `docker top` shows it."""

    user: str
    pid: int
    parent: int
    command: str


def processes(container: Container) -> list[Seen]:
    """What runs in a container, the engine's own init left out: its children are the main processes."""
    lines = container.top(ps_args="-eo user,pid,ppid,args")["Processes"]
    return [Seen(user, int(pid), int(parent), command) for user, pid, parent, command in lines]


def main_processes(container: Container) -> list[Seen]:
    """Those that no other process of the container started but its init."""
    found = processes(container)
    of_engine = {one.pid for one in found if INIT in one.command.partition(" ")[0]}
    inner = [one for one in found if one.pid not in of_engine]
    return [one for one in inner if one.parent not in {other.pid for other in inner}]


def reaches(container: Container, host: str, port: int = 6379) -> bool:
    """Whether a connection can be made from a container."""
    return bool(container.exec_run(["python3", "-c", CONNECT, host, str(port)]).exit_code == 0)


def kill_all(container: Container) -> None:
    """Kill every process of a container but its init, as the kernel does when memory is short."""
    container.exec_run(["python3", "-c", KILL])


def address(container: Container) -> str:
    """Of a container in one network."""
    [network] = container.attrs["NetworkSettings"]["Networks"].values()
    return str(network["IPAddress"])


def redis(broker: Container, command: str, password: str = "") -> str:
    """What Redis says to a command; the password is in the environment of the client only."""
    environment: dict[str, Any] = {"REDISCLI_AUTH": password} if password else {}
    answer = broker.exec_run(["redis-cli", "--no-auth-warning", *command.split()], environment=environment)
    return str(answer.output.decode()).strip()
