"""What the places with containers take, and what they refuse."""

from typing import Any

import pytest

from celery_stack.errors import InvalidArgumentError
from celery_stack.targets.containers.args import LOG_OPTIONS, USER, log_options, memory_of, refuse_name, refuse_root


@pytest.mark.parametrize(
    "user",
    [
        *("", ":", ":1000", "root", "root:1000", "0", "0:0", "0:1000", "00", "000:0", "1:0", "app:0", "1000:root"),
        *("+0", "-0", "+0:1000", " 0", "0 ", " root", "root ", " ", "0x0", "1e3", "\N{FULLWIDTH DIGIT ONE}"),
    ],
)
def test_root_is_refused_however_it_is_spelled(user: str) -> None:
    with pytest.raises(InvalidArgumentError) as refused:
        refuse_root(user, "target.docker.user")
    assert str(refused.value) == f"target.docker.user is {user!r}; it must be unprivileged, for example {USER!r}"


@pytest.mark.parametrize("user", [USER, "1", "1000", "010:1", "redis", "www-data", "_app:staff", "rooty"])
def test_who_is_not_root_is_taken(user: str) -> None:
    refuse_root(user, "target.docker.user")


@pytest.mark.parametrize("name", ["shop", "Shop-1", "1", "a..b", "shop_", "a.b-c_d"])
def test_a_name_that_an_engine_takes_is_taken(name: str) -> None:
    refuse_name(name)


@pytest.mark.parametrize(
    "name",
    [
        "",
        "-shop",
        ".shop",
        "_shop",
        "my shop",
        "shop/web",
        "shop:1",
        "café",
        "shop\n",
    ],
)
def test_a_name_that_no_engine_takes_is_refused(name: str) -> None:
    with pytest.raises(InvalidArgumentError) as refused:
        refuse_name(name)
    wanted = "is no name for an engine; use letters, digits, `_`, `.` and `-`"
    assert str(refused.value) == f"the name {name!r} {wanted}"


@pytest.mark.parametrize(
    ("log", "driver", "options"),
    [
        ({}, "json-file", LOG_OPTIONS),
        ({"driver": "json-file"}, "json-file", LOG_OPTIONS),
        ({"options": {"max-size": "1m"}}, "json-file", {"max-size": "1m"}),
        ({"driver": "journald"}, "journald", {}),
        ({"driver": "gelf", "options": {"gelf-address": "udp://x:1"}}, "gelf", {"gelf-address": "udp://x:1"}),
    ],
)
def test_output_goes_where_it_is_told_and_fills_no_disk(log: Any, driver: str, options: dict[str, str]) -> None:
    assert log_options(log) == (driver, options)
    assert {"max-size", "max-file"} <= set(LOG_OPTIONS)


def test_memory_is_that_of_the_name_then_of_the_role_then_of_all() -> None:
    differing = {"worker": 300, "shop-worker-mail": 200}
    assert memory_of("shop-worker-mail", "worker", 512, differing) == 200
    assert memory_of("shop-worker-rest", "worker", 512, differing) == 300
    assert memory_of("shop-web", "web", 512, differing) == 512
