"""What is made before the processes: networks, the provider, the image; and what of it is given instead."""

from pathlib import Path
from typing import Any

import pulumi
import pytest

from celery_stack import Broker, CeleryStack, Worker
from celery_stack.carried import runtime_archive
from celery_stack.errors import InvalidArgumentError

from .docker_api import FakeEngine, Refusal
from .recording import Recording, Secret, clear, record

LOGIN = {"address": "registry.example", "username": "me", "password": "t0ken"}


pytestmark = pytest.mark.usefixtures("engine")


def stack(preview: bool = False, app: dict[str, Any] | None = None, **docker: Any) -> Recording:
    wanted: Any = {
        "app": {"module": "shop", "image": "shop:1", **(app or {})},
        "target": {"docker": docker},
        "beat": {},
    }
    return record(lambda: CeleryStack("shop", wanted) and None, preview=preview)


def refusal(app: dict[str, Any] | None = None, **docker: Any) -> str:
    with pytest.raises(InvalidArgumentError) as refused:
        stack(preview=True, app=app, **docker)
    return str(refused.value)


def test_redis_has_a_network_that_nobody_enters_or_leaves_and_processes_one_more() -> None:
    made = stack()
    broker, egress = made["shop-broker-network"].inputs, made["shop-egress-network"].inputs
    assert (broker["internal"], egress["internal"]) == (True, False)
    assert broker["options"] == {"com.docker.network.bridge.inhibit_ipv4": "true"}
    assert egress.get("options", {}) == {}
    assert {"label": "celery-stack.stack", "value": "shop/test"} in broker["labels"]


def test_networks_that_are_given_are_used_and_none_is_made() -> None:
    made = stack(broker_network="queue", egress_network="outside")
    assert not made.of("Network")
    assert made["shop-beat-container"].inputs["networksAdvanced"] == [{"name": "queue"}, {"name": "outside"}]
    assert [one["name"] for one in made["shop-broker-container"].inputs["networksAdvanced"]] == ["queue"]


@pytest.mark.parametrize("key", ["broker_network", "egress_network", "networks"])
def test_a_network_that_does_not_exist_is_refused(key: str) -> None:
    given: Any = ["nowhere"] if key == "networks" else "nowhere"
    assert refusal(**{key: given}) == f"target.docker.{key} is 'nowhere', but the engine has no such network"


@pytest.mark.parametrize("closed", [True, False])
def test_policies_learn_whether_a_network_that_is_given_is_closed(engine: FakeEngine, closed: bool) -> None:
    engine.answers["GET /networks/queue"] = {"Id": "n1", "Name": "queue", "Internal": closed}
    assert stack(broker_network="queue")["shop-broker"].outputs["facts"]["private"] is closed
    assert stack()["shop-broker"].outputs["facts"]["private"] is True


def test_redis_data_may_be_in_a_volume_that_exists() -> None:
    made = stack(redis_volume="precious")
    assert "shop-broker-data" not in made.named()
    [volume] = made["shop-broker-container"].inputs["volumes"]
    assert volume == {"volumeName": "precious", "containerPath": "/data", "readOnly": False}


def test_the_environments_engine_needs_no_provider_of_the_stacks_own() -> None:
    assert {one.provider for one in stack().made.values()} == {""}


def test_a_host_that_is_named_is_reached_by_one_provider_for_all(engine: FakeEngine) -> None:
    made = stack(host=engine.url)
    [provider] = [one for one in made.made.values() if one.type == "pulumi:providers:docker"]
    assert (provider.name, provider.inputs["host"]) == ("shop-engine", engine.url)
    of_docker = [one for one in made.made.values() if one.type.startswith("docker:")]
    assert {one.provider for one in of_docker} == {"shop-engine"}
    assert {one.provider for one in made.of("RandomPassword")} == {""}
    assert made["shop"].outputs["status_command"].startswith(f"docker --host {engine.url} ps --filter ")


def test_a_login_reaches_the_provider_and_nobody_else(engine: FakeEngine) -> None:
    engine.answers["GET /images/*"] = Refusal("No such image: registry.example/shop:1")
    engine.answers["GET /distribution/*"] = {"Descriptor": {}, "Platforms": []}
    made = stack(app={"image": "registry.example/shop:1"}, registries=[LOGIN])
    assert isinstance(made["shop-engine"].inputs["registryAuth"], Secret)
    assert not [one.name for one in made.made.values() if "t0ken" in clear(one.inputs) + clear(one.outputs)]
    sent = {what: "X-Registry-Auth" in headers for what, headers, _ in engine.asked if "distribution" in what}
    assert sent["GET /distribution/registry.example/shop:1/json?"]


