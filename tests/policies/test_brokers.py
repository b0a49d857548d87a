"""Which Redis of several is the broker, and which beats are on one broker."""

import pytest

from facts.broker_url import address_of
from facts.brokers import is_broker
from facts.connection import Carrier, Connection
from facts.connections import of_text
from facts.redis import Redis
from facts.resource import Resource
from facts.stack import Stack
from facts.value import Known, Unknown

HERE = Resource("urn:pulumi:dev::shop::x:y:Command::machine", "x:y:Command", "machine")
LISTENING = (Known("127.0.0.1"),)
NAMES = frozenset({"localhost", "127.0.0.1"})


def server(port: float, **more: object) -> Redis:
    return Redis(HERE, port=Known(port), names=NAMES, **{"addresses": LISTENING, **more})  # type: ignore[arg-type]


def connection(url: str) -> Connection:
    [found] = of_text(HERE, Known(url, "env"), Carrier.FILE, is_broker=True)
    return found


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("redis://:x@127.0.0.1:6379/0", {6379.0}),
        ("redis://:x@localhost:6380", {6380.0}),
        ("redis://:x@localhost", {6379.0}),
        ("redis://:x@localhost:$(PORT)/0", {6379.0, 6380.0}),
        ("rediss://:x@localhost:6390", {6379.0, 6380.0}),
        ("sentinel://:x@localhost:26379", {6379.0, 6380.0}),
    ],
)
def test_servers_of_one_machine_are_told_apart_by_their_ports(url: str, expected: set[float]) -> None:
    both = [server(6379.0), server(6380.0)]
    stack = Stack((*both, connection(url)))
    assert {one.port.value for one in both if is_broker(one, stack) and isinstance(one.port, Known)} == expected


def test_a_containers_port_may_be_mapped_to_another() -> None:
    container = server(6379.0, addresses=())
    assert is_broker(container, Stack((container, connection("redis://:x@localhost:6400"))))


@pytest.mark.parametrize(
    ("url", "address"),
    [
        ("redis://u:hidden@Redis/0", "redis:6379"),
        ("rediss://redis:6380/2", "redis:6380/2"),
        ("amqp://guest:hidden@rabbit//", "rabbit:5672"),
        ("amqp://rabbit/shop", "rabbit:5672/shop"),
        ("redis://:$(PASSWORD)@redis:6379/0", "redis:6379"),
        ("redis://:hidden@$(REDIS_HOST):6379/0", None),
        ("redis://redis:$(REDIS_PORT)", None),
        ("redis://a;redis://b", None),
        ("redis:///0", None),
        ("redis://[", None),
    ],
)
def test_a_brokers_address_has_no_credentials_and_is_unknown_where_it_is_filled_in(
    url: str, address: str | None
) -> None:
    assert address_of(Known(url, "env")) == (
        Known(address, "env") if address else Unknown("env", "not the URL of one server")
    )
