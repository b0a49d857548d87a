"""A service as its swarm sees it: whether every replica works, and the last words of one that does not."""

from datetime import datetime
from typing import Any

from docker.errors import APIError, NotFound

from ...errors import ProcessFailedError
from ..containers.state import LINES, ONCE_SECONDS
from ..containers.waiting import until
from .manager import UNDONE, Manager

BROKEN = ("failed", "rejected")
TASK = "com.docker.swarm.task.id="


class Service:
    """One service of a swarm. Its methods raise ProcessFailedError for one that does not work."""

    def __init__(self, manager: Manager, id_: str) -> None:
        self.client: Any = manager.client
        self.id, self.began = id_, moment(manager.info["SystemTime"])
        self._broken: dict[str, Any] = {}

    def wait_until_works(self, seconds: int) -> None:
        """Until the swarm has brought every replica to its present version, and each of them is healthy."""
        try:
            until(self._works, seconds)
        except ProcessFailedError as why:
            raise ProcessFailedError(f"{why}{self._waits_for()}") from None

    def run_to_its_end(self) -> None:
        """Until it ended well. One that failed in an earlier update is tried again."""
        newest = self._newest()
        if newest["Status"]["State"] in BROKEN and moment(newest["CreatedAt"]) < self.began:
            self._found().force_update()
        until(self._is_done, ONCE_SECONDS)

    def tail(self) -> str:
        """The last lines of its output, of the broken replica where there is one."""
        try:
            found = b"".join(self._found().logs(stdout=True, stderr=True, details=True, tail=LINES))
        except (APIError, OSError, ProcessFailedError):  # for one, the node that had it is out of reach
            return ""
        lines = (line.partition(" ") for line in found.decode(errors="replace").splitlines())
        return "\n".join(line for details, _, line in lines if f"{TASK}{self._broken.get('ID', '')}" in details)

    def _works(self) -> bool:
        found = self._found().attrs
        update = found.get("UpdateStatus") or {}
        state = update.get("State", "completed")  # a new service has none
        if state in UNDONE:
            return self._is_undone(update)
        tasks = self._tasks()
        running = [task for task in tasks if task["Status"]["State"] == task["DesiredState"] == "running"]
        if state == "completed" and len(running) >= found["Spec"]["Mode"]["Replicated"]["Replicas"]:
            return True
        if state == "completed":
            self._refuse_what_ends_again_and_again(tasks)
        return False

    def _is_undone(self, update: dict[str, Any]) -> bool:
        if update["State"] == "rollback_started":
            return False
        self._broken = (_broken(self._listed({})) or [{}])[-1]
        was = "left half done" if "paused" in update["State"] else "undone"
        raise ProcessFailedError(
            f"does not work, and its update was {was} ({_error(self._broken) or update['Message']})"
        )

    def _refuse_what_ends_again_and_again(self, tasks: list[dict[str, Any]]) -> None:
        for slot in {task.get("Slot") for task in tasks}:
            ended = _broken([task for task in tasks if task.get("Slot") == slot])
            if len(ended) > 1:  # the swarm makes up for the first, which may have been bad luck
                self._broken = ended[-1]
                raise ProcessFailedError(f"ended, and does so again and again ({_error(ended[-1])})")

    def _is_done(self) -> bool:
        task = self._newest()
        if task["Status"]["State"] in BROKEN:
            self._broken = task
            raise ProcessFailedError(f"failed ({_error(task)})")
        return bool(task["Status"]["State"] == "complete")

    def _waits_for(self) -> str:
        """What the swarm says of replicas that it cannot place, such as that no node has the memory."""
        errors = {_error(task) for task in self._tasks() if task["Status"]["State"] == "pending"} - {""}
        return f" ({', '.join(sorted(errors))})" if errors else ""

    def _newest(self) -> dict[str, Any]:
        return (self._tasks() or [{"Status": {"State": "new"}}])[-1]

    def _tasks(self) -> list[dict[str, Any]]:
        """The tasks of the service's present version."""
        return self._listed({"_up-to-date": True})

    def _listed(self, filters: dict[str, bool]) -> list[dict[str, Any]]:
        """In the order in which they were made."""
        found = self.client.api.tasks(filters={"service": self.id, **filters})
        return sorted(found, key=lambda task: str(task["CreatedAt"]))

    def _found(self) -> Any:
        try:
            return self.client.services.get(self.id)
        except NotFound:
            raise ProcessFailedError("is gone from the swarm; `pulumi up --refresh` brings it back") from None


def _broken(tasks: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [task for task in tasks if task["Status"]["State"] in BROKEN]


def moment(text: str) -> datetime:
    """A time as an engine tells it."""
    return datetime.fromisoformat(text)


def _error(task: dict[str, Any]) -> str:
    return str(task.get("Status", {}).get("Err", ""))
