"""The service of each process: every input of one, and what differs in the others."""

import json
import re
from pathlib import Path
from typing import Any

import pytest

from celery_stack import CeleryStack, Web
from celery_stack.errors import InvalidArgumentError, ProcessFailedError
from celery_stack.targets.containers.command import LAUNCHER

from .docker_api import FakeEngine
from .recording import Made, Recording, Secret, _Provider, record
from .swarm_answers import SWARM, TWO, service, task, updated

SECRETS = "/run/celery-stack/secrets"
MEGABYTE = 2**20
LABELS = {
    "celery-stack.stack": "shop/test",
    "celery-stack.component": "shop-web",
    "celery-stack.role": "web",
    "managed-by": "pulumi",
}
STRATEGY = {"parallelism": 1, "delay": "0s", "monitor": "5s", "maxFailureRatio": "0.0", "order": "start-first"}


@pytest.fixture(autouse=True)
def a_swarm(engine: FakeEngine) -> FakeEngine:
    engine.answers |= SWARM
    return engine


@pytest.fixture
def args() -> dict[str, Any]:
    return {
        "app": {"module": "shop", "image": "registry/shop:1", "stop_grace": 20, "secrets": {"KEY": "s3cret"}},
        "web": {"wsgi": "shop.wsgi:application"},
        "workers": {"mail": {"replicas": 6}},
        "beat": {},
    }


def stack(args: dict[str, Any], *, preview: bool = False, **swarm: Any) -> Recording:
    wanted: Any = {**args, "target": {"swarm": swarm}}
    return record(lambda: CeleryStack("shop", wanted) and None, preview=preview)


def container(made: Made) -> dict[str, Any]:
    found: dict[str, Any] = made.inputs["taskSpec"]["containerSpec"]
    return found


def labels(inputs: dict[str, Any]) -> dict[str, str]:
    return {one["label"]: one["value"] for one in inputs["labels"]}


def refusal(args: dict[str, Any], **swarm: Any) -> str:
    with pytest.raises(InvalidArgumentError) as refused:
        stack(args, preview=True, **swarm)
    return str(refused.value)


def test_the_resources_of_a_whole_stack(args: dict[str, Any]) -> None:
    args["app"] |= {"release": ["migrate"], "generated_secrets": ["SALT"]}
    carried = [f"shop-{role}" for role in ("release", "web", "worker-mail", "beat")]
    assert stack(args).named() == {
        **{"shop": "CeleryStack", "shop-image": "RemoteImage", "shop-SALT": "RandomPassword"},
        **{"shop-broker-network": "Network", "shop-egress-network": "Network", "shop-runtime": "ServiceConfig"},
        **{"shop-broker": "Broker", "shop-broker-image": "RemoteImage", "shop-broker-data": "Volume"},
        **{"shop-broker-password-1": "RandomPassword", "shop-broker-service": "Service"},
        **{f"{name}-CELERY_STACK_PASSWORD_FILE": "Secret" for name in carried},
        **{f"{name}-CELERY_STACK_SECRETS_FILE": "Secret" for name in carried},
        **{f"{name}-service": "Service" for name in carried},
        **{"shop-web": "Web", "shop-worker-mail": "Worker", "shop-beat": "Beat", "shop-beat-kept": "Volume"},
    }


def test_every_input_of_the_web_service(args: dict[str, Any]) -> None:
    inputs = dict(stack(args)["shop-web-service"].inputs)
    assert labels({"labels": inputs.pop("labels")}) == LABELS
    task_spec = inputs.pop("taskSpec")
    task_spec.pop("containerSpec")
    assert inputs == {
        "name": "shop-test-shop-web",
        "mode": {"replicated": {"replicas": 1}},
        "updateConfig": {**STRATEGY, "failureAction": "rollback"},
        "rollbackConfig": {**STRATEGY, "failureAction": "pause"},
        "endpointSpec": {"mode": "vip", "ports": []},
    }
    assert task_spec == {
        "resources": {
            "limits": {"memoryBytes": 512 * MEGABYTE, "nanoCpus": 0},
            "reservation": {"memoryBytes": 512 * MEGABYTE},
        },
        "restartPolicy": {"condition": "any", "delay": "5s", "maxAttempts": 0, "window": "0s"},
        "placement": {"constraints": [], "maxReplicas": 0},
        "networksAdvanceds": [{"id": "shop-broker-network"}, {"id": "shop-egress-network"}],
        "logDriver": {"name": "json-file", "options": {"max-size": "10m", "max-file": "3"}},
    }


