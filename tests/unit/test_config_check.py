"""Arguments are checked strictly, errors name the path, and a secret's value is never in one."""

import asyncio
from typing import Any

import pulumi
import pytest

from celery_stack import BrokerArgs, CeleryStackArgs, TargetArgs
from celery_stack.config import check
from celery_stack.errors import InvalidArgumentError
from celery_stack.targets import TARGETS

from .recording import is_secret, value_of

APP = {"module": "shop"}
STACK: dict[str, Any] = {"app": APP, "target": {"host": {}}}
REGISTRY = "shop.target.docker.registries[0]"


def refusal(value: Any, wanted: Any = CeleryStackArgs) -> str:
    with pytest.raises(InvalidArgumentError) as refused:
        check(value, wanted, "shop")
    return str(refused.value)


def registry(**login: Any) -> dict[str, Any]:
    return {"target": {"docker": {"registries": [login]}}}


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"wokers": {}}, "shop.wokers is not known; did you mean 'workers'?"),
        ({"workers": {"mail": {"queue": []}}}, "shop.workers.mail.queue is not known; did you mean 'queues'?"),
        ({"target": {"host": {"usr": "x"}}}, "shop.target.host.usr is not known; did you mean 'user'?"),
        ({"target": {"zzz": {}}}, f"shop.target.zzz is not known; known: {', '.join(sorted(TARGETS))}"),
        ({"target": {"docker": {"image": "x"}}}, "shop.target.docker.image is not known; did you mean 'redis_image'?"),
        (
            {"target": {"docker": {"networks": ""}}},
            "shop.target.docker.networks is '' (str); it must be a list, each a text",
        ),
        ({"target": {"docker": {"cpus": 0.5}}}, "shop.target.docker.cpus is 0.5 (float); it must be a text"),
        ({"target": {"docker": {"log": {"driver": 1}}}}, "shop.target.docker.log.driver is 1 (int); it must be a text"),
        (registry(address="r", username="u"), f"{REGISTRY}.password is missing; it must be a text"),
        (registry(adress="r"), f"{REGISTRY}.adress is not known; did you mean 'address'?"),
        ({"app": {}}, "shop.app.module is missing; it must be a text"),
        ({"web": {"port": "80"}}, "shop.web.port is '80' (str); it must be a whole number"),
        ({"web": {"port": True}}, "shop.web.port is True (bool); it must be a whole number"),
        ({"web": {"port": 80.0}}, "shop.web.port is 80.0 (float); it must be a whole number"),
        ({"web": {"command": "sh"}}, "shop.web.command is 'sh' (str); it must be a list, each a text"),
        ({"web": {"command": ["a", 1]}}, "shop.web.command[1] is 1 (int); it must be a text"),
        ({"app": {**APP, "runtime": "no"}}, "shop.app.runtime is 'no' (str); it must be true or false"),
        ({"app": {**APP, "env": {"A": 1}}}, "shop.app.env.A is 1 (int); it must be a text"),
    ],
)
def test_what_is_wrong_is_named_by_its_path(changes: dict[str, Any], message: str) -> None:
    assert refusal({**STACK, **changes}) == message


@pytest.mark.parametrize(("key", "value"), [("web", 5), ("workers", ["mail"]), ("beat", None)])
def test_what_should_be_a_mapping_is_told_by_its_type(key: str, value: Any) -> None:
    message = refusal({**STACK, key: value})
    assert message.startswith(f"shop.{key} is ")
    assert type(value).__name__ in message
    assert message.endswith("; it must be a mapping")


def test_a_missing_key_is_named() -> None:
    assert refusal({"app": APP}) == "shop.target is missing; it must be a mapping"


@pytest.mark.parametrize(
    "changes",
    [
        {"broker": {"password": 50141}},
        {"broker": {"password": ["50141"]}},
        {"broker": {"pasword": "50141"}},
        {"broker": [{"password": "50141"}]},
        {"existing_broker": {"url": 50141}},
        {"existing_broker": "redis://:50141@redis"},
        {"app": {**APP, "secrets": {"KEY": 50141}}},
        {"app": {**APP, "secrets": ["50141"]}},
        {"app": [{"secrets": {"KEY": "50141"}}]},
        registry(address="r", username="u", password=50141),
        registry(address="r", username="u", pasword="50141"),
        registry(address="r", password="50141"),
    ],
)
def test_a_secret_is_in_no_error(changes: dict[str, Any]) -> None:
    assert "50141" not in refusal({**STACK, **changes})


def test_what_is_right_comes_back_as_it_was() -> None:
    right = {
        "app": {**APP, "env": {"A": "1"}, "settings": {"beat_schedule": {"a": {"schedule": 1.5}}}, "longest_task": 5},
        "target": {"host": {"user": "nobody"}},
        "web": {"wsgi": "shop.wsgi:application", "command": ["a", "b"]},
        "workers": {"mail": {"queues": ["mail"], "concurrency": 1}, "rest": {}},
    }
    assert check(right, CeleryStackArgs, "shop") == right


def test_the_arguments_of_the_caller_are_not_changed() -> None:
    given = {"password": "50141"}
    assert check(given, BrokerArgs, "broker") is not given
    assert given == {"password": "50141"}


def test_secrets_are_sealed() -> None:
    broker = check({"password": "50141", "port": 6390}, BrokerArgs, "broker")
    app = check({"app": {**APP, "secrets": {"KEY": "s"}, "env": {"A": "1"}}, "target": {}}, CeleryStackArgs, "s")["app"]
    assert is_secret(broker["password"])
    assert is_secret(app["secrets"]["KEY"])
    assert value_of(broker["password"]) == "50141"
    assert (broker["port"], app["env"]) == (6390, {"A": "1"})
    given = registry(address="r", username="u", password="s")
    [login] = check({**STACK, **given}, CeleryStackArgs, "s")["target"]["docker"]["registries"]
    assert (is_secret(login["password"]), login["username"]) == (True, "u")


def test_an_input_may_be_known_later() -> None:
    loop = asyncio.new_event_loop()
    later = loop.create_future()
    output = pulumi.Output.from_input("x")
    ready = {"host": {"place": {"ready": [output]}}}
    assert check(ready, TargetArgs, "target")["host"]["place"]["ready"][0] is output
    app = {**APP, "env": {"A": output, "B": later}}
    assert check({**STACK, "app": app}, CeleryStackArgs, "s")["app"]["env"] == {"A": output, "B": later}
    loop.close()


@pytest.mark.parametrize("key", ["port", "bind"])
def test_what_decides_on_resources_must_be_known_now(key: str) -> None:
    """An Output there would end in a command line as its description."""
    message = refusal({**STACK, "web": {key: pulumi.Output.from_input("x")}})
    assert message.startswith(f"shop.web.{key} is ")
