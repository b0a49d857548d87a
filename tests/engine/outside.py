"""Looks at a running stack from outside: HTTP, Redis, Supervisor, the process list."""

import os
import shlex
import socket
import subprocess
from pathlib import Path
from typing import Any

import psutil
import redis
import requests
from redis.backoff import NoBackoff
from redis.retry import Retry
from waiting import wait_for

OK, ACCEPTED = 200, 202
USER = "celery-stack" if os.geteuid() == 0 else psutil.Process().username()
MARK = "CELERY_STACK_STATE_DIR"


class Application:
    """The example's web application."""

    def __init__(self, url: str) -> None:
        self.url = url

    def get(self, path: str) -> requests.Response:
        return requests.get(self.url + path, timeout=10)

    def health(self) -> tuple[int, dict[str, Any]]:
        """The status of /health and what it says; 0 where nobody answers."""
        try:
            answer = self.get("/health")
            return answer.status_code, answer.json()
        except (requests.RequestException, ValueError):
            return 0, {}

    def is_well(self) -> bool:
        """Whether /health says that web, worker and beat are there."""
        status, said = self.health()
        return status == OK and said["status"] == "ok" and said["beat"]["last_tick_age_seconds"] is not None

    def wait_until_well(self, seconds: float = 60) -> None:
        wait_for(self.is_well, f"{self.url}/health is 200 with a worker and beat", seconds)

    def send(self, task: str, **values: Any) -> str:
        answer = requests.post(f"{self.url}/tasks/{task}", json=values, timeout=10)
        assert answer.status_code == ACCEPTED, answer.text
        return str(answer.json()["id"])

    def state(self, task_id: str) -> dict[str, Any]:
        found: dict[str, Any] = self.get(f"/tasks/{task_id}").json()
        return found

    def is_over(self, task_id: str) -> bool:
        """Whether a task has ended, well or not; False while nobody answers."""
        try:
            return self.state(task_id).get("state") in ("SUCCESS", "FAILURE")
        except (requests.RequestException, ValueError):
            return False

    def failed(self, sent: list[str], seconds: float) -> list[dict[str, Any]]:
        """What became of the tasks that did not succeed, once all have ended."""
        wait_for(lambda: all(self.is_over(one) for one in sent), "every task has ended", seconds)
        return [state for state in map(self.state, sent) if state["state"] != "SUCCESS"]

    def result(self, task_id: str, seconds: float = 30) -> Any:
        assert self.failed([task_id], seconds) == []
        return self.state(task_id)["result"]

    def adds(self) -> bool:
        """Whether a task goes all the way: web, Redis, a worker, and back."""
        return bool(self.result(self.send("add", x=2, y=3)) == 5)

    def ticks(self) -> list[Any]:
        return list(self.get("/ticks").json()["ticks"])


def supervisor(command: str) -> dict[str, tuple[str, int]]:
    """Program -> state and process id, as `supervisorctl status` prints them."""
    said = subprocess.run(shlex.split(command), capture_output=True, text=True, check=False, timeout=30).stdout
    found = {}
    for line in said.splitlines():
        name, state, *rest = line.split()
        found[name.rpartition(":")[2]] = (state, int(rest[1].rstrip(",")) if rest[:1] == ["pid"] else 0)
    return found


def processes(state_dir: Path) -> list[psutil.Process]:
    """Every process of a stack: its folder is in the environment, on the command line, or where it works.

    Redis writes its title over its environment.
    """
    return [one for one in psutil.process_iter() if _belongs(one, state_dir)]


def _belongs(process: psutil.Process, state_dir: Path) -> bool:
    try:
        words = [*process.cmdline(), process.cwd()]
        marked = process.environ().get(MARK) == str(state_dir)
    except (psutil.Error, OSError):
        return False
    return len(words) > 1 and (marked or any(word.startswith(f"{state_dir}/") for word in words))


def beats(state_dir: Path) -> list[psutil.Process]:
    return [one for one in processes(state_dir) if "beat" in one.cmdline()]


def ping(port: int, password: str = "", user: str = "default") -> bool:
    """Whether Redis lets this user in with this password; without one it is not authenticated at all."""
    try:
        with client(port, password, user) as connection:
            return bool(connection.ping())
    except redis.AuthenticationError:
        return False


def client(port: int, password: str = "", user: str = "default") -> "redis.Redis":
    """A connection that tries once and speaks no HELLO, which would be refused in other words."""
    credentials: Any = {"username": user, "password": password} if password else {}
    return redis.Redis(port=port, socket_timeout=5, protocol=2, retry=Retry(NoBackoff(), 0), **credentials)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def listens(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0
