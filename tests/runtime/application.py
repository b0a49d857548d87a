"""The processes of an application, started as a target starts them."""

import json
import os
import signal
import subprocess
from contextlib import suppress
from pathlib import Path
from typing import Any

import psutil

from . import virtual_environments
from .redis_server import RedisServer
from .waiting import wait_for

APPS = Path(__file__).parent / "apps"
RUNTIME = virtual_environments.ROOT / "runtime"
SETTINGS = {
    "accept_content": ["json"],
    "broker_connection_max_retries": None,
    "broker_connection_retry_on_startup": True,
    "broker_transport_options": {"visibility_timeout": 77},
    "result_expires": 3600,
    "task_acks_late": True,
    "task_reject_on_worker_lost": True,
    "worker_prefetch_multiplier": 1,
}


class Application:
    """Starts processes in ``folder`` under one Celery version, and ends them all."""

    def __init__(self, folder: Path, server: RedisServer, password: str, version: str) -> None:
        self.folder, self.server, self.version = folder, server, version
        self.processes: list[subprocess.Popen[bytes]] = []
        self.password_file = folder / "password"
        self.done = folder / "done"
        folder.mkdir(parents=True, exist_ok=True)
        self.write_password(password)
        self.done.touch()

    def write_password(self, password: str) -> None:
        self.password_file.write_text(password + "\n", encoding="utf-8")
        self.password_file.chmod(0o600)

    def environment(self, role: str, more: dict[str, str]) -> dict[str, str]:
        address = f"redis://default@127.0.0.1:{self.server.port}"
        return {
            "PATH": os.environ["PATH"],
            "PYTHONPATH": os.pathsep.join([str(RUNTIME), str(APPS)]),
            "PYTHONDONTWRITEBYTECODE": "1",
            "CELERY_LOADER": "celery_stack_runtime:Loader",
            "CELERY_STACK_NAME": "demo",
            "CELERY_STACK_ROLE": role,
            "CELERY_STACK_BROKER_URL": f"{address}/0",
            "CELERY_STACK_RESULT_URL": f"{address}/1",
            "CELERY_STACK_PASSWORD_FILE": str(self.password_file),
            "CELERY_STACK_SETTINGS": json.dumps(SETTINGS),
            "CELERY_STACK_HEARTBEAT_SECONDS": "0.5",
            "DONE": str(self.done),
            **more,
        }

    def start(self, role: str, *arguments: str, name: str = "", **more: str) -> subprocess.Popen[bytes]:
        log = (self.folder / f"{name or role}.log").open("ab")
        with log:
            process = subprocess.Popen(
                [virtual_environments.python(self.version), *arguments],
                cwd=self.folder,
                env=self.environment(role, more),
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        self.processes.append(process)
        return process

    def worker(self, *arguments: str, name: str = "worker", **more: str) -> subprocess.Popen[bytes]:
        flags = ("--loglevel=WARNING", "--without-gossip", "--without-mingle", f"--hostname={name}@test")
        more.setdefault("CELERY_STACK_HEARTBEAT_FILE", str(self.heartbeat(name)))
        command = ("-m", "celery", "-A", "demo", "worker", *flags, *(arguments or ("--concurrency=2",)))
        return self.start("worker", *command, name=name, **more)

    def beat(self, name: str = "beat", **more: str) -> subprocess.Popen[bytes]:
        more.setdefault("CELERY_STACK_HEARTBEAT_FILE", str(self.heartbeat(name)))
        more.setdefault("CELERY_STACK_BEAT_LOCK_SECONDS", "3")
        schedule = f"--schedule={self.folder / name}-schedule"
        command = ("-m", "celery", "-A", "demo", "beat", "--loglevel=WARNING", "--max-interval=2", schedule)
        return self.start("beat", *command, name=name, **more)

    def run(self, *arguments: str, role: str = "web", **more: str) -> str:
        """The output of a process that ends by itself, and must end well."""
        command = [virtual_environments.python(self.version), *arguments]
        environment = self.environment(role, more)
        done = subprocess.run(
            command, cwd=self.folder, env=environment, capture_output=True, text=True, timeout=60, check=False
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    def answer(self, code: str, **more: str) -> Any:
        """What a web process that runs this code prints, as JSON."""
        return json.loads(self.run("-c", code, **more))

    def heartbeat(self, name: str) -> Path:
        return self.folder / f"{name}.alive"

    def tasks_done(self) -> list[str]:
        return self.done.read_text().split()

    def log(self, name: str) -> str:
        path = self.folder / f"{name}.log"
        return path.read_text(errors="replace") if path.exists() else ""

    def wait_until_ready(self, name: str = "worker") -> None:
        """Until the worker has announced itself."""
        member = f"{name}@test"
        wait_for(
            lambda: self.server.admin.zscore("celery-stack:demo:workers", member) is not None,
            what=f"{name} is ready: {self.log(name)}",
        )

    def end(self) -> None:
        for process in self.processes:
            for member in [process.pid, *(child.pid for child in _children(process.pid))]:
                _kill(member)
            process.wait()


def _children(pid: int) -> list[psutil.Process]:
    try:
        return psutil.Process(pid).children(recursive=True)
    except psutil.NoSuchProcess:
        return []


def _kill(pid: int) -> None:
    with suppress(ProcessLookupError):
        os.kill(pid, signal.SIGKILL)
