"""A Redis URL of the user's is taken apart, or refused without a word of it in the message."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from celery_stack.broker import endpoint, parse_url
from celery_stack.errors import InvalidArgumentError
from celery_stack.process import Endpoint

from .recording import is_secret, value_of

DEFAULTS = {"host": "redis", "port": 6379, "user": "default", "password": "", "tls": False}


@pytest.mark.parametrize(
    ("url", "parts"),
    [
        ("redis://redis", {}),
        ("redis://redis/", {}),
        ("redis://redis/0", {}),
        ("redis://redis:6390", {"port": 6390}),
        ("rediss://redis", {"tls": True}),
        ("rediss://redis?ssl_cert_reqs=required", {"tls": True}),
        ("redis://:s3cret@redis", {"password": "s3cret"}),
        ("redis://shop:s3cret@redis", {"user": "shop", "password": "s3cret"}),
        ("redis://:p%40ss%3A%2F%23%25@redis", {"password": "p@ss:/#%"}),
        ("redis://:a+b%20c@redis", {"password": "a+b c"}),
        ("redis://:%C3%A9%22%27%5C%24@redis", {"password": "é\"'\\$"}),
        ("redis://a%40b:c@redis", {"user": "a@b", "password": "c"}),
        ("redis://[::1]:6390", {"host": "::1", "port": 6390}),
        ("redis://10.0.0.5:6390/0", {"host": "10.0.0.5", "port": 6390}),
    ],
)
def test_a_url_has_these_parts(url: str, parts: dict[str, Any]) -> None:
    assert parse_url(url) == {**DEFAULTS, **parts}


@pytest.mark.parametrize(
    ("url", "says"),
    [
        ("50141", "scheme"),
        ("http://:50141@redis", "scheme 'http'"),
        ("amqp://guest:50141@rabbit", "scheme 'amqp'"),
        ("redis://", "names no host"),
        ("redis://:50141@", "names no host"),
        ("redis://:50141@redis/7", "leave the database out"),
        ("redis://:50141@redis?db=7", "options"),
        ("rediss://:50141@redis?ssl_cert_reqs=none", "ssl_cert_reqs=required"),
        ("redis://:50141@redis:70000", "port"),
        ("redis://:50141@redis:port", "port"),
        ("redis://:50141@[::1", "broker.url"),
    ],
)
def test_what_celery_could_not_use_is_refused(url: str, says: str) -> None:
    with pytest.raises(InvalidArgumentError, match=says) as refused:
        parse_url(url)
    assert "50141" not in str(refused.value)


@pytest.mark.parametrize("url", ["redis://a:{}/50141@redis", "redis://a:{}#50141@redis", "redis://a:{}?50141@redis"])
@pytest.mark.parametrize("start", ["1", "x"])
def test_a_password_that_is_not_quoted_is_refused_and_no_part_of_it_shown(url: str, start: str) -> None:
    with pytest.raises(InvalidArgumentError) as refused:
        parse_url(url.format(start))
    assert "50141" not in str(refused.value)


@given(
    user=st.text(min_size=1),
    password=st.text(),
    port=st.integers(1, 65_535),
    host=st.sampled_from(["redis", "10.0.0.5", "::1"]),
    tls=st.booleans(),
)
def test_every_url_of_ours_is_understood_again(user: str, password: str, port: int, host: str, tls: bool) -> None:
    url = value_of(Endpoint(host, port, password, user, tls).url(0))
    assert parse_url(url) == {"host": host, "port": port, "user": user, "password": password, "tls": tls}


def test_a_reference_by_url_keeps_its_password_secret_and_the_rest_readable() -> None:
    found = endpoint({"url": "rediss://shop:s3cret@redis:6390"})
    parts = (found.host, found.port, found.user, found.tls, found.password)
    assert [value_of(part) for part in parts] == ["redis", 6390, "shop", True, "s3cret"]
    assert [is_secret(part) for part in parts] == [False, False, False, False, True]


def test_a_reference_by_parts_has_the_documented_defaults() -> None:
    assert endpoint({"host": "redis"}) == Endpoint("redis", 6379, "", "default", False)
    assert endpoint({"host": "h", "port": 1, "user": "u", "password": "p", "tls": True}) == Endpoint(
        "h", 1, "p", "u", True
    )


@pytest.mark.parametrize("ref", [{}, {"port": 6379}, {"url": "redis://:50141@h", "host": "h"}])
def test_a_reference_is_by_url_or_by_host(ref: Any) -> None:
    with pytest.raises(InvalidArgumentError) as refused:
        endpoint(ref)
    assert str(refused.value) == "broker must have either `url` or `host`, one of the two"