def test_every_input_of_the_web_container(args: dict[str, Any]) -> None:
    inputs = dict(container(stack(args)["shop-web-service"]))
    assert labels({"labels": inputs.pop("labels")}) == LABELS
    env = inputs.pop("env")
    assert inputs == {
        "image": "sha256:of-registry/shop:1",
        "args": [
            *LAUNCHER,
            *("gunicorn", "--bind=0.0.0.0:8000", "--workers=2", "--threads=4", "--log-level=warning"),
            *("--graceful-timeout=20", "celery_stack_runtime.wsgi:application"),
        ],
        "user": "10001:10001",
        "capDrops": ["ALL"],
        "readOnly": True,
        "init": True,
        "stopSignal": "SIGTERM",
        "stopGracePeriod": "35s",
        "healthcheck": {
            "tests": ["CMD", "python3", "-S", "-m", "celery_stack_runtime.probe", "--live", "8000"],
            **{"interval": "5s", "timeout": "10s", "startPeriod": "1m", "retries": 3},
        },
        "mounts": [{"type": "tmpfs", "target": "/tmp", "tmpfsOptions": {"sizeBytes": 64 * MEGABYTE}}],
        "secrets": [secret("CELERY_STACK_PASSWORD_FILE"), secret("CELERY_STACK_SECRETS_FILE")],
        "configs": [
            {
                "configId": "shop-runtime",
                "configName": None,
                "fileName": "/run/celery-stack/runtime/runtime.zip",
                "fileMode": 0o444,
            }
        ],
    }
    assert env["CELERY_STACK_PASSWORD_FILE"] == f"{SECRETS}/CELERY_STACK_PASSWORD_FILE"
    assert env["PYTHONPATH"] == "/run/celery-stack/runtime/runtime.zip"
    assert json.loads(env["CELERY_STACK_SETTINGS"])["accept_content"] == ["json"]


def secret(variable: str) -> dict[str, Any]:
    return {
        "secretId": f"shop-web-{variable}",
        "secretName": None,  # which a provider makes up
        "fileName": f"{SECRETS}/{variable}",
        "fileUid": "10001",
        "fileGid": "10001",
        "fileMode": 0o400,
    }


def test_secrets_are_sealed_and_told_to_nobody_else(args: dict[str, Any]) -> None:
    made = stack(args)["shop-web-CELERY_STACK_SECRETS_FILE"]
    assert made.inputs["data"] == Secret("eyJLRVkiOiAiczNjcmV0In0=")
    assert labels(made.inputs)["celery-stack.role"] == "files"


@pytest.mark.parametrize(
    ("user", "owner", "group", "mode"),
    [("1000:2000", "1000", "2000", 0o400), ("1000", "1000", "0", 0o400), ("app", "0", "0", 0o444)],
)
def test_a_secret_is_its_users_own_where_the_user_is_a_number(
    args: dict[str, Any], user: str, owner: str, group: str, mode: int
) -> None:
    found = container(stack(args, user=user)["shop-web-service"])
    assert found["user"] == user
    assert {(one["fileUid"], one["fileGid"], one["fileMode"]) for one in found["secrets"]} == {(owner, group, mode)}


def test_replicas_are_told_apart_by_their_slot(args: dict[str, Any]) -> None:
    made = stack(args)["shop-worker-mail-service"]
    assert container(made)["env"]["CELERY_WORKER_HOSTNAME"] == "shop-worker-mail-{{.Task.Slot}}@%h"
    assert made.inputs["mode"]["replicated"]["replicas"] == 6
    assert made.inputs["updateConfig"]["parallelism"] == 2
    assert made.inputs["endpointSpec"] == {"mode": "dnsrr"}


def test_what_looks_like_a_swarms_template_stays_as_it_is(args: dict[str, Any]) -> None:
    args["app"]["env"] = {"FORMAT": "{{ name }}: {{.Task.Slot}}", "JSON": '{"a": {"b": {}}}'}
    env = container(stack(args)["shop-beat-service"])["env"]
    assert env["FORMAT"] == '{{"{{"}} name }}: {{"{{"}}.Task.Slot}}'
    assert env["JSON"] == '{"a": {"b": {}}}'


