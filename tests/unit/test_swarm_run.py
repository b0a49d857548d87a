"""The service of each process: every input of one, and what differs in the others."""

import json
from typing import Any

import pytest

from celery_stack.targets.containers.command import LAUNCHER

from .docker_api import FakeEngine
from .swarm_answers import SWARM, TWO
from .swarm_stack import container, labels, refusal, stack

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


def test_replicas_are_told_apart_by_their_slot(args: dict[str, Any]) -> None:
    made = stack(args)["shop-worker-mail-service"]
    assert container(made)["env"]["CELERY_WORKER_HOSTNAME"] == "shop-worker-mail-{{.Task.Slot}}@%h"
    assert made.inputs["mode"]["replicated"]["replicas"] == 6
    assert made.inputs["updateConfig"]["parallelism"] == 2
    assert made.inputs["endpointSpec"] == {"mode": "dnsrr"}


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
