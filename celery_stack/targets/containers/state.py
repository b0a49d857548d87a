"""Waits until a container works, or for its end, and tells why it does not."""

import asyncio
import time
from collections.abc import Callable, Sequence
from typing import Any

import pulumi

from ...errors import ProcessFailedError
from ...secrets import masked
from .engine import Engine

POLL_SECONDS = 0.5
SETTLED_SECONDS = 5  # a process that nothing else can be asked about is taken as well when it lived this long
ONCE_SECONDS = 3600
LINES = 20


class Container:
    """One container of an engine."""

    def __init__(self, engine: Engine, id_: str) -> None:
        self.api, self.id = engine.client.api, id_
        self._restarts = self.inspect()["RestartCount"]

    def inspect(self) -> dict[str, Any]:
        found: dict[str, Any] = self.api.inspect_container(self.id)
        return found

    def works_by(self, test: Sequence[str]) -> Callable[[], bool]:
        """What says whether it works, by this test or else by how long it has lived."""
        since = time.monotonic()
        return lambda: self._works(test, since)

    def _works(self, test: Sequence[str], since: float) -> bool:
        seen = self.inspect()
        state = seen["State"]
        if not state["Running"] or state["Restarting"] or seen["RestartCount"] > self._restarts:
            raise ProcessFailedError(f"ended with exit status {state['ExitCode']}")
        if state.get("Health", {}).get("Status") == "healthy":
            return True
        return self._passes(test) if test else time.monotonic() - since > SETTLED_SECONDS

    def is_done(self) -> bool:
        """Whether it ran to its end. Raises ProcessFailedError when that was no good end."""
        state = self.inspect()["State"]
        if state["Status"] not in ("exited", "dead"):
            return False
        if state["ExitCode"]:
            raise ProcessFailedError(f"ended with exit status {state['ExitCode']}")
        return True

    def run_again_after_failure(self) -> None:
        """What failed in the last update is tried again in this one."""
        state = self.inspect()["State"]
        if state["Status"] == "exited" and state["ExitCode"]:
            self.api.start(self.id)

    def tail(self) -> str:
        """The last lines of its output."""
        text: str = self.api.logs(self.id, tail=LINES).decode(errors="replace")
        return text.rstrip() or "(nothing)"

    def _passes(self, test: Sequence[str]) -> bool:
        """Asked now instead of at the engine's next look, which may be seconds away."""
        asked = self.api.exec_create(self.id, list(test[1:]))["Id"]
        self.api.exec_start(asked)
        return bool(self.api.exec_inspect(asked)["ExitCode"] == 0)


def wait(container: Container, condition: Callable[[], bool], seconds: int, named: str, secrets: Sequence[str]) -> None:
    """Raises ProcessFailedError, with the last lines of its output, unless `condition` comes true in time."""
    try:
        _poll(condition, seconds)
    except ProcessFailedError as why:
        lines = masked(container.tail(), secrets)
        raise ProcessFailedError(f"{named} {why}. The last lines of its output:\n{lines}") from None


def _poll(condition: Callable[[], bool], seconds: int) -> None:
    end = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > end:
            raise ProcessFailedError(f"does not work after {seconds} s")
        time.sleep(POLL_SECONDS)


def awaited(
    resource: pulumi.Resource, values: Sequence[pulumi.Input[Any]], check: Callable[..., None]
) -> pulumi.Output[pulumi.Resource]:
    """The resource once `check`, which is called with the values while an update runs, has raised nothing."""

    def in_updates(*known: Any) -> None:
        if not pulumi.runtime.is_dry_run():
            check(*known)

    return checked(values, in_updates).apply(lambda _: resource)


def checked(values: Sequence[pulumi.Input[Any]], check: Callable[..., None]) -> pulumi.Output[Any]:
    """An output that is there once `check`, called with the values when they are known, has raised nothing."""

    async def judge(known: Sequence[Any]) -> list[Any]:
        await asyncio.to_thread(check, *known)
        return []

    return pulumi.Output.all(*values).apply(judge)
