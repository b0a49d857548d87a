"""A Docker engine as far as its answers go: real HTTP on a real socket, nothing behind it."""

import json
import re
import struct
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from fnmatch import fnmatchcase
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from socketserver import ThreadingTCPServer, ThreadingUnixStreamServer
from typing import Any
from urllib.parse import unquote, unquote_plus, urlsplit

import pytest

from celery_stack.targets.containers.engine import connect

HEALTHY = {"Status": "running", "Running": True, "Restarting": False, "ExitCode": 0, "Health": {"Status": "healthy"}}


@dataclass(frozen=True)
class Refusal:
    """An answer that is an error."""

    message: str
    status: int = 404


class FakeEngine:
    """`answers` by method and path, in which `*` stands for anything; an iterator gives the next of its own."""

    def __init__(self) -> None:
        self.url = ""
        self.asked: list[tuple[str, dict[str, str], bytes]] = []
        """What was asked, its headers and its body."""
        self.answers: dict[str, Any] = {
            "*": Refusal("no such thing"),
            "GET /images/*": {"Id": "sha256:0", "Config": {"Env": ["PATH=/bin"]}},
            "GET /images/nobody.example/*": Refusal("No such image: the one asked for"),
            "* /_ping": b"OK",
            "GET /version": {"ApiVersion": "1.41", "Version": "20.10.24"},
            "GET /info": {"SwapLimit": True},
            "GET /networks/*": {"Id": "n0", "Name": "given", "Internal": True},
            "GET /networks/nowhere": Refusal("network nowhere not found"),
            "GET /containers/json": [],
            "GET /containers/*/json": container(),
            "GET /containers/*-release-*/json": container(Status="exited", Running=False),
            "GET /containers/*/logs": b"",
            "GET /containers/*/archive": b"",
        }

    def answer(self, asked: str) -> Any:
        pattern = [pattern for pattern in self.answers if fnmatchcase(asked, pattern)][-1]
        found = self.answers[pattern]
        return next(found) if isinstance(found, Iterator) else found


def container(restarts: int = 0, labels: dict[str, str] | None = None, **state: Any) -> dict[str, Any]:
    """A container as an engine describes it: healthy, unless `state` says otherwise."""
    config = {"Tty": False, "Labels": labels or {}}
    return {
        "Id": "c0",
        "Name": "/other",
        "RestartCount": restarts,
        "State": {**HEALTHY, **state},
        "Config": config,
    }


def output(*lines: bytes) -> bytes:
    """Lines of a container's standard error, framed as the engine frames them."""
    return b"".join(struct.pack(">BxxxL", 2, len(line) + 1) + line + b"\n" for line in lines)


@contextmanager
def answering(socket: Path | None = None) -> Iterator[FakeEngine]:
    """An engine that DOCKER_HOST names: of another machine, or of this one where there is a path for its socket."""
    engine = FakeEngine()
    handler = type("Handler", (_Handler,), {"engine": engine})
    server: Any = ThreadingUnixStreamServer(str(socket), handler) if socket else None
    server = server or ThreadingTCPServer(("127.0.0.1", 0), handler)
    engine.url = f"unix://{socket}" if socket else f"tcp://127.0.0.1:{server.server_address[1]}"
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DOCKER_HOST", engine.url)
        patch.setenv("NO_PROXY", "127.0.0.1")
        connect.cache_clear()
        yield engine
        connect.cache_clear()
    server.shutdown()
    server.server_close()


class _Handler(BaseHTTPRequestHandler):
    engine: FakeEngine

    def do_GET(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        asked = f"{self.command} {re.sub(r'^/v[0-9.]+', '', unquote(urlsplit(self.path).path))}"
        self.engine.asked.append((f"{asked}?{unquote_plus(urlsplit(self.path).query)}", dict(self.headers), body))
        found = self.engine.answer(asked)
        status = found.status if isinstance(found, Refusal) else 200
        answer = {"message": found.message} if isinstance(found, Refusal) else found
        content = answer if isinstance(answer, bytes) else json.dumps(answer).encode()
        self.send_response_only(status)
        self.send_header("Content-Type", "application/octet-stream" if isinstance(found, bytes) else "application/json")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    do_POST = do_PUT = do_HEAD = do_DELETE = do_GET  # noqa: N815 - the names that http.server looks for

    def log_message(self, *_: Any) -> None:
        """Nothing is printed."""
