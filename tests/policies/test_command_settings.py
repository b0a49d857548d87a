"""Settings behind a worker's or a beat's options are those that Celery sets."""

from typing import Any

import pytest
from celery import Celery

from facts.command import detect
from facts.value import Absent, Known, Unknown

APP = Celery(set_as_current=False)
NAMESPACES = {"worker": "worker", "beat": "celery"}

# What Celery takes, what it sets by that, and to which value.
TAKEN = [
    ("task_serializer=pickle", "task_serializer", "pickle"),
    ("TASK_SERIALIZER=pickle", "task_serializer", "pickle"),
    ("Task.Serializer=pickle", "task_serializer", "pickle"),
    ("task_serializer=(string)pickle", "task_serializer", "pickle"),
    ("event.serializer=pickle", "event_serializer", "pickle"),
    ('accept_content=(list)["json","pickle"]', "accept_content", '["json","pickle"]'),
    ('ACCEPT_CONTENT=(json)["pickle"]', "accept_content", '["pickle"]'),
    ('result_accept_content=(tuple)["yaml"]', "result_accept_content", '["yaml"]'),
    ("broker.pool_limit=0", "broker_pool_limit", "0"),
    ("broker_pool_limit=(json)null", "broker_pool_limit", "null"),
    ("result_expires=0", "result_expires", "0"),
    ("result.expires=(int)3600", "result_expires", "3600"),
    ("result_backend=redis://a=b", "result_backend", "redis://a=b"),
    ("task_time_limit=(float)1.5", "task_time_limit", "1.5"),
]

# What Celery refuses, or sets to no effect, and what was meant.
MEANT = [
    (".task_serializer=pickle", "task_serializer", "pickle"),
    ("accept_content=pickle", "accept_content", "pickle"),
    ("CELERY_TASK_SERIALIZER=pickle", "task_serializer", "pickle"),
    ('celery.accept_content=(list)["pickle"]', "accept_content", '["pickle"]'),
    ("CELERY_TASK_RESULT_EXPIRES=0", "result_expires", "0"),
    ("CELERY_BROKER_POOL_LIMIT=None", "broker_pool_limit", "None"),
    ("broker_pool_limit=None", "broker_pool_limit", "None"),
]


def ours(command: str, *words: str) -> dict[str, str]:
    found = detect([Known(word) for word in ("celery", "-A", "shop", command, *words)])
    assert found.roles == Known(frozenset({command}))
    return {name: fact.value for name, fact in found.settings.items() if isinstance(fact, Known)}


@pytest.mark.parametrize("command", NAMESPACES)
@pytest.mark.parametrize(("word", "name", "value"), TAKEN, ids=str)
def test_what_celery_takes(command: str, word: str, name: str, value: str) -> None:
    theirs: dict[str, Any] = APP.loader.cmdline_config_parser([word], NAMESPACES[command])
    assert list(theirs) == [name]
    assert ours(command, "--", word) == {name: value}


@pytest.mark.parametrize(("word", "name", "value"), MEANT, ids=str)
def test_what_celery_does_not_take_is_read_as_it_was_meant(word: str, name: str, value: str) -> None:
    assert ours("worker", "-l", "info", "--", word) == {name: value}


def test_the_worker_is_what_a_setting_without_a_namespace_belongs_to() -> None:
    assert list(APP.loader.cmdline_config_parser([".concurrency=2"], "worker")) == ["worker_concurrency"]
    assert ours("worker", "--", ".concurrency=2") == {"worker_concurrency": "2"}


def test_settings_stand_between_options_too() -> None:
    assert ours("worker", "task_serializer=pickle", "-l", "info") == {"task_serializer": "pickle"}
    assert ours("worker", "-n", "task_serializer=pickle") == {}
    assert ours("worker", "--", "-l", "a=b", "nothing") == {"a": "b"}


def test_a_value_that_is_not_known_is_one_of_its_setting_and_of_no_option() -> None:
    found = detect([Known("sh"), Known("-c"), Known("celery worker -- task_serializer=$NAME")])
    assert isinstance(found.settings["task_serializer"], Unknown)
    assert found.log_level == Absent()
