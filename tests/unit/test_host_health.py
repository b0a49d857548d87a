"""Whether a web server of this machine is well is asked of itself."""

from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread

import pytest

from celery_stack.address import base_url
from celery_stack.targets.host.health import works

NOBODY_LISTENS = "http://127.0.0.1:1"


class Answer(BaseHTTPRequestHandler):
    """Well at /health, nowhere else."""

    def do_GET(self) -> None:
        self.send_response(200 if self.path == "/health" else 503)
        self.end_headers()

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture
def server() -> Iterator[str]:
    with HTTPServer(("127.0.0.1", 0), Answer) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield base_url("0.0.0.0", server.server_port)
        server.shutdown()


def well(url: str) -> bool:
    return works({"kind": "http", "url": url}, 0)


def test_only_a_good_answer_is_well(server: str) -> None:
    assert well(f"{server}/health")
    assert not well(f"{server}/elsewhere")
    assert not well(f"{NOBODY_LISTENS}/health")


@pytest.mark.parametrize("variable", ["http_proxy", "HTTP_PROXY"])
def test_a_proxy_is_not_asked_for_this_machine(server: str, variable: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(variable, NOBODY_LISTENS)
    monkeypatch.delenv("no_proxy", raising=False)
    monkeypatch.delenv("NO_PROXY", raising=False)
    assert well(f"{server}/health")
