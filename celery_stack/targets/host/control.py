"""A running Supervisor, asked and told through its socket."""

import socket
from contextlib import suppress
from http.client import HTTPConnection
from pathlib import Path
from typing import Any
from xmlrpc.client import Fault, ServerProxy

from .machine import MachineError
from .wait import until

ANSWER_SECONDS = 30
LONGEST_STOP_SECONDS = 86_400  # each program has its own limit, after which Supervisor kills it
ENDED = ("STOPPED", "EXITED", "FATAL", "UNKNOWN")


class Connection(HTTPConnection):
    """To a Unix socket, with a time limit: a Supervisor that is stuck must not hold us."""

    def __init__(self, path: Path) -> None:
        super().__init__("localhost", timeout=ANSWER_SECONDS)
        self.path = path

    def connect(self) -> None:
        self.sock = socket.socket(socket.AF_UNIX)
        self.sock.settimeout(self.timeout)
        self.sock.connect(str(self.path))


class Supervisor:
    """The Supervisor of one stack's folder."""

    def __init__(self, state_dir: str | Path) -> None:
        self.socket = Path(state_dir) / "run/supervisor.sock"

    @property
    def _rpc(self) -> Any:
        """A new connection: one that failed once is of no use any more."""
        # Imported here: a program that only describes resources does without it.
        from supervisor.xmlrpc import SupervisorTransport  # noqa: PLC0415

        transport = SupervisorTransport(None, None, f"unix://{self.socket}")
        transport._get_connection = lambda: Connection(self.socket)
        return ServerProxy("http://localhost", transport=transport).supervisor

    def answers(self) -> bool:
        """Whether it is there and takes orders."""
        try:
            return bool(self._rpc.getState()["statename"] == "RUNNING")
        except (OSError, Fault):
            return False

    def processes(self, name: str) -> list[dict[str, Any]]:
        """The processes of a program; empty when it is not loaded or nobody answers."""
        try:
            return [one for one in self._rpc.getAllProcessInfo() if one["group"] == name]
        except (OSError, Fault):
            return []

    def load(self, name: str) -> bool:
        """Run a program as its file says now. Returns whether that took a start: only a changed file restarts it."""
        try:
            [[added, changed, _removed]] = self._rpc.reloadConfig()
        except OSError as error:
            raise MachineError(
                f"Supervisor does not answer at {self.socket}: run `pulumi refresh`, then `up`"
            ) from error
        except Fault as error:
            raise MachineError(f"Supervisor refuses its configuration: {error.faultString}") from error
        if name in changed:
            self.unload(name)
        if name in changed or name in added:
            self._rpc.addProcessGroup(name)
            return True
        if all(one["statename"] in ("RUNNING", "STARTING") for one in self.processes(name)):
            return False
        self._stop(name)
        self._rpc.startProcessGroup(name, False)
        return True

    def unload(self, name: str) -> None:
        """Stop a program, as gently as it is configured, and forget it."""
        if self.processes(name):
            self._stop(name)
            self._rpc.removeProcessGroup(name)

    def _stop(self, name: str) -> None:
        self._rpc.stopProcessGroup(name, False)
        until(lambda: all(one["statename"] in ENDED for one in self.processes(name)), LONGEST_STOP_SECONDS)

    def shutdown(self) -> None:
        """Stop every program, as gently as it is configured, and the daemon itself."""
        with suppress(OSError, Fault):
            self._rpc.shutdown()
            until(lambda: not self._is_there(), LONGEST_STOP_SECONDS)

    def _is_there(self) -> bool:
        """Also while it is stopping its programs, when every question is answered with a fault."""
        try:
            self._rpc.getState()
        except Fault:
            return True
        except OSError:
            return False
        return True
