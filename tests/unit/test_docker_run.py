"""The container of a process: every input of one, and what differs in the others."""

import json
from typing import Any

import pytest

from celery_stack.targets.containers.command import LAUNCHER
from celery_stack.targets.containers.environment import TMPFS

from .docker_api import FakeEngine
from .docker_stack import SECRETS, env, labels, stack, whole

pytestmark = pytest.mark.usefixtures("engine")


@pytest.fixture
def args() -> dict[str, Any]:
    return whole()


def test_the_resources_of_a_whole_stack(args: dict[str, Any]) -> None:
    args["app"] |= {"release": ["migrate"], "generated_secrets": ["SALT"]}
    found = stack(args).named()
    [runtime] = [name for name, kind in found.items() if name.startswith("shop-runtime-") and kind == "Volume"]
    filled = [runtime, *(f"shop-{role}-secrets" for role in ("release", "web", "worker-mail", "beat"))]
    assert found == {
        **{"shop": "CeleryStack", "shop-image": "RemoteImage", "shop-SALT": "RandomPassword"},
        **{"shop-broker-network": "Network", "shop-egress-network": "Network"},
        **{"shop-broker": "Broker", "shop-broker-image": "RemoteImage", "shop-broker-data": "Volume"},
        **{"shop-broker-password-1": "RandomPassword", "shop-broker-container": "Container"},
        **dict.fromkeys(filled, "Volume"),
        **{f"{name}-filler": "Container" for name in filled},
        **{"shop-release-container": "Container", "shop-web": "Web", "shop-web-container": "Container"},
        **{"shop-worker-mail": "Worker", "shop-beat": "Beat", "shop-beat-kept": "Volume"},
        **dict.fromkeys(("shop-worker-mail-container", "shop-worker-mail-container-1"), "Container"),
        "shop-beat-container": "Container",
    }


def test_every_input_of_the_web_container(args: dict[str, Any]) -> None:
    made = stack(args)
    inputs = dict(made["shop-web-container"].inputs)
    given, tags = env({"envs": inputs.pop("envs")}), labels({"labels": inputs.pop("labels")})
    [runtime] = [one.state["name"] for one in made.of("Volume") if one.name.startswith("shop-runtime-")]
    assert inputs == {
        "image": "sha256:of-registry/shop:1",
        "command": [
            *LAUNCHER,
            *("gunicorn", "--bind=0.0.0.0:8000", "--workers=2", "--threads=4", "--log-level=warning"),
            *("--graceful-timeout=20", "celery_stack_runtime.wsgi:application"),
        ],
        "user": "10001:10001",
        "capabilities": {"drops": ["ALL"]},
        "securityOpts": ["no-new-privileges"],
        "readOnly": True,
        "tmpfs": {"/tmp": "rw,noexec,nosuid,nodev,size=64m,mode=1777"},
        "init": True,
        "memory": 512,
        "memorySwap": 512,
        "restart": "always",
        "mustRun": True,
        "start": True,
        "healthcheck": {
            "tests": ["CMD", "python3", "-S", "-m", "celery_stack_runtime.probe", "--live", "8000"],
            **{"interval": "10s", "timeout": "10s", "startPeriod": "1m0s", "retries": 3},
        },
        "logDriver": "json-file",
        "logOpts": {"max-size": "10m", "max-file": "3"},
        "stopSignal": "SIGTERM",
        "stopTimeout": 35,
        "destroyGraceSeconds": 35,
        "networksAdvanced": [{"name": "shop-broker-network-1a2b3c4"}, {"name": "shop-egress-network-1a2b3c4"}],
        "ports": [{"internal": 8000, "external": 8000, "ip": "127.0.0.1"}],
        "volumes": [
            {"volumeName": runtime, "containerPath": "/run/celery-stack/runtime", "readOnly": True},
            {"volumeName": "shop-web-secrets-1a2b3c4", "containerPath": SECRETS, "readOnly": True},
        ],
    }
    assert {**tags, "celery-stack.secrets": len(tags["celery-stack.secrets"])} == {
        "celery-stack.stack": "shop/test",
        "celery-stack.component": "shop-web",
        "celery-stack.part": "container",
        "celery-stack.role": "web",
        "celery-stack.secrets": 16,
        "managed-by": "pulumi",
    }
    settings = json.loads(given.pop("CELERY_STACK_SETTINGS"))
    assert settings["accept_content"] == ["json"]
    assert given == {
        "CELERY_LOADER": "celery_stack_runtime:Loader",
        "CELERY_STACK_BROKER_URL": "redis://default@shop-test-shop-broker:6379/0",
        "CELERY_STACK_HEALTH_PATH": "/health",
        "CELERY_STACK_NAME": "shop",
        "CELERY_STACK_PASSWORD_FILE": f"{SECRETS}/CELERY_STACK_PASSWORD_FILE",
        "CELERY_STACK_RESULT_URL": "redis://default@shop-test-shop-broker:6379/1",
        "CELERY_STACK_ROLE": "web",
        "CELERY_STACK_SECRETS_FILE": f"{SECRETS}/CELERY_STACK_SECRETS_FILE",
        "CELERY_STACK_WEB_APP": "shop.wsgi:application",
        **{"HOME": "/tmp", "LANG": "C.UTF-8", "PYTHONDONTWRITEBYTECODE": "1", "PYTHONUNBUFFERED": "1"},
        "PYTHONPATH": "/run/celery-stack/runtime/runtime.zip",
    }


