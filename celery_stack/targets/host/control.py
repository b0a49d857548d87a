"""A running Supervisor, asked and told through its socket."""

import time
from pathlib import Path
from typing import Any
from xmlrpc.client import Fault, ServerProxy

from .machine import MachineError

POLL_SECONDS = 0.05


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
        return ServerProxy("http://localhost", transport=transport).supervisor

    def answers(self) -> bool:
        """Whether it is there."""
        try:
            return bool(self._rpc.getState()["statename"] == "RUNNING")
        except OSError:
            return False

    def processes(self, name: str) -> list[dict[str, Any]]:
        """The processes of a program; empty when it is not loaded or nobody answers."""
        try:
            return [one for one in self._rpc.getAllProcessInfo() if one["group"] == name]
        except OSError:
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
        self._rpc.stopProcessGroup(name)
        self._rpc.startProcessGroup(name, False)
        return True

    def unload(self, name: str) -> None:
        """Stop a program, as gently as it is configured, and forget it."""
        if self.processes(name):
            self._rpc.stopProcessGroup(name)
            self._rpc.removeProcessGroup(name)

    def shutdown(self) -> None:
        """Stop every program and the daemon itself."""
        try:
            self._rpc.shutdown()
            while self.answers():
                time.sleep(POLL_SECONDS)
        except (OSError, Fault):
            return
