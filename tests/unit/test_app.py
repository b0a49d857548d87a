"""The environment and the Celery settings of an application's processes."""

import json
from typing import Any

import pytest

from celery_stack.app import environment, name, settings
from celery_stack.checklist import WEB_SETTINGS
from celery_stack.errors import InvalidArgumentError
from celery_stack.process import Endpoint

from .recording import is_secret, value_of

APP: Any = {"module": "shop"}
BROKER = Endpoint("10.0.0.5", 6390, "p@ss")
ENFORCED = {
    "accept_content": ["json"],
    "task_serializer": "json",
    "result_serializer": "json",
    "event_serializer": "json",
    "result_expires": 86_400,
    "task_acks_late": True,
    "task_reject_on_worker_lost": True,
    "worker_prefetch_multiplier": 1,
    "broker_connection_retry_on_startup": True,
    "broker_connection_max_retries": None,
    "broker_pool_limit": 10,
    "redis_socket_timeout": 10,
    "redis_socket_connect_timeout": 5,
    "redis_socket_keepalive": True,
    "redis_retry_on_timeout": True,
    "task_time_limit": 600,
    "task_soft_time_limit": 540,
    "worker_soft_shutdown_timeout": 60,
    "broker_transport_options": {
        "socket_timeout": 5,
        "socket_connect_timeout": 5,
        "socket_keepalive": True,
        "health_check_interval": 10,
        "retry_on_timeout": True,
        "unacked_restore_interval": 10,
        "unacked_restore_throttle": 1,
        "visibility_timeout": 720,
    },
}


def resolved(variables: Any) -> dict[str, Any]:
    return {key: value_of(value) for key, value in variables.items()}


@pytest.mark.parametrize("module", ["shop", "shop.celery", "shop.celery:app", "shop:app"])
def test_an_application_is_named_by_the_first_name_of_its_module(module: str) -> None:
    assert name({"module": module}) == "shop"


def test_the_settings_of_the_checklist_are_enforced() -> None:
    assert settings(APP) == ENFORCED


def test_every_setting_is_one_of_celery() -> None:
    from celery.app.defaults import NAMESPACES, flatten

    assert set(settings(APP, WEB_SETTINGS)) <= {key for key, _ in flatten(NAMESPACES)}


def test_the_times_follow_from_the_longest_task() -> None:
    found = settings({**APP, "longest_task": 100, "stop_grace": 20})
    assert (found["task_time_limit"], found["task_soft_time_limit"]) == (100, 90)
    assert found["worker_soft_shutdown_timeout"] == 20
    assert found["broker_transport_options"]["visibility_timeout"] == 180


def test_the_user_wins_over_the_role_and_the_role_over_the_checklist() -> None:
    mine = {"result_expires": 60, "redis_socket_timeout": 1, "broker_transport_options": {"socket_timeout": 9}}
    found = settings({**APP, "settings": mine}, WEB_SETTINGS)
    assert (found["result_expires"], found["redis_socket_timeout"], found["broker_pool_limit"]) == (60, 1, 2)
    options = found["broker_transport_options"]
    assert (options["socket_timeout"], options["retry_on_timeout"]) == (9, False)
    assert (options["socket_keepalive"], options["visibility_timeout"]) == (True, 720)


@pytest.mark.parametrize(
    ("key", "instead"),
    [
        ("task_time_limit", "app.longest_task"),
        ("worker_soft_shutdown_timeout", "app.stop_grace"),
        ("broker_url", "broker.url"),
        ("result_backend", "broker.url"),
        ("worker_concurrency", "worker.concurrency"),
    ],
)
def test_a_derived_setting_is_refused_with_the_argument_to_change(key: str, instead: str) -> None:
    with pytest.raises(InvalidArgumentError) as refused:
        settings({**APP, "settings": {key: 1}})
    assert str(refused.value) == f"app.settings.{key} is derived by the stack; set {instead} instead"


def test_an_old_setting_name_is_refused() -> None:
    with pytest.raises(InvalidArgumentError, match="CELERY_TASK_SERIALIZER must be lower-case"):
        settings({**APP, "settings": {"CELERY_TASK_SERIALIZER": "json"}})


def test_a_process_gets_urls_without_the_password_and_a_file_with_it() -> None:
    app = {**APP, "env": {"COLOUR": "red"}, "secrets": {"KEY": "s3cret"}}
    env, secrets, files = environment(app, "worker", BROKER, {"b": None, "a": 1})
    assert resolved(env) == {
        "COLOUR": "red",
        "CELERY_LOADER": "celery_stack_runtime:Loader",
        "CELERY_STACK_NAME": "shop",
        "CELERY_STACK_ROLE": "worker",
        "CELERY_STACK_BROKER_URL": "redis://default@10.0.0.5:6390/0",
        "CELERY_STACK_RESULT_URL": "redis://default@10.0.0.5:6390/1",
        "CELERY_STACK_SETTINGS": '{"a": 1, "b": null}',
    }
    assert secrets == {"KEY": "s3cret"}
    assert files == {"CELERY_STACK_PASSWORD_FILE": "p@ss"}


def test_a_broker_without_a_password_has_no_password_file() -> None:
    assert environment(APP, "web", Endpoint("redis", 6379), {})[2] == {}


def test_without_the_runtime_celery_reads_secret_urls() -> None:
    env, secrets, files = environment({**APP, "runtime": False}, "worker", BROKER, ENFORCED)
    broker = ("CELERY_BROKER_URL", "CELERY_BROKER_READ_URL", "CELERY_BROKER_WRITE_URL", "BROKER_URL")
    results = ("CELERY_RESULT_BACKEND", "RESULT_BACKEND")
    url = "redis://default:p%40ss@10.0.0.5:6390"
    assert (env, files) == ({}, {})
    assert resolved(secrets) == {**dict.fromkeys(broker, f"{url}/0"), **dict.fromkeys(results, f"{url}/1")}
    assert all(map(is_secret, secrets.values()))


@pytest.mark.parametrize("kind", ["env", "secrets"])
@pytest.mark.parametrize("key", ["CELERY_LOADER", "CELERY_BROKER_URL", "BROKER_URL", "PYTHONPATH", "CELERY_STACK_X"])
def test_a_variable_of_the_stack_is_refused_and_its_value_not_shown(kind: str, key: str) -> None:
    app = {**APP, kind: {key: "50141"}}
    with pytest.raises(InvalidArgumentError) as refused:
        environment(app, "web", BROKER, {})
    assert str(refused.value).startswith(f"app.{kind}.{key} is set by the stack")
    assert "50141" not in str(refused.value)


def test_settings_survive_the_way_into_the_environment() -> None:
    env, _, _ = environment(APP, "web", BROKER, settings(APP))
    assert json.loads(value_of(env["CELERY_STACK_SETTINGS"])) == ENFORCED
