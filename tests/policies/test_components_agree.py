"""What the pack believes of the components is what they are: their arguments, defaults and limits."""

from typing import Any, Required, get_args, get_origin, is_typeddict

import pytest
from celery_stack import checklist
from celery_stack.app import settings
from celery_stack.process import Endpoint, Process
from celery_stack.stack import CeleryStackArgs
from celery_stack.targets import TARGETS
from celery_stack.targets.containers import args as containers
from celery_stack.targets.containers import command, labels, redis
from rule_cases import CASES
from unit.recording import value_of

from facts.addresses import WILDCARDS, is_loopback
from facts.celery_settings import SERIALIZERS
from facts.command import detect
from facts.command.redis import password, read
from facts.container import ROLE_LABELS
from facts.families import components
from facts.families.components import PLACES, Place
from facts.value import Known, Password
from rules.celery_json_only import SAFE

READ = {case.path for case in CASES} | {
    "app.env",
    "app.image",
    "app.longest_task",
    "app.module",
    "existing_broker.host",
    "existing_broker.password",
    "existing_broker.url",
    "web.command",
    *(f"target.{kind}.user" for kind in PLACES),
    *(f"target.{kind}.log.driver" for kind, place in PLACES.items() if place.log_driver),
    *(f"{role}.{part}" for role in ("web", "workers.any", "beat") for part in ("app", "target", "broker")),
}


def argument(path: str) -> Any:
    """The type of the argument at `path`; KeyError where the components have none."""
    found: Any = CeleryStackArgs
    for key in path.split("."):
        if get_origin(found) is Required:
            [found] = get_args(found)
        if is_typeddict(found):
            found = found.__annotations__[key]
        elif get_origin(found) is dict:
            found = get_args(found)[1]
        else:
            raise KeyError(path)
    return found


@pytest.mark.parametrize("path", sorted(READ))
def test_an_argument_that_the_pack_reads_exists(path: str) -> None:
    assert argument(path)


def test_a_path_that_does_not_exist_is_noticed() -> None:
    with pytest.raises(KeyError):
        argument("web.helth_path")


def test_the_defaults_are_the_components_own() -> None:
    enforced = settings({"module": "shop"})
    assert enforced["result_expires"] == components.RESULT_EXPIRES_SECONDS
    assert enforced["broker_pool_limit"] == components.POOL_LIMITS["worker"] == components.POOL_LIMITS["beat"]
    assert settings({"module": "shop"}, checklist.WEB_SETTINGS)["broker_pool_limit"] == components.POOL_LIMITS["web"]
    assert {enforced[name] for name in SERIALIZERS if isinstance(enforced.get(name), str)} == {"json"}
    assert checklist.STOP_GRACE_SECONDS == components.STOP_GRACE_SECONDS
    assert checklist.LONGEST_TASK_SECONDS == components.LONGEST_TASK_SECONDS
    assert (checklist.LOG_LEVEL, checklist.HEALTH_PATH) == (components.LOG_LEVEL, components.HEALTH_PATH)
    assert checklist.EVICTION == components.EVICTION


def test_over_tls_certificates_are_verified() -> None:
    assert f"ssl_cert_reqs={components.CERTIFICATES}" in value_of(Endpoint("redis", 6380, tls=True).url(0))


def test_the_places_are_the_components_own() -> None:
    in_containers = Place(containers.USER, log_driver=containers.LOG_DRIVER, tests_health=True)
    assert {
        "host": Place(checklist.UNPRIVILEGED_USER, bind=checklist.LOOPBACK),
        "docker": in_containers,
        "swarm": in_containers,
    } == PLACES
    assert PLACES.keys() == TARGETS.keys()


def test_what_a_container_of_a_component_says_is_read() -> None:
    said = labels.labels("shop-beat", "beat")
    assert set(ROLE_LABELS) & said.keys()
    beat = Process("beat", ("celery", "-A", "shop", "beat"), secrets={"KEY": "hidden"})
    started = detect([Known(word) for word in command.command(beat)])
    assert command.command(beat)[0] != "celery"
    assert started.roles == Known(frozenset({"beat"}))


def test_the_redis_of_a_component_is_seen_to_have_a_password() -> None:
    words = [Known(word) for word in redis.command(["a password"], redis.PORT, 256)]
    arguments = detect(words).redis
    assert arguments
    assert password(read(arguments, {}), arguments, "") == Known(Password(None))


def test_the_limits_are_the_components_own() -> None:
    assert set(checklist.SETTINGS["accept_content"]) <= SAFE
    assert all(checklist.is_wildcard(address) for address in WILDCARDS)
    assert all(checklist.is_loopback(address) == is_loopback(address) for address in ("127.0.0.9", "::1", "10.0.0.1"))
