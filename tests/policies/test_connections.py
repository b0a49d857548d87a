"""Rules about URLs and passwords, by what stands in an environment."""

from typing import Any

import pytest

from facts.connection import Carrier, Connection
from facts.connections import in_environment, of_text, secrets
from facts.resource import Resource
from facts.value import Known, Unknown
from pack.verdict import Finding
from rules import discover

RULES = {rule.name: rule for rule in discover()}
HERE = Resource("urn:pulumi:dev::shop::x:y:Container::one", "x:y:Container", "one")
CREDENTIALS, VERIFIES, ABSENT = (
    "broker-url-has-credentials",
    "rediss-verifies-certificates",
    "rediss-verifies-certificates-absent",
)
PLAIN, PLAIN_DOCKER = "broker-secret-not-in-plain-env", "broker-secret-not-in-plain-env-docker"
WEAK, COMMON, EMPTY = "redis-password-strength", "redis-password-strength-default", "redis-no-empty-password"
STRONG = "3f9a6c1e8b7d4025"


def broken(text: str, carrier: Carrier = Carrier.FILE, name: str = "CELERY_BROKER_URL") -> set[str]:
    variables = {name: Known(text, "env")}
    given: list[Any] = [*in_environment(HERE, variables, carrier), *secrets(HERE, variables, carrier)]
    found = [(rule.name, rule(one, {})) for rule in RULES.values() for one in given if isinstance(one, rule.on)]
    return {name for name, verdicts in found if any(isinstance(verdict, Finding) for verdict in verdicts)}


@pytest.mark.parametrize(
    "url",
    [
        f"redis://:{STRONG}@redis:6379/0",
        f"rediss://u:{STRONG}@redis/0?ssl_cert_reqs=required",
        f"rediss://u:{STRONG}@redis/0?ssl_cert_reqs=CERT_REQUIRED",
        f"redis://redis/0?password={STRONG}",
        "redis://localhost:6379/0",
        "redis://127.0.0.1",
        "redis://[::1]:6379",
        "redis:///0",
        "redis+socket:///run/redis.sock",
        "redis://redis/0?credential_provider=shop.Provider",
        f"sentinel://:{STRONG}@a:26379;sentinel://:{STRONG}@b:26379",
        f"amqp://shop:{STRONG}@rabbit//",
        "amqp://rabbit//",
        "amqp://guest:guest@localhost//",
        f"amqp://guest:{STRONG}@rabbit//",
        "amqp://guest:$(PASSWORD)@rabbit//",
        "redis://$(CREDENTIALS)@redis:6379/0",
        "redis://:$(REDIS_PASSWORD)@redis:6379/0",
        "redis://:${REDIS_PASSWORD}@redis:6379/0",
        "redis://:$REDIS_PASSWORD@$(REDIS_HOST):$(REDIS_PORT)/0",
        "$(BROKER)",
        "sqs://",
        "memory://",
        "db+postgresql://u@h/d",
        "rpc://",
        "",
        "no URL at all",
    ],
)
def test_a_sound_url_breaks_no_rule(url: str) -> None:
    assert broken(url) == set()


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("redis://redis:6379/0", {CREDENTIALS}),
        ("redis://redis", {CREDENTIALS}),
        ('"redis://redis"', {CREDENTIALS}),
        ("REDIS://redis", {CREDENTIALS}),
        ("redis://user@redis/0", {CREDENTIALS}),
        ("redis://$(REDIS_HOST):6379/0", {CREDENTIALS}),
        ("redis://${REDIS_HOST}:${REDIS_PORT}/0", {CREDENTIALS}),
        ("redis://:@redis/0", {CREDENTIALS, EMPTY}),
        ("rediss://redis:6380/0?ssl_cert_reqs=required", {CREDENTIALS}),
        ("sentinel://a:26379;sentinel://b:26379", {CREDENTIALS}),
        (f"redis://:{STRONG}@a;redis://b", {CREDENTIALS}),
        ("amqp://guest:guest@rabbit//", {CREDENTIALS}),
        ("amqp://guest@rabbit//", {CREDENTIALS}),
        (f"rediss://:{STRONG}@redis/0?ssl_cert_reqs=none", {VERIFIES}),
        (f"rediss://:{STRONG}@redis/0?ssl_cert_reqs=CERT_NONE", {VERIFIES}),
        (f"rediss://:{STRONG}@redis/0", {ABSENT}),
        ("redis://:3f9a6c1e@redis/0", {WEAK}),
        ("redis://:changeme@redis/0", {WEAK, COMMON}),
    ],
)
def test_a_fault_in_a_url_is_found(url: str, expected: set[str]) -> None:
    assert broken(url) == expected


@pytest.mark.parametrize(
    ("name", "is_one"),
    [
        ("CELERY_BROKER_URL", True),
        ("CELERY_RESULT_BACKEND", True),
        ("CELERY_BROKER_READ_URL", True),
        ("BROKER_WRITE_URL", True),
        ("BROKER_URL", True),
        ("RESULT_BACKEND", True),
        ("SHOP_CELERY_BROKER_URL", True),
        ("CELERY_BROKER", True),
        ("CACHE_URL", False),
        ("REDIS_URL", False),
    ],
)
def test_celerys_own_variables_are_known_by_their_names(name: str, is_one: bool) -> None:
    assert (CREDENTIALS in broken("redis://redis/0", name=name)) == is_one


@pytest.mark.parametrize("name", ["CELERY_BROKER_URL", "REDIS_URL", "CACHE_LOCATION_URL"])
@pytest.mark.parametrize("url", [f"redis://:{STRONG}@h/0", f"rediss://u:{STRONG}@h/0?ssl_cert_reqs=required"])
def test_a_password_in_clear_is_worse_where_the_platform_has_secrets(name: str, url: str) -> None:
    assert broken(url, Carrier.REFERABLE, name) == {PLAIN}
    assert broken(url, Carrier.PLAIN, name) == {PLAIN_DOCKER}
    assert broken(url, Carrier.FILE, name) == set()


@pytest.mark.parametrize("name", ["REDIS_PASSWORD", "CELERY_BROKER_PASSWORD", "REDISCLI_AUTH", "VALKEY_PASSWORD"])
def test_a_password_alone_is_one_too(name: str) -> None:
    assert broken(STRONG, Carrier.REFERABLE, name) == {PLAIN}
    assert broken("$(FROM_A_SECRET)", Carrier.REFERABLE, name) == set()


@pytest.mark.parametrize("name", ["REDIS_PASSWORD_FILE", "REDIS_HOST", "POSTGRES_PASSWORD", "DJANGO_SECRET_KEY"])
def test_other_variables_are_none_of_this_packs_business(name: str) -> None:
    assert broken("/run/secrets/x", Carrier.REFERABLE, name) == set()


def test_a_url_that_is_not_known_yet_is_said_and_not_judged() -> None:
    [connection] = of_text(HERE, Unknown("env", "kept in a secret"), Carrier.REFERABLE, is_broker=True)
    assert isinstance(connection, Connection)
    verdicts = [
        verdict for rule in RULES.values() if isinstance(connection, rule.on) for verdict in rule(connection, {})
    ]
    assert verdicts
    assert not [verdict for verdict in verdicts if isinstance(verdict, Finding)]


@pytest.mark.parametrize(
    "text", ["redis://[", "redis://h:port/", "redis://:%zz@h", "://", "redis://h:99999", "\ud800", ";;"]
)
def test_no_text_is_too_broken(text: str) -> None:
    broken(text)
