"""What is a Redis on Docker, and what it is told by its command, its image and files."""

from typing import Any

import pytest
from docker_resources import DEFAULTS, REDIS
from pack_server import UNKNOWN, Pack, mandatory, names


def broken(inputs: dict[str, Any]) -> set[str]:
    return mandatory(Pack().resource(".Container", inputs, "cache"))


IMAGES = [
    ("redis", "requires"),
    ("redis:7-alpine", "requires"),
    ("registry.example:5000/library/redis@sha256:" + "0" * 64, "requires"),
    ("registry.example/mirror/library/redis:7", "requires"),
    ("valkey/valkey:8", "requires"),
    ("bitnami/redis:7.2", "requires"),
    ("shop/redis", ""),
    ("redis_exporter", None),
    ("registry.example/redis-commander", None),
    ("postgres", None),
]


@pytest.mark.parametrize(("image", "expected"), IMAGES)
def test_without_a_command_the_image_tells_whether_it_is_a_server(image: str, expected: str | None) -> None:
    found = broken({**DEFAULTS, "image": image})
    assert ("restart-always" in found) == (expected is not None)
    assert ("redis-requires-password" in found) == (expected == "requires")


@pytest.mark.parametrize(
    ("name", "is_said"),
    [("redis", True), ("shop-redis", True), ("wait-for-redis-cli", False), ("redis-exporter", False)],
)
def test_of_an_image_that_is_not_known_the_name_may_tell_what_it_is(name: str, is_said: bool) -> None:
    pack = Pack()
    found = [*pack.resource(".Container", {**DEFAULTS, "image": UNKNOWN}, name), *pack.stack()]
    assert not mandatory(found)
    assert any("redis-requires-password" in diagnostic.message for diagnostic in found) == is_said


@pytest.mark.parametrize(
    ("env", "expected"),
    [
        ("REDIS_PASSWORD=a word", set()),
        ("REDIS_PASSWORD_FILE=/run/secrets/redis", set()),
        ("ALLOW_EMPTY_PASSWORD=yes", {"redis-no-empty-password"}),
        ("ALLOW_EMPTY_PASSWORD=no", {"redis-requires-password"}),
        (UNKNOWN, set()),
    ],
)
def test_some_images_take_the_password_from_their_environment(env: str, expected: set[str]) -> None:
    inputs = {**REDIS, "image": "bitnami/redis", "command": None, "envs": [env]}
    assert broken(inputs) == expected


def test_the_name_of_a_file_is_no_password() -> None:
    inputs = {**REDIS, "image": "bitnami/redis:7.2", "command": None, "envs": ["REDIS_PASSWORD_FILE=/r"]}
    assert names(Pack().resource(".Container", inputs)) == {"redis-never-evicts-unset"}


@pytest.mark.parametrize(
    ("image", "variable", "expected"),
    [
        ("redis/redis-stack", "REDIS_ARGS", set()),
        ("valkey/valkey", "VALKEY_EXTRA_FLAGS", set()),
        ("bitnami/redis", "REDIS_EXTRA_FLAGS", set()),
        (UNKNOWN, "REDIS_ARGS", set()),
        ("redis", "REDIS_ARGS", {"redis-requires-password"}),
    ],
)
def test_some_images_take_arguments_from_their_environment(image: str, variable: str, expected: set[str]) -> None:
    inputs = {**REDIS, "image": image, "command": None, "envs": [f"{variable}=--requirepass hidden-and-long"]}
    assert broken(inputs) == expected


def test_the_official_image_does_not_read_a_password_from_its_environment() -> None:
    assert broken({**REDIS, "command": None, "envs": ["REDIS_PASSWORD=hidden-and-long"]}) == {"redis-requires-password"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("# requirepass x\nport 6379", {"redis-requires-password"}),
        ("requirepass hidden-and-long", set()),
        ('requirepass ""', {"redis-no-empty-password"}),
        ("bind 127.0.0.1 -::1", set()),
        ("include /more.conf", set()),
    ],
)
def test_a_configuration_that_is_put_into_the_container_is_read(text: str, expected: set[str]) -> None:
    upload = {"file": "/redis.conf", "content": text}
    assert broken({**REDIS, "command": ["redis-server", "/redis.conf"], "uploads": [upload]}) == expected


def test_a_configuration_that_cannot_be_seen_is_said() -> None:
    pack = Pack()
    pack.resource(".Container", {**REDIS, "command": ["redis-server", "/redis.conf"]}, "cache")
    [unread] = pack.stack()
    assert "cache: command[1] is a file that cannot be seen" in unread.message


@pytest.mark.parametrize("command", [["sh", "/start.sh"], ["sh", "-c", "$START"], ["/start.sh"], UNKNOWN])
def test_a_server_behind_a_script_is_judged_for_what_its_platform_does(command: Any) -> None:
    pack, inputs = Pack(), {**REDIS, "command": command, "ports": [{"internal": 6379}], "restart": "no"}
    assert mandatory(pack.resource(".Container", inputs, "cache")) == {"redis-not-published", "restart-always"}
    assert "password: cache: command" in "".join(one.message for one in pack.stack())