def test_the_image_is_waited_for_by_its_id() -> None:
    made = stack(app={"image": "registry/shop@sha256:abc"})
    assert made["shop-image"].inputs == {"name": "registry/shop@sha256:abc", "keepLocally": True}
    assert made["shop-beat-container"].inputs["image"] == "sha256:of-registry/shop@sha256:abc"


def test_an_image_may_be_known_later() -> None:
    made = stack(app={"image": pulumi.Output.from_input("shop:2")})
    assert made["shop-image"].inputs["name"] == "shop:2"


def test_what_an_image_has_on_its_path_stays(engine: FakeEngine) -> None:
    engine.answers["GET /images/*"] = {"Id": "sha256:0", "Config": {"Env": ["PATH=/bin", "PYTHONPATH=/app:/lib"]}}
    assert "PYTHONPATH=/run/celery-stack/runtime/runtime.zip:/app:/lib" in stack()["shop-beat-container"].inputs["envs"]
    engine.answers["GET /images/*"] = {"Id": "sha256:0", "Config": {"Env": None}}
    assert "PYTHONPATH=/run/celery-stack/runtime/runtime.zip" in stack()["shop-beat-container"].inputs["envs"]


def test_the_runtime_has_a_volume_for_each_version(monkeypatch: pytest.MonkeyPatch) -> None:
    def volume() -> str:
        [found] = [one.name for one in stack().of("Volume") if one.name.startswith("shop-runtime-")]
        return found

    before = volume()
    assert before == volume()
    another = runtime_archive() + b"more"
    monkeypatch.setattr("celery_stack.targets.docker.place.runtime_archive", lambda: another)
    assert volume() != before


@pytest.mark.parametrize(
    ("docker", "said"),
    [
        ({"user": "0"}, "target.docker.user is '0'; it must be unprivileged"),
        ({"user": "+0:1"}, "target.docker.user is '+0:1'; it must be unprivileged"),
        ({"redis_user": "root:redis"}, "target.docker.redis_user is 'root:redis'; it must be unprivileged"),
        ({"user": "app:root"}, "target.docker.user is 'app:root'; it must be unprivileged"),
        ({"redis_image": "nobody.example/redis"}, "target.docker.redis_image is 'nobody.example/redis', which is"),
        ({"host": "tcp://127.0.0.1:1"}, "target.docker.host is 'tcp://127.0.0.1:1', but no Docker engine answers"),
    ],
)
def test_what_cannot_work_is_refused_at_preview(docker: dict[str, Any], said: str) -> None:
    assert refusal(**docker).startswith(said)


def test_an_image_that_is_nowhere_is_refused_at_preview() -> None:
    assert refusal(app={"image": "nobody.example/shop"}).startswith("app.image is 'nobody.example/shop', which is")


@pytest.mark.parametrize("name", ["my shop", "-shop", "shop/web"])
def test_a_name_that_no_engine_takes_is_refused_at_preview(name: str) -> None:
    wanted: Any = {"app": {"module": "shop", "image": "shop:1"}, "target": {"docker": {}}}
    with pytest.raises(InvalidArgumentError, match=f"the name '{name}' is no name for an engine"):
        record(lambda: CeleryStack(name, wanted) and None, preview=True)


def test_one_engine_is_prepared_once_for_a_broker_and_a_worker(source: Path) -> None:
    def program() -> None:
        broker = Broker("queue", {"target": {"docker": {}}})
        Worker("mail", {"app": {"module": "shop", "image": "shop:1"}, "target": broker.target, "broker": broker.ref})

    made = record(program)
    assert sorted(one.name for one in made.of("Network")) == ["queue-broker-network", "queue-egress-network"]
    networks = made["mail-container"].inputs["networksAdvanced"]
    assert networks[0]["name"] == made["queue-container"].inputs["networksAdvanced"][0]["name"]
    assert {made[name].parent for name in ("mail-image", "mail-container")} == {"mail"}
