"""What is made on a swarm before the processes, Redis' service, and what the others learn of it."""

import hashlib
from typing import Any

import pulumi
import pytest

from celery_stack import Broker, CeleryStack
from celery_stack.errors import InvalidArgumentError, ProcessFailedError

from .docker_api import FakeEngine
from .recording import Recording, Secret, clear, record
from .swarm_answers import SWARM, TWO, task

MEGABYTE = 2**20
LOGIN = {"address": "registry.example", "username": "me", "password": "t0ken"}


@pytest.fixture(autouse=True)
def a_swarm(engine: FakeEngine) -> FakeEngine:
    engine.answers |= SWARM
    return engine


def stack(preview: bool = False, **swarm: Any) -> Recording:
    wanted: Any = {"app": {"module": "shop", "image": "shop:1"}, "target": {"swarm": swarm}, "beat": {}}
    return record(lambda: CeleryStack("shop", wanted) and None, preview=preview)


def broker(swarm: dict[str, Any] | None = None, **wanted: Any) -> Recording:
    args: Any = {"target": {"swarm": swarm or {}}, **wanted}
    return record(lambda: Broker("queue", args) and None)


def refusal(**swarm: Any) -> str:
    with pytest.raises(InvalidArgumentError) as refused:
        stack(preview=True, **swarm)
    return str(refused.value)


def test_redis_has_an_encrypted_network_that_nobody_enters_or_leaves_and_processes_one_more() -> None:
    made = stack()
    closed, egress = made["shop-broker-network"].inputs, made["shop-egress-network"].inputs
    assert (closed["driver"], closed["internal"], closed["options"]) == ("overlay", True, {"encrypted": ""})
    assert egress["driver"] == "overlay"
    assert not {"internal", "options"} & set(egress)


def test_networks_that_are_given_are_used_and_none_is_made(engine: FakeEngine) -> None:
    engine.answers["GET /networks/queue"] = {"Id": "n1", "Scope": "swarm", "Internal": True}
    engine.answers["GET /networks/outside"] = {"Id": "n2", "Scope": "swarm", "Internal": False}
    made = stack(broker_network="queue", egress_network="outside")
    assert not made.of("Network")
    assert made["shop-beat-service"].inputs["taskSpec"]["networksAdvanceds"] == [{"id": "n1"}, {"id": "n2"}]
    assert made["shop-broker-service"].inputs["taskSpec"]["networksAdvanceds"] == [{"id": "n1"}]


@pytest.mark.parametrize("key", ["broker_network", "egress_network", "networks"])
def test_a_network_that_does_not_exist_is_refused(key: str) -> None:
    given: Any = ["nowhere"] if key == "networks" else "nowhere"
    assert refusal(**{key: given}) == f"target.swarm.{key} is 'nowhere', but the swarm has no such overlay network"


@pytest.mark.parametrize("closed", [True, False])
def test_policies_learn_whether_a_network_that_is_given_is_closed(engine: FakeEngine, closed: bool) -> None:
    engine.answers["GET /networks/queue"] = {"Id": "n1", "Scope": "swarm", "Internal": closed}
    assert stack(broker_network="queue")["shop-broker"].outputs["facts"]["private"] is closed
    assert stack()["shop-broker"].outputs["facts"]["private"] is True


def test_a_host_that_is_named_is_reached_by_one_provider_for_all(engine: FakeEngine) -> None:
    made = stack(host=engine.url, registries=[LOGIN])
    provider = made["shop-engine"]
    assert provider.inputs["host"] == engine.url
    assert "t0ken" not in clear(provider.inputs) or isinstance(provider.inputs["registryAuth"], Secret)
    kinds = {"Service", "Network", "Volume", "Secret", "ServiceConfig", "RemoteImage"}
    assert {one.provider for one in made.made.values() if one.kind in kinds} == {"shop-engine"}
    status = made["shop"].outputs["status_command"]
    assert status == f"docker --host {engine.url} service ls --filter label=celery-stack.stack=shop/test"


