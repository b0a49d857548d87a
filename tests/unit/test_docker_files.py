"""What a process is given by way of files, and what a change of them, or of the order of anything, comes to."""

import json
from base64 import b64decode
from typing import Any

import pytest

from celery_stack.targets.containers.command import LAUNCHER

from .docker_stack import PASSWORD, SECRETS, env, sealed, stack, whole

pytestmark = pytest.mark.usefixtures("engine")


@pytest.fixture
def args() -> dict[str, Any]:
    return whole()


def test_secrets_are_in_a_volume_of_the_processs_own_and_sealed(args: dict[str, Any]) -> None:
    made = stack(args)
    for role in ("web", "worker-mail", "beat"):
        inputs = made[f"shop-{role}-secrets-filler"].inputs
        assert (inputs["start"], inputs["mustRun"], inputs["networkMode"]) == (False, False, "none")
        assert inputs["volumes"] == [
            {"volumeName": f"shop-{role}-secrets-1a2b3c4", "containerPath": SECRETS, "readOnly": False}
        ]
        assert inputs["uploads"] == [
            {"file": f"{SECRETS}/CELERY_STACK_PASSWORD_FILE", "contentBase64": sealed(PASSWORD)},
            {"file": f"{SECRETS}/CELERY_STACK_SECRETS_FILE", "contentBase64": sealed('{"KEY": "s3cret"}')},
        ]


def test_a_new_secret_replaces_the_process_and_a_new_password_does_not(args: dict[str, Any]) -> None:
    def web(**changes: Any) -> dict[str, Any]:
        return stack({**args, **changes})["shop-web-container"].inputs

    before, after = web(), web(app={**args["app"], "secrets": {"KEY": "another"}})
    assert web(broker={"password": "one"}) == web(broker={"password_version": 2}) == before
    assert {key for key in after if after[key] != before[key]} == {"labels"}


def test_the_order_of_variables_is_no_change(args: dict[str, Any]) -> None:
    one, other = ({**args["app"], "env": env} for env in ({"A": "1", "B": "2"}, {"B": "2", "A": "1"}))
    envs = [stack({**args, "app": app})["shop-web-container"].inputs["envs"] for app in (one, other)]
    assert envs[0] == envs[1] == sorted(envs[0])


def test_processes_wait_for_files_and_the_release_but_are_not_replaced_with_them(args: dict[str, Any]) -> None:
    args["app"]["release"] = ["migrate", "--now"]
    made = stack(args)
    release = made["shop-release-container"]
    started = [release.inputs[key] for key in ("start", "mustRun", "restart")]
    assert started == [False, False, "no"]
    assert release.inputs["command"] == [*LAUNCHER, "migrate", "--now"]
    assert release.dependencies >= {"shop-release-secrets-filler"}
    for role in ("web-container", "worker-mail-container", "beat-container"):
        one = made[f"shop-{role}"]
        filler = f"shop-{role.partition('-container')[0]}-secrets-filler"
        assert one.dependencies >= {"shop-release-container", filler}
        fillers = {name for name in one.dependencies if name.endswith("-filler")}
        assert len(fillers) == 2
        assert not one.by_property & {*fillers, "shop-release-container", "shop-broker-container"}


def test_without_the_runtime_it_is_there_to_launch_with_only(args: dict[str, Any]) -> None:
    args["app"]["runtime"] = False
    made = stack(args)
    inputs = made["shop-worker-mail-container"].inputs
    assert inputs["command"][: len(LAUNCHER)] == [*LAUNCHER]
    assert env(inputs)["PYTHONPATH"] == "/run/celery-stack/runtime/runtime.zip"
    assert "CELERY_LOADER" not in env(inputs)
    assert "healthcheck" not in inputs
    content = made["shop-web-secrets-filler"].inputs["uploads"][0]["contentBase64"]
    assert json.loads(b64decode(content.value))["CELERY_BROKER_URL"].startswith("redis://default:generated-")


def test_another_application_has_its_own_image_and_secrets(args: dict[str, Any]) -> None:
    args["app"]["generated_secrets"] = ["SALT"]
    args["workers"]["mail"]["app"] = {"module": "other", "image": "registry/other:1"}
    made = stack(args)
    assert made["shop-worker-mail-image"].inputs["name"] == "registry/other:1"
    assert made["shop-worker-mail-container"].inputs["image"] == "sha256:of-registry/other:1"
    [upload] = made["shop-worker-mail-secrets-filler"].inputs["uploads"]
    assert upload["contentBase64"] == sealed(PASSWORD)


def test_the_same_application_in_another_image_is_run_from_that(args: dict[str, Any]) -> None:
    args["workers"]["mail"]["app"] = {"module": "shop", "image": "registry/shop:with-torch"}
    assert stack(args)["shop-worker-mail-container"].inputs["image"] == "sha256:of-registry/shop:with-torch"
