"""Looking at what runs."""

import socket

from engine.health import accepts


def test_a_listening_server_accepts() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        assert accepts("127.0.0.1", server.getsockname()[1])


def test_a_closed_port_and_an_unknown_host_do_not() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
    assert not accepts("127.0.0.1", port)
    assert not accepts("no-such-host.invalid", port)