@pytest.mark.parametrize(("options", "warned"), [([], True), (["name=no-new-privileges"], False)])
def test_new_privileges_are_spoken_of_once_where_they_are_not_forbidden(
    engine: FakeEngine, monkeypatch: pytest.MonkeyPatch, options: list[str], warned: bool
) -> None:
    said: list[str] = []
    monkeypatch.setattr(pulumi.log, "warn", lambda text, *_: said.append(text))
    engine.answers["GET /info"] = {**SWARM["GET /info"], "SecurityOptions": options}
    stack()
    assert [text.partition(";")[0] for text in said] == ["a swarm cannot give its services no-new-privileges"] * warned


def test_every_input_of_redis_service() -> None:
    made = broker({"redis_image": "valkey/valkey:8", "redis_user": "999", "redis_memory": 100}, port=6400)
    inputs = dict(made["queue-service"].inputs)
    inputs.pop("labels")
    task_spec = inputs.pop("taskSpec")
    found = task_spec.pop("containerSpec")
    strategy = {"parallelism": 1, "delay": "0s", "monitor": "5s", "maxFailureRatio": "0.0", "order": "stop-first"}
    assert inputs == {
        "name": "shop-test-queue",
        "mode": {"replicated": {"replicas": 1}},
        "updateConfig": {**strategy, "failureAction": "rollback"},
        "rollbackConfig": {**strategy, "failureAction": "pause"},
        "endpointSpec": {"mode": "dnsrr"},
    }
    size = {"memoryBytes": 200 * MEGABYTE}
    assert task_spec["resources"] == {"limits": {**size, "nanoCpus": 0}, "reservation": size}
    assert task_spec["placement"]["constraints"] == ["node.hostname == one"]
    assert task_spec["networksAdvanceds"] == [{"id": "queue-broker-network"}]
    assert (found["user"], found["capDrops"], found["readOnly"], found["init"]) == ("999", ["ALL"], True, True)
    assert (found["image"], found["stopGracePeriod"]) == ("sha256:of-valkey/valkey:8", "30s")
    assert found["healthcheck"]["tests"] == ["CMD", "redis-cli", "-p", "6400", "ping"]
    assert found["mounts"][-1] == {"type": "volume", "target": "/data", "source": "shop-test-queue-data"}


def test_redis_takes_the_password_in_force_and_the_one_before() -> None:
    words = broker(password_version=3)["queue-service"].inputs["taskSpec"]["containerSpec"]["args"].value
    hashes = [hashlib.sha256(f"generated-queue-password-{n}".encode()).hexdigest() for n in (3, 2)]
    assert [word for word in words if word.startswith("#")] == [f"#{one}" for one in hashes]


def test_redis_data_may_be_in_a_volume_that_exists() -> None:
    made = broker({"redis_volume": "precious"})
    assert "queue-data" not in made.named()
    assert made["queue-service"].inputs["taskSpec"]["containerSpec"]["mounts"][-1]["source"] == "precious"


def test_redis_that_does_not_work_ends_the_update_with_its_error(engine: FakeEngine) -> None:
    broken = [task("failed", at=1), task("failed", at=2, error="task: non-zero exit (1)"), task("ready", at=3)]
    engine.answers["GET /tasks"] = broken
    with pytest.raises(ProcessFailedError) as failed:
        broker()
    assert str(failed.value).startswith("broker 'queue' ended, and does so again and again (task: non-zero exit (1)).")


def test_an_image_that_only_this_node_has_is_refused_for_redis_too(engine: FakeEngine) -> None:
    engine.answers["GET /nodes"] = TWO
    engine.answers["GET /images/shop:1/*"] = {"Id": "sha256:1", "RepoDigests": ["shop@sha256:1"], "Config": {}}
    wrong = "target.swarm.redis_image is 'my-redis', which no other node of the swarm could pull; push it to a registry"
    assert refusal(data_node="one", redis_image="my-redis") == wrong
