"""What cannot work is refused at preview, in words that name the argument, and nothing is made."""

import socket
from collections.abc import Iterator
from typing import Any

import pytest

from ..deployment import Deployment
from .conftest import Describe

# Nobody listens at this registry's port, so that no packet leaves the machine.
NOWHERE = "127.0.0.1:1/none:1"


@pytest.fixture(scope="module")
def described(describe: Describe) -> Deployment:
    return describe()


@pytest.fixture
def refused(described: Deployment) -> Iterator[Any]:
    """What a preview says of the stack with other keys in a section."""
    before = {section: described.config(section) for section in ("app", "broker", "target", "web")}

    def refused(section: str, **keys: Any) -> str:
        if section == "target":
            keys = {"docker": {**before["target"]["docker"], **keys}}
        described.change(section, **keys)
        return described.fails("preview")

    yield refused
    described.configure(**{key: value or None for key, value in before.items()})
    assert described.containers(all=True) == []


def test_no_engine(refused: Any) -> None:
    said = refused("target", host="unix:///nowhere/docker.sock")
    assert "target.docker.host is 'unix:///nowhere/docker.sock', but no Docker engine answers there" in said


def test_no_such_image(refused: Any) -> None:
    said = refused("app", image=NOWHERE)
    assert f"app.image is '{NOWHERE}', which is neither on the engine nor in its registry" in said


def test_no_such_redis_image(refused: Any) -> None:
    said = refused("target", redis_image=NOWHERE)
    assert f"target.docker.redis_image is '{NOWHERE}', which is neither on the engine" in said


def test_a_port_that_a_program_has(refused: Any) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        assert f"port is {port}, on which another program listens" in refused("web", port=port)


def test_a_port_that_another_stack_has(refused: Any, running: Deployment) -> None:
    said = refused("web", port=running.port)
    assert f"port is {running.port}, which the container '{running.container('web').name}' publishes" in said


@pytest.mark.parametrize("user", ["root", "0", "0:0", "root:root"])
def test_root(refused: Any, user: str) -> None:
    assert f"target.docker.user is '{user}'; it must be unprivileged" in refused("target", user=user)


def test_a_password_of_two_lines(described: Deployment, refused: Any) -> None:
    described.keep_secret("broker.password", "one\ntwo")
    said = refused("web")
    assert "password" in said
    assert "two" not in said.partition("password")[2].partition("\n")[0].split()
