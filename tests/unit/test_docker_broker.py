"""Redis' container, and what the others learn of it."""

import hashlib
from typing import Any

import pytest

from celery_stack import Broker
from celery_stack.errors import InvalidArgumentError, ProcessFailedError
from celery_stack.targets.containers import redis

from .docker_api import FakeEngine, container, output
from .recording import Recording, Secret, clear, record

pytestmark = pytest.mark.usefixtures("engine")


def made(docker: dict[str, Any] | None = None, **wanted: Any) -> Recording:
    args: Any = {"target": {"docker": docker or {}}, **wanted}
    return record(lambda: Broker("queue", args) and None)


def words(recording: Recording) -> list[str]:
    found: list[str] = recording["queue-container"].inputs["command"].value
    return found


def test_the_resources_of_a_broker_alone() -> None:
    assert made().named() == {
        "queue": "Broker",
        "queue-broker-network": "Network",
        "queue-egress-network": "Network",
        "queue-password-1": "RandomPassword",
        "queue-image": "RemoteImage",
        "queue-data": "Volume",
        "queue-container": "Container",
    }


def test_every_input_of_the_container() -> None:
    recording = made({"redis_image": "valkey/valkey:8", "redis_user": "999", "redis_memory": 100}, port=6400)
    inputs = dict(recording["queue-container"].inputs)
    tags = {one["label"]: one["value"] for one in inputs.pop("labels")}
    assert inputs == {
        "image": "sha256:of-valkey/valkey:8",
        "command": Secret(redis.command(["generated-queue-password-1"], 6400, 100)),
        "user": "999",
        "capabilities": {"drops": ["ALL"]},
        "securityOpts": ["no-new-privileges"],
        "readOnly": True,
        "tmpfs": {"/tmp": "rw,noexec,nosuid,nodev,size=64m,mode=1777"},
        "init": True,
        "memory": 200,
        "memorySwap": 200,
        "restart": "always",
        "healthcheck": {
            "tests": ["CMD", "redis-cli", "-p", "6400", "ping"],
            **{"interval": "10s", "timeout": "10s", "startPeriod": "1m0s", "retries": 3},
        },
        "logDriver": "json-file",
        "logOpts": {"max-size": "10m", "max-file": "3"},
        "stopSignal": "SIGTERM",
        "stopTimeout": 30,
        "destroyGraceSeconds": 30,
        "networksAdvanced": [{"name": "queue-broker-network-1a2b3c4", "aliases": ["shop-test-queue"]}],
        "volumes": [{"volumeName": "queue-data-1a2b3c4", "containerPath": "/data", "readOnly": False}],
    }
    assert (tags["celery-stack.component"], tags["celery-stack.role"]) == ("queue", "broker")


def test_what_others_learn() -> None:
    outputs = made()["queue"].outputs
    assert (outputs["host"], outputs["port"]) == ("shop-test-queue", 6379)
    assert outputs["password"] == Secret("generated-queue-password-1")
    facts = {"role": "broker", "bind": "shop-test-queue", "private": True, "auth": True, "eviction": "noeviction"}
    assert outputs["facts"] == facts


def test_a_rotation_lets_both_passwords_in_and_gives_out_the_new_one() -> None:
    recording = made(password_version=3)
    known = [hashlib.sha256(f"generated-queue-password-{version}".encode()).hexdigest() for version in (3, 2)]
    found = words(recording)
    assert [word for word in found if word.startswith("#")] == [f"#{one}" for one in known]
    assert recording["queue"].outputs["password"] == Secret("generated-queue-password-3")


def test_a_password_of_the_users_own_is_in_no_text() -> None:
    recording = made(password="g1ven p@ss")
    assert f"#{hashlib.sha256(b'g1ven p@ss').hexdigest()}" in words(recording)
    for one in recording.made.values():
        assert "g1ven" not in clear(one.inputs) + clear(one.outputs)
    assert not [word for word in words(recording) if "g1ven" in word]


@pytest.mark.parametrize(
    ("wanted", "said"),
    [
        ({"bind": "127.0.0.1"}, "broker.bind is '127.0.0.1'; on docker Redis has no address outside its own network"),
        ({"password": ""}, "broker.password is empty"),
        ({"password": "a\nb"}, "broker.password has a line break"),
        ({"password_version": 0}, "broker.password_version is 0"),
    ],
)
def test_what_cannot_be_is_refused(wanted: dict[str, Any], said: str) -> None:
    with pytest.raises(InvalidArgumentError) as refused:
        made(**wanted)
    assert str(refused.value).startswith(said)


def test_a_redis_that_does_not_start_is_told_with_its_last_words(engine: FakeEngine) -> None:
    engine.answers["GET /containers/queue-container/json"] = container(Status="restarting", Restarting=True, ExitCode=1)
    engine.answers["GET /containers/queue-container/logs"] = output(b"Can't open the append-only dir")
    with pytest.raises(ProcessFailedError) as failed:
        made()
    said = "broker 'queue' ended with exit status 1. The last lines of its output:\nCan't open the append-only dir"
    assert str(failed.value) == said