def test_beat_keeps_its_schedule_on_one_node_and_is_never_there_twice(args: dict[str, Any]) -> None:
    args["app"]["stop_grace"] = 600
    made = stack(args)["shop-beat-service"]
    assert container(made)["mounts"][-1] == {
        "type": "volume",
        "target": "/var/tmp",
        "source": "shop-test-shop-beat-kept",
    }
    assert made.inputs["taskSpec"]["placement"]["constraints"] == ["node.hostname == one"]
    assert made.inputs["updateConfig"]["order"] == "stop-first"
    assert container(made)["stopGracePeriod"] == "50s"


def test_a_volume_of_another_node_is_left_to_its_engine(engine: FakeEngine, args: dict[str, Any]) -> None:
    engine.answers["GET /nodes"] = TWO
    engine.answers["GET /images/*"] = {"Id": "sha256:0", "RepoDigests": ["shop@sha256:1"], "Config": {}}
    made = stack(args, data_node="two")
    assert not made.of("Volume")
    assert container(made["shop-beat-service"])["mounts"][-1]["source"] == "shop-test-shop-beat-kept"
    assert made["shop-beat-service"].inputs["taskSpec"]["placement"]["constraints"] == ["node.hostname == two"]


def test_what_is_asked_for_is_given(args: dict[str, Any]) -> None:
    made = stack(
        args,
        **{"memory": 300, "memory_of": {"beat": 100, "shop-web": 700}, "cpus": "0.5"},
        **{"networks": ["database"], "volumes": {"/media": "uploads"}, "tmpfs": {"/tmp": 8, "/cache": 16}},
        **{"labels": {"team": "shop"}, "constraints": ["node.labels.tier == app"], "log": {"driver": "journald"}},
    )
    web, beat = made["shop-web-service"].inputs["taskSpec"], made["shop-beat-service"].inputs["taskSpec"]
    assert web["resources"]["limits"] == {"memoryBytes": 700 * MEGABYTE, "nanoCpus": 500_000_000}
    assert beat["resources"]["reservation"] == {"memoryBytes": 100 * MEGABYTE}
    assert web["networksAdvanceds"][-1] == {"id": "n0"}
    assert web["logDriver"] == {"name": "journald", "options": {}}
    assert web["placement"]["constraints"] == ["node.labels.tier == app"]
    assert beat["placement"]["constraints"] == ["node.labels.tier == app", "node.hostname == one"]
    assert {one["target"]: one["type"] for one in web["containerSpec"]["mounts"]} == {
        "/tmp": "tmpfs",
        "/cache": "tmpfs",
        "/media": "volume",
    }
    assert (
        labels(made["shop-web-service"].inputs)["team"] == labels(container(made["shop-web-service"]))["team"] == "shop"
    )


@pytest.mark.parametrize("cpus", ["half", "-1", "nan", "inf", ""])
def test_processors_are_counted(args: dict[str, Any], cpus: str) -> None:
    assert refusal(args, cpus=cpus) == f"target.swarm.cpus is {cpus!r}; it must be a number of processors, as '0.5'"


def test_without_the_runtime_the_images_own_test_is_none_for_a_worker(args: dict[str, Any]) -> None:
    args["app"]["runtime"] = False
    assert container(stack(args)["shop-worker-mail-service"])["healthcheck"]["tests"] == ["NONE"]


def test_loopback_is_the_stacks_own_networks(args: dict[str, Any]) -> None:
    made = stack(args)
    assert made["shop"].outputs["web_url"] == "http://shop-test-shop-web:8000"
    assert made["shop"].outputs["status_command"] == "docker service ls --filter label=celery-stack.stack=shop/test"


@pytest.mark.parametrize("bind", ["0.0.0.0", "::"])
def test_everywhere_is_every_node(args: dict[str, Any], bind: str) -> None:
    made = stack({**args, "web": {"wsgi": "shop.wsgi:application", "bind": bind, "port": 8010}})
    [port] = made["shop-web-service"].inputs["endpointSpec"]["ports"]
    assert port == {"protocol": "tcp", "targetPort": 8010, "publishedPort": 8010, "publishMode": "ingress"}
    assert made["shop"].outputs["web_url"].endswith(":8010")
    assert "127.0.0.1" in made["shop"].outputs["web_url"] or "[::1]" in made["shop"].outputs["web_url"]