def test_a_container_is_made_anew_by_what_the_provider_changes_in_name_only(args: dict[str, Any]) -> None:
    for made in stack(args).of("Container"):
        assert made.delete_before_replace
        assert set(made.replace_on_changes) == {"healthcheck", "init", "tmpfs"}


def test_replicas_differ_in_what_tells_them_apart_only(args: dict[str, Any]) -> None:
    made = stack(args)
    one, other = (made[f"shop-worker-mail-{part}"].inputs for part in ("container", "container-1"))
    [differing] = [key for key in env(one) if env(one)[key] != env(other)[key]]
    assert env(one)[differing].replace("0", "1") == env(other)[differing]
    assert {**labels(one), "celery-stack.part": "container-1"} == labels(other)
    assert {**one, "envs": [], "labels": []} == {**other, "envs": [], "labels": []}
    assert one["ports"] == []


def test_beat_keeps_its_schedule(args: dict[str, Any]) -> None:
    made = stack(args)
    inputs = made["shop-beat-container"].inputs
    assert env(inputs)["CELERY_BEAT_SCHEDULE"] == "/var/tmp/schedule"
    kept = {"volumeName": made["shop-beat-kept"].state["name"], "containerPath": "/var/tmp", "readOnly": False}
    assert inputs["volumes"][-1] == kept


def test_what_is_given_is_joined_mounted_labelled_and_limited(args: dict[str, Any]) -> None:
    made = stack(
        args,
        user="app",
        networks=["database"],
        volumes={"/srv/media": "media"},
        tmpfs={"/run": "size=2m"},
        labels={"com.datadoghq.ad.logs": "[]", "celery-stack.stack": "of another"},
        memory=300,
        memory_of={"beat": 100, "shop-worker-mail": 200},
        cpus="0.5",
        log={"driver": "gelf", "options": {"gelf-address": "udp://127.0.0.1:12201"}},
    )
    web = made["shop-web-container"].inputs
    assert (web["user"], web["cpus"]) == ("app", "0.5")
    assert (
        web["tmpfs"]
        == {**made["shop-broker-container"].inputs["tmpfs"], "/run": "size=2m"}
        == {**TMPFS, "/run": "size=2m"}
    )
    assert web["networksAdvanced"][-1] == {"name": "database"}
    assert web["volumes"][-1] == {"volumeName": "media", "containerPath": "/srv/media", "readOnly": False}
    assert (labels(web)["com.datadoghq.ad.logs"], labels(web)["celery-stack.stack"]) == ("[]", "shop/test")
    assert (web["logDriver"], web["logOpts"]) == ("gelf", {"gelf-address": "udp://127.0.0.1:12201"})
    memory = {name: made[f"shop-{name}"].inputs["memory"] for name in ("web-container", "beat-container")}
    assert memory == {"web-container": 300, "beat-container": 100}
    assert made["shop-worker-mail-container-1"].inputs["memorySwap"] == 200
    assert made["shop-web"].outputs["facts"]["user"] == "app"


def test_a_role_may_have_limits_and_networks_of_its_own(args: dict[str, Any]) -> None:
    args["workers"]["mail"]["target"] = {"docker": {"memory": 64, "networks": ["database"]}}
    made, plain = stack(args), stack(whole())
    assert made.named() == plain.named()
    differing = {one.name for one in made.made.values() if one.inputs != plain[one.name].inputs}
    workers = {"shop-worker-mail-container", "shop-worker-mail-container-1"}
    assert differing == {"shop", "shop-worker-mail", *workers}
    for name in workers:
        assert (made[name].inputs["memory"], made[name].inputs["memorySwap"]) == (64, 64)
        assert made[name].inputs["networksAdvanced"][-1] == {"name": "database"}


def test_what_has_data_is_not_made_anew_for_its_labels(args: dict[str, Any]) -> None:
    made = stack(args)
    assert {one.ignore_changes for one in (*made.of("Volume"), *made.of("Network"))} == {("labels",)}


def test_swap_is_told_as_an_engine_without_its_limit_answers(args: dict[str, Any], engine: FakeEngine) -> None:
    engine.answers["GET /info"] = {"SwapLimit": False}
    assert {one.inputs.get("memorySwap", -1) for one in stack(args).of("Container")} == {-1}
