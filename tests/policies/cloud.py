"""A service of the test's own that answers over HTTP with what it is given, and keeps what it is told."""

import json
import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any


@dataclass(frozen=True)
class Asked:
    """A request: its method with its path, its query, its headers and what it brought."""

    what: str
    query: str
    headers: Mapping[str, str]
    body: bytes


@dataclass
class Service:
    """`answers` maps a pattern of method and path to what is answered, as JSON."""

    answers: Mapping[str, Callable[[Asked], Any]]
    url: str = ""
    asked: list[Asked] = field(default_factory=list)

    def of(self, pattern: str) -> list[Asked]:
        """The requests whose method and path match."""
        return [one for one in self.asked if re.fullmatch(pattern, one.what)]

    @contextmanager
    def serving(self) -> Iterator["Service"]:
        """While this is on, it answers."""
        with ThreadingHTTPServer(("127.0.0.1", 0), self._handler()) as server:
            self.url = f"http://127.0.0.1:{server.server_port}"
            Thread(target=server.serve_forever, daemon=True).start()
            yield self
            server.shutdown()

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        def answer(handler: BaseHTTPRequestHandler) -> None:
            path, _, query = handler.path.partition("?")
            body = handler.rfile.read(int(handler.headers.get("Content-Length") or 0))
            asked = Asked(f"{handler.command} {path}", query, dict(handler.headers), body)
            self.asked.append(asked)
            make = next((make for pattern, make in self.answers.items() if re.fullmatch(pattern, asked.what)), None)
            content = json.dumps(make(asked) if make else {}).encode()
            handler.send_response(200 if make else 404)
            handler.send_header("Content-Type", "application/json")
            handler.send_header("Content-Length", str(len(content)))
            handler.end_headers()
            handler.wfile.write(content)

        verbs = {f"do_{verb}": answer for verb in ("GET", "POST", "PUT", "PATCH")}
        return type("Handler", (BaseHTTPRequestHandler,), {**verbs, "log_message": lambda *_: None})
