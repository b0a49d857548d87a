"""A real Redis under a real Supervisor: it draws its administrator's password once, and lets the application stay."""

import socket
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import redis

from celery_stack.targets.host.args import shared
from celery_stack.targets.host.broker import _redis
from celery_stack.targets.host.control import Supervisor
from celery_stack.targets.host.health import listens
from celery_stack.targets.host.redis_config import ADMINISTRATOR, config, find_server
from celery_stack.targets.host.resources.credential import CredentialProvider
from celery_stack.targets.host.resources.folder import SHARED_FOLDERS
from celery_stack.targets.host.resources.redis import RedisProvider
from celery_stack.targets.host.wait import until

from .daemons import supervised
from .machines import ME


@pytest.fixture(scope="module")
def daemon(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Any]]:
    with supervised(tmp_path_factory.mktemp("host") / "state") as made:
        yield made


@pytest.fixture
def props(daemon: dict[str, Any]) -> dict[str, Any]:
    """What the target gives to a Redis."""
    with socket.create_server(("127.0.0.1", 0)) as unused:
        port = unused.getsockname()[1]
    found, embedded = find_server("", ME)
    state: str = daemon["state_dir"]
    server = {"server": f"{state}/bin/redis-server" if embedded else found, "embedded": found if embedded else ""}
    args: Any = {**daemon, "place": {"python": f"{daemon['environment']}/bin/python"}}
    common = {**shared(args), "name": "shop", "bind": "127.0.0.1", "acl": f"{state}/data/shop/users.acl", **server}
    return {**_redis(args, common, port), "config": config(common, port)}


@pytest.fixture
def made(props: dict[str, Any]) -> Iterator[dict[str, Any]]:
    created = RedisProvider().create(props).outs or {}
    yield created
    RedisProvider().delete("", created)
    assert not Path(props["acl"]).exists()


def update(made: dict[str, Any], props: dict[str, Any], more: str = "") -> dict[str, Any]:
    """As Pulumi does it: the inputs do not have what the resource drew."""
    return RedisProvider().update("", made, {**props, "config": props["config"] + more}).outs or {}


def client(made: dict[str, Any], user: str, password: str) -> Any:
    return redis.Redis(port=made["port"], username=user, password=password, decode_responses=True)


def access(made: dict[str, Any]) -> dict[str, Any]:
    """What the target gives to a credential, but for the password."""
    return {key: made[key] for key in ("user", "state_dir", "name", "bind", "port", "acl", "admin_password")}


def administrator(made: dict[str, Any]) -> Any:
    return client(made, ADMINISTRATOR, made["admin_password"])


def test_its_administrator_has_a_password_that_it_drew(made: dict[str, Any]) -> None:
    assert made["admin_password"].isalnum() and len(made["admin_password"]) == 32
    assert administrator(made).acl_whoami() == ADMINISTRATOR
    assert (RedisProvider().read("", made).outs or {})["drift"] == ""


def test_what_it_drew_is_no_change(made: dict[str, Any], props: dict[str, Any]) -> None:
    assert not RedisProvider().diff("", made, props).changes


def test_it_keeps_the_password_over_updates(made: dict[str, Any], props: dict[str, Any]) -> None:
    first = administrator(made).info("server")["run_id"]
    unchanged = update(made, props)
    assert administrator(unchanged).info("server")["run_id"] == first
    changed = update(unchanged, props, "tcp-backlog 100\n")
    assert changed["admin_password"] == unchanged["admin_password"] == made["admin_password"]
    assert administrator(changed).config_get("tcp-backlog") == {"tcp-backlog": "100"}


def test_the_application_stays_let_in_over_updates(made: dict[str, Any], props: dict[str, Any]) -> None:
    CredentialProvider().create({**access(made), "password": "s3cret"})
    client(made, "default", "s3cret").lpush("celery", "message")
    changed = update(made, props, "tcp-backlog 100\n")
    assert administrator(changed).config_get("tcp-backlog") == {"tcp-backlog": "100"}
    assert client(changed, "default", "s3cret").llen("celery") == 1


def test_a_password_is_taken_back_also_when_redis_does_not_answer(made: dict[str, Any]) -> None:
    kept, gone = (CredentialProvider().create({**access(made), "password": word}).outs or {} for word in ("a", "b"))
    assert client(made, "default", "b").ping()
    Supervisor(made["state_dir"]).unload("shop")
    CredentialProvider().delete("", gone)
    Supervisor(made["state_dir"]).load("shop")
    assert until(lambda: listens("127.0.0.1", made["port"]), 20)
    assert client(made, "default", "a").ping()
    with pytest.raises(redis.AuthenticationError):
        client(made, "default", "b").ping()
    assert [CredentialProvider().read("shop", one).id for one in (kept, gone)] == ["shop", None]


def test_a_password_of_a_stack_whose_folder_is_gone_is_gone(tmp_path: Path) -> None:
    lost = {"user": ME, "state_dir": str(tmp_path), "name": "shop", "acl": str(tmp_path / "data/shop/users.acl")}
    with socket.create_server(("127.0.0.1", 0)) as unused:
        port = unused.getsockname()[1]
    server = {"bind": "127.0.0.1", "port": port, "admin_password": "a", "password": "b", "token": "t"}
    CredentialProvider().delete("shop", {**lost, **server})
    assert list(tmp_path.iterdir()) == []


def test_the_password_is_in_no_file(made: dict[str, Any]) -> None:
    folders = [Path(made["state_dir"], name) for name in SHARED_FOLDERS]
    files = [path for folder in folders for path in folder.rglob("*") if path.is_file()]
    assert {Path(made["acl"]), Path(made["argv"][1])} < set(files)
    assert not [path for path in files if made["admin_password"].encode() in path.read_bytes()]


def test_another_redis_draws_another_one(props: dict[str, Any]) -> None:
    def drawn() -> str:
        created = RedisProvider().create(props).outs or {}
        RedisProvider().delete("", created)
        return str(created["admin_password"])

    assert drawn() != drawn()
