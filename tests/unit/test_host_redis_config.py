"""Redis's configuration is one that a real Redis starts with, and it does what it promises."""

import hashlib
import os
import secrets
import socket
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import redis
from redis.backoff import ConstantBackoff, NoBackoff
from redis.retry import Retry

from celery_stack.errors import InvalidArgumentError
from celery_stack.secrets import APPLICATION_RULES
from celery_stack.targets.host.machine import Machine
from celery_stack.targets.host.redis_config import (
    ADMINISTRATOR,
    config,
    find_server,
    users,
)

from .machines import ME


def digest(password: str) -> str:
    return hashlib.sha256(password.encode()).hexdigest()


class Server:
    """A Redis that runs with the configuration of the stack in a folder with an odd name."""

    def __init__(self, folder: Path) -> None:
        with socket.create_server(("127.0.0.1", 0)) as unused:
            self.port = unused.getsockname()[1]
        self.password = secrets.token_hex()
        props = {"state_dir": str(folder), "name": "shop", "bind": "127.0.0.1", "acl": f"{folder}/shop.acl"}
        (folder / "data" / "shop").mkdir(parents=True)
        Path(props["acl"]).write_text(users("", digest(self.password)))
        self.config = folder / "redis.conf"
        self.config.write_text(config(props, self.port))
        self.process = subprocess.Popen([find_server("", ME)[0], self.config])

    def client(self, user: str, password: str) -> Any:
        retry = Retry(ConstantBackoff(0.05), retries=200)
        return redis.Redis(port=self.port, username=user, password=password, retry=retry, decode_responses=True)


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    server = Server(tmp_path_factory.mktemp("50% é \\ of") / "all things")
    yield server
    server.process.kill()
    server.process.wait()


@pytest.fixture
def admin(server: Server) -> Any:
    return server.client(ADMINISTRATOR, server.password)


def test_redis_runs_with_it(admin: Any, server: Server) -> None:
    settings = admin.config_get()
    wanted = {"maxmemory-policy": "noeviction", "appendonly": "yes", "appendfsync": "everysec", "save": ""}
    assert {key: settings[key] for key in wanted} == wanted
    assert (settings["bind"], settings["port"], settings["protected-mode"]) == ("127.0.0.1", str(server.port), "yes")
    assert settings["dir"] == str(server.config.parent / "data" / "shop")


def test_nobody_is_let_in_before_a_password_is_set(server: Server, admin: Any) -> None:
    admin.ping()
    with pytest.raises(redis.AuthenticationError):
        redis.Redis(port=server.port, retry=Retry(NoBackoff(), retries=0)).ping()


def test_the_application_works_and_administers_nothing(server: Server, admin: Any) -> None:
    admin.execute_command("ACL", "SETUSER", "default", *APPLICATION_RULES, f"#{digest('s3cret')}")
    application = server.client("default", "s3cret")
    assert application.lpush("celery", "message") == 1
    assert application.eval("return redis.call('llen', KEYS[1])", 1, "celery") == 1
    for forbidden in (["ACL", "LIST"], ["CONFIG", "GET", "*"], ["FLUSHALL"], ["SHUTDOWN"], ["KEYS", "*"]):
        with pytest.raises(redis.exceptions.NoPermissionError):
            application.execute_command(*forbidden)


def test_the_configuration_holds_no_password(server: Server) -> None:
    assert server.password not in server.config.read_text() + users("", digest(server.password))


def test_a_first_list_shuts_the_application_out() -> None:
    assert users("", "abc") == f"user default off\nuser {ADMINISTRATOR} on #abc ~* &* +@all\n"


def test_a_list_keeps_the_application_and_replaces_the_administrator() -> None:
    application = "user default on sanitize-payload #def ~* &* +@all -@admin"
    saved = f"user {ADMINISTRATOR} on sanitize-payload #old ~* &* +@all\n{application}\n"
    assert users(saved, "new") == f"{application}\nuser {ADMINISTRATOR} on #new ~* &* +@all\n"


def test_a_list_stays_as_it_is_for_the_same_password() -> None:
    assert users(users("", "abc"), "abc") == users("", "abc")


def test_a_server_that_is_named_is_taken() -> None:
    embedded, _ = find_server("", ME)
    assert find_server(embedded, ME) == (embedded, False)


@pytest.mark.parametrize("named", ["/no/such/redis", "/bin/true", ""])
def test_a_server_that_is_missing_no_redis_or_too_old_is_refused(named: str, tmp_path: Path) -> None:
    with pytest.raises(InvalidArgumentError, match=r"6\.2 or newer") as refused:
        find_server(named or old_redis(tmp_path), ME)
    assert str(refused.value).startswith("target.host.redis_server is ")


def old_redis(folder: Path) -> str:
    server = folder / "redis-server"
    Machine(ME).publish(server, "#!/bin/sh\necho Redis server v=6.0.16 sha=0\n", mode=0o700)
    return str(server)


@pytest.mark.parametrize(("version", "taken"), [("6.0.16", False), ("6.2.0", True), ("10.0.1", True)])
def test_a_server_on_path_is_taken_when_it_is_new_enough(
    version: str, taken: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    server = tmp_path / "redis-server"
    Machine(ME).publish(server, f"#!/bin/sh\necho Server v={version} sha=0\n", mode=0o700)
    monkeypatch.setenv("PATH", str(tmp_path), prepend=os.pathsep)
    assert (find_server("", ME) == (str(server), False)) == taken
