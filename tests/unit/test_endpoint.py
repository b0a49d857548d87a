"""The URL of an Endpoint means the same to redis-py and to kombu, whatever the password is."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from kombu.utils.url import parse_url as parsed_by_kombu
from redis.connection import parse_url as parsed_by_redis

from celery_stack.process import Endpoint

from .recording import is_secret, value_of

ODD = "p@ss:w/o#r?d%&+ é\"' \\$"


@pytest.mark.parametrize(
    ("endpoint", "url"),
    [
        (Endpoint("redis", 6379), "redis://default@redis:6379/1"),
        (Endpoint("redis", 6379, "s3cret"), "redis://default:s3cret@redis:6379/1"),
        (Endpoint("redis", 6379, "a b", "shop"), "redis://shop:a%20b@redis:6379/1"),
        (Endpoint("redis", 6379.0, "p", tls=True), "rediss://default:p@redis:6379/1?ssl_cert_reqs=required"),
        (Endpoint("::1", 6379, "p"), "redis://default:p@[::1]:6379/1"),
    ],
)
def test_the_url_of_a_database(endpoint: Endpoint, url: str) -> None:
    assert value_of(endpoint.url(1)) == url


def test_a_url_with_the_password_is_secret_and_one_without_it_is_not() -> None:
    endpoint = Endpoint("redis", 6379, ODD)
    assert is_secret(endpoint.url(0))
    assert not is_secret(endpoint.url(0, credentials=False))
    assert value_of(endpoint.url(0, credentials=False)) == "redis://default@redis:6379/0"


def wanted(host: str, user: str, password: str) -> dict[str, Any]:
    return {"host": host, "port": 6390, "username": user, "password": password}


@given(user=st.text(min_size=1), password=st.text(min_size=1), host=st.sampled_from(["redis", "10.0.0.5", "::1"]))
def test_redis_py_reads_the_same_parts(user: str, password: str, host: str) -> None:
    url = value_of(Endpoint(host, 6390, password, user).url(1))
    assert parsed_by_redis(url) == {**wanted(host, user, password), "db": 1}


@given(user=st.text(min_size=1), password=st.text(min_size=1), host=st.sampled_from(["redis", "10.0.0.5", "::1"]))
def test_kombu_reads_the_same_parts(user: str, password: str, host: str) -> None:
    found = parsed_by_kombu(value_of(Endpoint(host, 6390, password, user).url(0)))
    assert (found["hostname"], found["port"], found["userid"], found["password"]) == (host, 6390, user, password)
    assert (found["transport"], found["virtual_host"]) == ("redis", "0")


def test_an_odd_password_is_read_by_both() -> None:
    url = value_of(Endpoint("redis", 6390, ODD).url(0))
    assert parsed_by_redis(url)["password"] == parsed_by_kombu(url)["password"] == ODD
