"""The stack's configuration becomes arguments."""

import json
from typing import Any

import pytest

from celery_stack import CeleryStack, CeleryStackArgs
from celery_stack.config import read
from celery_stack.errors import InvalidArgumentError

from .recording import Secret, clear, is_secret, record, value_of


@pytest.fixture
def configure(monkeypatch: pytest.MonkeyPatch) -> Any:
    def set_config(**values: Any) -> None:
        texts = {f"celery-stack:{key}": json.dumps(value) for key, value in values.items()}
        others = {"aws:region": "eu-west-1", "celery-stacked:app": "{}"}
        monkeypatch.setenv("PULUMI_CONFIG", json.dumps({**texts, **others}))

    return set_config


def test_only_the_namespace_is_read(configure: Any) -> None:
    configure(app={"module": "shop"}, target={"host": {}}, web={"wsgi": "shop:app", "port": 8001})
    assert read(CeleryStackArgs) == {
        "app": {"module": "shop"},
        "target": {"host": {}},
        "web": {"wsgi": "shop:app", "port": 8001},
    }


def test_a_password_is_sealed(configure: Any) -> None:
    configure(app={"module": "shop"}, target={"host": {}}, broker={"password": '12 "%'})
    password = read(CeleryStackArgs)["broker"]["password"]
    assert is_secret(password)
    assert value_of(password) == '12 "%'


def test_what_may_be_secret_in_the_environment_is_sealed(configure: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    configure(app={"module": "shop", "env": {"TOKEN": "50141"}}, target={"host": {}})
    assert read(CeleryStackArgs)["app"]["env"] == {"TOKEN": "50141"}
    monkeypatch.setenv("PULUMI_CONFIG_SECRET_KEYS", json.dumps(["celery-stack:app"]))
    token = read(CeleryStackArgs)["app"]["env"]["TOKEN"]
    assert (is_secret(token), value_of(token)) == (True, "50141")


def test_a_number_that_may_be_secret_is_a_sealed_text(configure: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    configure(app={"module": "shop", "env": {"PIN": 50141}}, target={"host": {}})
    monkeypatch.setenv("PULUMI_CONFIG_SECRET_KEYS", json.dumps(["celery-stack:app"]))
    pin = read(CeleryStackArgs)["app"]["env"]["PIN"]
    assert (is_secret(pin), value_of(pin)) == (True, "50141")


def test_nothing_of_a_secret_environment_is_in_clear(
    configure: Any, app: Any, target: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    configure(
        app={**app, "env": {"TOKEN": "50141-t"}}, target=target, web={"wsgi": "shop:app"}, beat={}, workers={"a": {}}
    )
    monkeypatch.setenv("PULUMI_CONFIG_SECRET_KEYS", json.dumps(["celery-stack:app"]))
    made = record(lambda: CeleryStack("shop", read(CeleryStackArgs)) and None)
    assert [one.inputs["env"]["TOKEN"] for one in made.of("Program")] == [Secret("50141-t")] * 3
    assert not [one.name for one in made.made.values() if "50141-t" in clear(one.inputs) + clear(one.outputs)]


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"wbe": {}}, "celery-stack:wbe is not known; did you mean 'web'?"),
        ({"web": {"prt": 1}}, "celery-stack:web.prt is not known; did you mean 'port'?"),
        ({"workers": {"mail": {"replicas": "2"}}}, "celery-stack:workers.mail.replicas is '2' (str); it must be"),
        ({"web": [80]}, "celery-stack:web is "),
    ],
)
def test_an_error_names_the_key_of_the_stack_file(configure: Any, wrong: dict[str, Any], message: str) -> None:
    configure(app={"module": "shop"}, target={"host": {}}, **wrong)
    with pytest.raises(InvalidArgumentError) as refused:
        read(CeleryStackArgs)
    assert str(refused.value).startswith(message)


def test_a_scalar_that_is_no_json_is_a_text(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PULUMI_CONFIG", json.dumps({"celery-stack:app": "shop", "celery-stack:target": "{}"}))
    with pytest.raises(InvalidArgumentError, match=r"celery-stack:app is .*str.*; it must be a mapping"):
        read(CeleryStackArgs)


@pytest.mark.parametrize("nothing", ["", "{}"])
def test_without_configuration_the_first_missing_key_is_named(monkeypatch: pytest.MonkeyPatch, nothing: str) -> None:
    monkeypatch.setenv("PULUMI_CONFIG", nothing)
    with pytest.raises(InvalidArgumentError, match="celery-stack:app is missing; it must be a mapping"):
        read(CeleryStackArgs)
