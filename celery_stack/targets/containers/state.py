"""A container as its engine sees it: whether it works, and its last words."""

import time
from collections.abc import Sequence
from typing import Any

from docker.errors import APIError, NotFound

from ...errors import ProcessFailedError
from .engine import Engine
from .waiting import until

SETTLED_SECONDS = 5  # a process that nothing else can be asked about is taken as well when it lived this long
ONCE_SECONDS = 3600
LINES = 20
REPAIR = "`pulumi up --refresh` brings it back"


class Container:
    """One container of an engine. Its methods raise ProcessFailedError for one that does not work."""

    def __init__(self, engine: Engine, id_: str) -> None:
        self.api, self.id = engine.client.api, id_

    def wait_until_works(self, test: Sequence[str], seconds: int) -> None:
        """Until its health test passes; without one, until it has lived for a while."""
        restarts, since = self._inspect()["RestartCount"], time.monotonic()
        until(lambda: self._works(test, restarts, since), seconds)

    def run_to_its_end(self) -> None:
        """Until it ended well. It is started here, also when it failed in an earlier update."""
        state = self._inspect()["State"]
        if state["Status"] == "created" or state["ExitCode"]:
            self.api.start(self.id)
        until(self._is_done, ONCE_SECONDS)

    def tail(self) -> str:
        """The last lines of its output."""
        try:
            return str(self.api.logs(self.id, tail=LINES).decode(errors="replace"))
        except APIError:
            return ""

    def _inspect(self) -> dict[str, Any]:
        try:
            found: dict[str, Any] = self.api.inspect_container(self.id)
        except NotFound:
            raise ProcessFailedError(f"is gone from the engine; {REPAIR}") from None
        return found

    def _works(self, test: Sequence[str], restarts: int, since: float) -> bool:
        seen = self._inspect()
        state = seen["State"]
        if state["Status"] == "exited":  # one that is kept alive is left so only by somebody who stopped it
            raise ProcessFailedError(f"was stopped; {REPAIR}")
        if not state["Running"] or state["Restarting"]:
            raise ProcessFailedError(f"ended with exit status {state['ExitCode']}")
        if seen["RestartCount"] > restarts:
            raise ProcessFailedError("ended, and does so again and again")
        if state.get("Health", {}).get("Status") == "healthy":
            return True
        return self._passes(test) if test else time.monotonic() - since > SETTLED_SECONDS

    def _is_done(self) -> bool:
        state = self._inspect()["State"]
        if state["Status"] not in ("exited", "dead"):
            return False
        if state["ExitCode"]:
            raise ProcessFailedError(f"ended with exit status {state['ExitCode']}")
        return True

    def _passes(self, test: Sequence[str]) -> bool:
        """Asked now instead of at the engine's next look, which may be seconds away."""
        try:
            asked = self.api.exec_create(self.id, list(test[1:]))["Id"]
            self.api.exec_start(asked)
            return bool(self.api.exec_inspect(asked)["ExitCode"] == 0)
        except APIError:  # it ended meanwhile
            return False
