"""A worker's Process."""

from typing import Any

import pytest

from celery_stack.errors import InvalidArgumentError
from celery_stack.process import Endpoint, Health
from celery_stack.worker import process

from .recording import value_of

APP: Any = {"module": "shop.celery:app"}
BROKER = Endpoint("127.0.0.1", 6390, "p")


def worker(name: str = "shop-worker-mail", **args: Any) -> Any:
    return process({"app": APP, **args}, BROKER, name)


def test_the_default_command() -> None:
    assert worker().command == (
        *("celery", "-A", "shop.celery:app", "worker", "--queues=celery", "--concurrency=2", "--loglevel=WARNING"),
        *("--prefetch-multiplier=1", "--without-gossip", "--without-mingle"),
    )


def test_every_argument_has_its_place_in_the_command() -> None:
    app = {**APP, "settings": {"worker_prefetch_multiplier": 4}}
    assert worker(app=app, queues=["mail", "urgent mail"], concurrency=8, log_level="info").command[4:] == (
        *("--queues=mail,urgent mail", "--concurrency=8", "--loglevel=INFO", "--prefetch-multiplier=4"),
        *("--without-gossip", "--without-mingle"),
    )


def test_term_is_a_soft_shutdown_and_the_platform_waits_for_it() -> None:
    found = worker(app={**APP, "stop_grace": 5})
    assert found.env["REMAP_SIGTERM"] == "SIGQUIT"
    assert found.settings["worker_soft_shutdown_timeout"] == 5
    assert (found.stop_signal, found.stop_seconds) == ("TERM", 20)


def test_replicas_have_names_and_heartbeats_of_their_own() -> None:
    found = worker(replicas=3)
    assert (found.replicas, found.singleton) == (3, False)
    assert found.replica_env == {"CELERY_WORKER_HOSTNAME": "shop-worker-mail-{replica}@%h"}
    assert found.files == {"CELERY_STACK_HEARTBEAT_FILE": "heartbeat"}
    assert found.health == Health(file_env="CELERY_STACK_HEARTBEAT_FILE")


@pytest.mark.parametrize("name", ["shop-worker-mail", "50%off", "100%", "a%h"])
def test_any_name_becomes_a_node_name_that_celery_can_expand(name: str) -> None:
    from celery.utils.nodenames import host_format

    written = worker(name).replica_env["CELERY_WORKER_HOSTNAME"].replace("{replica}", "0")
    node, _, machine = host_format(written, host="machine").partition("@")
    assert (node[0], node[-2:], machine) == (name[0], "-0", "machine")
    assert "machine" not in node


def test_the_password_is_in_a_file_only() -> None:
    found = worker(app={**APP, "secrets": {"KEY": "s"}})
    assert {key: value_of(value) for key, value in found.secret_files.items()} == {"CELERY_STACK_PASSWORD_FILE": "p"}
    assert set(found.secrets) == {"KEY"}
    assert found.env["CELERY_STACK_ROLE"] == "worker"


def test_without_the_runtime_there_is_no_heartbeat_to_look_at() -> None:
    found = worker(app={**APP, "runtime": False})
    assert found.health == Health()
    assert set(found.env) == {"REMAP_SIGTERM"}


@pytest.mark.parametrize(
    ("args", "message"),
    [
        ({"concurrency": 0}, 'Worker("shop-worker-mail").concurrency is 0; it must be 1 or more'),
        ({"replicas": 0}, 'Worker("shop-worker-mail").replicas is 0; it must be 1 or more'),
        ({"queues": []}, 'Worker("shop-worker-mail").queues is empty; name at least one queue'),
        ({"queues": ["a,b"]}, "Worker(\"shop-worker-mail\").queues has 'a,b'; a name"),
        ({"queues": ["mail", ""]}, "Worker(\"shop-worker-mail\").queues has ''; a name"),
        ({"queues": [" mail"]}, "Worker(\"shop-worker-mail\").queues has ' mail'; a name"),
        ({"log_level": "verbose"}, "Worker(\"shop-worker-mail\").log_level is 'verbose'; it must be one of"),
        ({"app": {**APP, "longest_task": 0}}, "app.longest_task is 0; it must be 1 second or more"),
        ({"app": {**APP, "stop_grace": -1}}, "app.stop_grace is -1; it must be 0 seconds or more"),
        ({"app": {**APP, "env": {"REMAP_SIGTERM": "x"}}}, "app.env.REMAP_SIGTERM is set by the stack"),
    ],
)
def test_what_cannot_run_is_refused(args: Any, message: str) -> None:
    with pytest.raises(InvalidArgumentError) as refused:
        worker(**args)
    assert str(refused.value).startswith(message)
