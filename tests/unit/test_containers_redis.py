"""Redis in a container: what its command line says, and what a real Redis makes of it."""

import hashlib
import socket
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import redis as client

from celery_stack.targets.containers import redis
from celery_stack.targets.host.redis_config import find_server
from celery_stack.targets.host.wait import until

from .machines import ME

PASSWORDS = ["the-one-in-force", "the-one-before"]


def test_the_command() -> None:
    one, before = (f"#{hashlib.sha256(password.encode()).hexdigest()}" for password in PASSWORDS)
    assert redis.command(PASSWORDS, 6379, 256) == [
        *("redis-server", "--port", "6379", "--dir", "/data"),
        *("--appendonly", "yes", "--appendfsync", "everysec"),
        *("--maxmemory", "256mb", "--maxmemory-policy", "noeviction"),
        *("--tcp-keepalive", "60", "--loglevel", "warning"),
        *("--user", "default", one, before, "on", "~*", "&*", "+@all", "-@admin", "-@dangerous"),
    ]


def test_no_password_is_on_the_command_line() -> None:
    assert not [word for word in redis.command(PASSWORDS, 6379, 256) if set(PASSWORDS) & {word, word[1:]}]


def test_the_health_test_needs_neither_a_password_nor_a_shell() -> None:
    assert redis.health_test(6390) == ["CMD", "redis-cli", "-p", "6390", "ping"]


@pytest.fixture
def server(tmp_path: Path) -> Iterator[int]:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = int(free.getsockname()[1])
    words = redis.command(PASSWORDS, port, 64)
    words[0], words[words.index("--dir") + 1] = find_server("", ME)[0], str(tmp_path)
    process = subprocess.Popen([*words, "--bind", "127.0.0.1"], stdout=subprocess.DEVNULL)
    assert until(lambda: listens(port), 10)
    yield port
    process.terminate()
    process.wait()


def listens(port: int) -> bool:
    with socket.socket() as asked:
        return asked.connect_ex(("127.0.0.1", port)) == 0


def connected(port: int, **login: Any) -> client.Redis:
    return client.Redis(port=port, retry=None, **login)


def test_a_real_redis_lets_in_who_knows_one_of_the_passwords(server: int) -> None:
    for password in PASSWORDS:
        assert connected(server, password=password).set("key", "value")
    for stranger in ({}, {"password": "another"}, {"password": hashlib.sha256(PASSWORDS[0].encode()).hexdigest()}):
        with pytest.raises(client.AuthenticationError):
            connected(server, **stranger).get("key")


def test_a_real_redis_takes_no_administration_and_loses_nothing(server: int, tmp_path: Path) -> None:
    application = connected(server, password=PASSWORDS[0])
    for forbidden in ("CONFIG GET *", "ACL LIST", "FLUSHALL", "SHUTDOWN", "KEYS *"):
        with pytest.raises(client.exceptions.NoPermissionError):
            application.execute_command(*forbidden.split())
    assert application.eval("return redis.call('SET', KEYS[1], '1')", 1, "key")
    assert list(tmp_path.rglob("appendonly*"))
