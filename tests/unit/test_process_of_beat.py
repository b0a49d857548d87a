"""Beat's Process."""

from typing import Any

import pytest

from celery_stack.beat import process
from celery_stack.errors import InvalidArgumentError
from celery_stack.process import Endpoint, Health

APP: Any = {"module": "shop"}
BROKER = Endpoint("127.0.0.1", 6390, "p")


def beat(**args: Any) -> Any:
    return process({"app": APP, **args}, BROKER, "shop-beat")


def test_the_default_command() -> None:
    assert beat().command == ("celery", "-A", "shop", "beat", "--loglevel=WARNING", "--max-interval=30")


def test_another_scheduler_is_the_last_word() -> None:
    found = beat(scheduler="django_celery_beat.schedulers:DatabaseScheduler", max_interval=5, log_level="error")
    assert found.command[4:] == (
        *("--loglevel=ERROR", "--max-interval=5"),
        "--scheduler=django_celery_beat.schedulers:DatabaseScheduler",
    )


def test_there_is_one_and_its_schedule_outlives_it() -> None:
    found = beat()
    assert (found.singleton, found.replicas) == (True, 1)
    assert found.persistent_files == {"CELERY_BEAT_SCHEDULE": "schedule"}
    assert found.files == {"CELERY_STACK_HEARTBEAT_FILE": "heartbeat"}
    assert found.health == Health(file_env="CELERY_STACK_HEARTBEAT_FILE")
    assert (found.stop_signal, found.stop_seconds, found.port) == ("TERM", 75, 0)
    assert found.env["CELERY_STACK_ROLE"] == "beat"


def test_without_the_runtime_there_is_no_heartbeat_to_look_at() -> None:
    assert beat(app={**APP, "runtime": False}).health == Health()


@pytest.mark.parametrize(
    ("args", "message"),
    [
        ({"max_interval": 0}, 'Beat("shop-beat").max_interval is 0; it must be 1 or more'),
        ({"log_level": ""}, "Beat(\"shop-beat\").log_level is ''; it must be one of"),
    ],
)
def test_what_cannot_run_is_refused(args: Any, message: str) -> None:
    with pytest.raises(InvalidArgumentError) as refused:
        beat(**args)
    assert str(refused.value).startswith(message)
