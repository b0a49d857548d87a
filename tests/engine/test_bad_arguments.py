"""Arguments that cannot work are refused at preview, by their names, before anything is made."""

import os
import re
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest
from conftest import Describe
from deployment import Deployment

Change = dict[str, object]


@pytest.fixture(scope="module")
def planned(describe: Describe) -> Deployment:
    """A stack that is only ever previewed."""
    return describe()


@pytest.fixture
def stack(planned: Deployment) -> Iterator[Deployment]:
    """The same, with its stack file put back and nothing made afterwards."""
    before = planned.file.read_text()
    yield planned
    planned.file.write_text(before)
    assert planned.resources() == []
    assert not planned.state_dir.exists()


@pytest.fixture
def taken() -> Iterator[int]:
    """A port that somebody listens on."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield int(server.getsockname()[1])


@pytest.fixture
def closed(folder: Path) -> Iterator[Path]:
    """A folder in which the stack's user may do nothing."""
    made = folder / "closed"
    made.mkdir(mode=0o500)
    yield made
    made.rmdir()


@pytest.mark.parametrize(
    ("section", "keys", "said"),
    [
        ("web", {"port": "http"}, "celery-stack:web.port is 'http' (str); it must be a whole number"),
        ("web", {"port": 70_000}, 'web").port is 70000; it must be at most 65535'),
        ("app", {"source": "nowhere"}, "app.source is 'nowhere'"),
        ("app", {"requirements": "nothing.txt"}, "app.requirements"),
        ("app", {"settings": {"broker_url": "redis://x"}}, "app.settings.broker_url is derived by the stack"),
        ("workers", {"default": {"queue": ["celery"]}}, "default.queue is not known; did you mean 'queues'?"),
        ("beats", {"max_interval": 5}, "celery-stack:beats is not known; did you mean 'beat'?"),
    ],
)
def test_it_is_named(stack: Deployment, section: str, keys: Change, said: str) -> None:
    stack.change(section, **keys)
    assert said in stack.fails("preview")


@pytest.mark.parametrize(
    ("argument", "value"),
    [
        ("redis_server", "/nowhere/redis-server"),
        ("redis_server", "/bin/true"),
        ("python", "/nowhere/python3"),
        ("user", "nobody-of-this-name"),
        ("state_dir", "/var/tmp/quote'd"),
        ("state_dir", "/var/tmp/" + "long" * 25),
    ],
)
def test_an_argument_of_the_host_is_named_with_its_value(stack: Deployment, argument: str, value: str) -> None:
    host = {**stack.config("target")["host"], argument: value}
    stack.configure(target={"host": host})
    said = stack.fails("preview")
    assert f"target.host.{argument}" in said
    assert value in said.replace("\\'", "'")


def test_a_web_port_that_is_taken(stack: Deployment, taken: int) -> None:
    stack.change("web", port=taken)
    assert f"web.port is {taken}, but another process listens on 127.0.0.1:{taken}" in stack.fails("preview")


def test_a_broker_port_that_is_taken(stack: Deployment, taken: int) -> None:
    stack.configure(broker={"port": taken})
    assert f"broker.port is {taken}, but another process listens on 127.0.0.1:{taken}" in stack.fails("preview")


def test_web_and_broker_on_one_port(stack: Deployment) -> None:
    stack.configure(broker={"port": stack.port})
    named = rf"(web|broker)\.port is {stack.port}, but another part of the stack has it"
    assert re.search(named, stack.fails("preview"))


@pytest.mark.parametrize(
    ("argument", "below"),
    [("state_dir", "state"), ("state_dir", "further/state"), ("log_dir", "."), ("log_dir", "log")],
)
def test_a_folder_that_the_user_cannot_write_to(stack: Deployment, closed: Path, argument: str, below: str) -> None:
    host = {**stack.config("target")["host"], argument: str(closed / below)}
    stack.configure(target={"host": host})
    said = stack.fails("preview")
    assert f"target.host.{argument}" in said
    assert str(closed) in said


def test_a_folder_of_another_stack(stack: Deployment, running: Deployment) -> None:
    stack.configure(target={"host": {"state_dir": str(running.state_dir)}})
    said = stack.fails("preview")
    assert "target.host.state_dir" in said
    assert running.stack in said


@pytest.mark.parametrize(("password", "reason"), [("two\nlines", "line break"), ("bell\a", "control character")])
def test_a_password_that_no_file_can_carry(stack: Deployment, password: str, reason: str) -> None:
    stack.keep_secret("broker.password", password)
    said = stack.fails("preview")
    assert "broker.password" in said
    assert reason in said
    assert "two" not in said
    assert "bell" not in said


def test_an_empty_password(stack: Deployment) -> None:
    stack.configure(broker={"password": ""})
    assert "broker.password is empty" in stack.fails("preview")


def test_a_user_that_one_may_not_become(stack: Deployment) -> None:
    """Asked by somebody who is not root, and may not become root."""
    child = os.fork()
    if not child:
        os._exit(_refused_as_nobody())
    _, status = os.waitpid(child, 0)
    assert os.waitstatus_to_exitcode(status) == 0


def _refused_as_nobody() -> int:
    from celery_stack.targets.host.args import located

    if os.geteuid() == 0:
        os.setuid(65534)
    try:
        located("demo", {"user": "root", "state_dir": "/tmp/x"})
    except ValueError as error:
        return int("target.host.user is 'root', but" not in str(error))
    return 2