def test_a_port_that_is_taken_is_refused(engine: FakeEngine, args: dict[str, Any]) -> None:
    engine.answers["GET /services"] = [service("other", port=8000)]
    args["web"]["bind"] = "0.0.0.0"
    wrong = "Web(\"shop-web\").port is 8000, which the service 'other' publishes; choose another"
    assert refusal(args) == wrong


def test_names_of_services_have_no_dots(args: dict[str, Any]) -> None:
    broker: Any = {"host": "redis.example.com"}
    wanted: Any = {"app": args["app"], "target": {"swarm": {}}, "broker": broker, "wsgi": "shop.wsgi:application"}
    made = record(lambda: Web("shop.Eu_", wanted) and None)
    assert re.fullmatch("shop-test-shop-eu-[0-9a-f]{8}", made["shop.Eu_-service"].inputs["name"])


def test_an_update_that_was_undone_is_tried_again(engine: FakeEngine, args: dict[str, Any]) -> None:
    engine.answers["GET /services"] = [service("shop-test-shop-beat", **updated("rollback_completed"))]
    made = stack(args)
    assert labels(made["shop-beat-service"].inputs)["celery-stack.attempt"] == "2030-01-01T00:00:00.5Z"
    assert "celery-stack.attempt" not in labels(container(made["shop-beat-service"]))
    assert "celery-stack.attempt" not in labels(made["shop-web-service"].inputs)


def test_the_release_runs_once_and_before_the_others(args: dict[str, Any]) -> None:
    args["app"]["release"] = ["migrate", "--noinput"]
    made = stack(args)
    release = made["shop-release-service"]
    assert container(release)["args"] == [*LAUNCHER, "migrate", "--noinput"]
    assert release.inputs["taskSpec"]["restartPolicy"]["condition"] == "none"
    assert release.inputs["updateConfig"]["failureAction"] == "continue"
    for later in ("shop-web-service", "shop-beat-service", "shop-worker-mail-service"):
        assert "shop-release-service" in made[later].dependencies
        assert "shop-release-service" not in made[later].by_property


def test_a_release_that_fails_ends_the_update_with_its_error(engine: FakeEngine, args: dict[str, Any]) -> None:
    engine.answers["GET /tasks"] = iter([[task("running")], [task("failed", error="task: non-zero exit (1)")]])
    alone = {"app": {**args["app"], "release": ["migrate"]}, "existing_broker": {"host": "redis"}}
    with pytest.raises(ProcessFailedError) as failed:
        stack(alone)
    assert str(failed.value).startswith("release 'shop-release' failed (task: non-zero exit (1)). The last lines")


def test_a_service_is_gone_before_another_takes_its_name(args: dict[str, Any]) -> None:
    assert all(one.delete_before_replace for one in stack(args).of("Service"))


def test_what_is_replaced_under_a_new_name_is_not(args: dict[str, Any]) -> None:
    for one in (*stack(args).of("Secret"), *stack(args).of("ServiceConfig")):
        assert not one.delete_before_replace
        assert "name" not in one.inputs


@pytest.fixture
def built(source: Path) -> dict[str, Any]:
    (source / "Dockerfile").write_text("FROM shop\n")
    return {"app": {"module": "shop", "source": str(source)}, "existing_broker": {"host": "redis"}, "beat": {}}


def test_on_one_node_the_image_is_built_there(built: dict[str, Any]) -> None:
    assert container(stack(built)["shop-beat-service"])["image"].startswith("sha256:of-celery-stack/")


def test_an_image_that_is_built_here_is_none_for_several_nodes(engine: FakeEngine, built: dict[str, Any]) -> None:
    engine.answers["GET /nodes"] = TWO
    wrong = (
        "app.image is missing, and of 2 nodes no other could pull an image that is built here; push it to a registry"
    )
    assert refusal(built, data_node="one").startswith(wrong)


def test_an_image_from_a_registry_is_named_by_its_digest(args: dict[str, Any], monkeypatch: pytest.MonkeyPatch) -> None:
    given = _Provider.new_resource

    def pulled(self: Any, made: Any) -> Any:
        name, state = given(self, made)
        return name, {**state, "repoDigest": f"{made.inputs['name']}@sha256:1"} if "RemoteImage" in made.typ else state

    monkeypatch.setattr(_Provider, "new_resource", pulled)
    assert container(stack(args)["shop-beat-service"])["image"] == "registry/shop:1@sha256:1"
