"""Two servers never plan for one port, and a server does not stand in its own way."""

import os
import socket
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from celery_stack.address import base_url, reachable
from celery_stack.targets.host import ports
from celery_stack.targets.host.health import listened_by
from celery_stack.targets.host.ports import conflict


@pytest.fixture(autouse=True)
def a_run_of_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ports, "_wanted", {})


@pytest.fixture
def server() -> Iterator[int]:
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield server.getsockname()[1]


@pytest.fixture
def free() -> int:
    with socket.create_server(("127.0.0.1", 0)) as server:
        return int(server.getsockname()[1])


def props(folder: Path, name: str) -> dict[str, Any]:
    return {"state_dir": str(folder), "name": name}


def test_a_free_port_is_nobodys(tmp_path: Path, free: int) -> None:
    for _ in range(2):
        assert conflict(props(tmp_path, "web"), "127.0.0.1", free, None) == ""


def test_a_port_that_is_listened_on_is_taken_unless_it_is_ours_already(tmp_path: Path, server: int) -> None:
    said = f"another process listens on 127.0.0.1:{server}"
    assert conflict(props(tmp_path, "web"), "127.0.0.1", server, None) == said
    assert conflict(props(tmp_path, "web"), "127.0.0.1", server, 1) == said
    assert conflict(props(tmp_path, "web"), "127.0.0.1", server, server) == ""


@pytest.mark.parametrize(
    ("one", "other"), [("127.0.0.1", "127.0.0.1"), ("127.0.0.1", "0.0.0.0"), ("0.0.0.0", "127.0.0.1")]
)
def test_two_parts_of_a_stack_want_two_ports(tmp_path: Path, free: int, one: str, other: str) -> None:
    assert conflict(props(tmp_path, "broker"), one, free, None) == ""
    assert conflict(props(tmp_path, "web"), other, free, None) == "another part of the stack has it"


def test_a_port_belongs_to_who_listens_on_it(server: int, free: int) -> None:
    assert listened_by([os.getpid()], server)
    assert listened_by([os.getppid(), os.getpid()], server)
    assert not listened_by([os.getpid()], free)
    assert not listened_by([], server)
    assert not listened_by([2**22 + 1], server)


@pytest.mark.parametrize(
    ("bind", "address", "url"),
    [
        ("127.0.0.1", "127.0.0.1", "http://127.0.0.1:80"),
        ("10.0.0.5", "10.0.0.5", "http://10.0.0.5:80"),
        ("0.0.0.0", "127.0.0.1", "http://127.0.0.1:80"),
        ("::", "127.0.0.1", "http://127.0.0.1:80"),
        ("::1", "::1", "http://[::1]:80"),
        ("[::1]", "::1", "http://[::1]:80"),
    ],
)
def test_a_server_is_reached_at_an_address_of_this_machine(bind: str, address: str, url: str) -> None:
    assert reachable(bind) == address
    assert base_url(bind, 80) == url
