"""A Redis that was made elsewhere: by its parts, or by a URL that never appears."""

from typing import Any

import pytest
from pack_server import UNKNOWN, Pack, names, secret

WORKER = {"app": {"module": "shop"}, "target": {"host": {}}}


def broken(reference: dict[str, Any]) -> set[str]:
    return names(Pack().resource("Worker", {**WORKER, "broker": reference}))


@pytest.mark.parametrize(
    "reference",
    [
        {"host": "redis.internal", "password": secret("3f9a6c1e8b7d4025")},
        {"host": "redis.internal", "password": UNKNOWN},
        {"url": secret("rediss://shop:p%40ss3f9a6c1e8b7d4025@redis.internal:6380?ssl_cert_reqs=required")},
        {"url": UNKNOWN},
        {"url": secret("rediss://shop:p%40ss3f9a6c1e8b7d4025@redis.internal:6380")},
        {"host": "127.0.0.1"},
        {"url": "redis://localhost:6379"},
    ],
)
def test_with_a_password_or_on_this_machine_it_passes(reference: dict[str, Any]) -> None:
    assert broken(reference) == set()


def test_without_a_password_it_is_stopped() -> None:
    assert broken({"host": "redis.internal"}) == {"redis-requires-password"}
    assert broken({"url": "redis://shop@redis.internal:6379"}) == {"broker-url-has-credentials"}


def test_with_an_empty_password_it_is_stopped() -> None:
    assert broken({"host": "r", "password": ""}) == {"redis-no-empty-password"}
    empty = {"redis-no-empty-password", "broker-url-has-credentials"}
    assert broken({"url": secret("redis://shop:@redis.internal")}) == empty


def test_a_stack_names_its_own_argument() -> None:
    inputs = {**WORKER, "existing_broker": {"url": "redis://redis.internal"}, "workers": {"a": {}}}
    [finding] = Pack().resource("CeleryStack", inputs)
    assert "existing_broker.url" in finding.message


def test_a_url_that_cannot_be_parsed_is_said_to_be_unread() -> None:
    pack = Pack()
    assert names(pack.resource("Worker", {**WORKER, "broker": {"url": "redis://[half"}})) == set()
    [unread] = pack.stack()
    assert "broker.url is not a URL" in unread.message
    assert "[half" not in unread.message
