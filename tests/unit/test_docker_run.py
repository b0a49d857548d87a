"""The container of each process: every input of one, and what differs in the others."""

import json
from base64 import b64decode, b64encode
from itertools import chain, repeat
from pathlib import Path
from typing import Any

import pytest

from celery_stack import CeleryStack, Web, Worker
from celery_stack.errors import InvalidArgumentError, ProcessFailedError
from celery_stack.targets.containers.command import LAUNCHER

from .docker_api import FakeEngine, container, output
from .recording import Recording, Secret, record

PASSWORD = "generated-shop-broker-password-1"
SECRETS = "/run/celery-stack/secrets"


@pytest.fixture(autouse=True)
def an_engine(engine: FakeEngine) -> FakeEngine:
    return engine


@pytest.fixture
def args(source: Path) -> dict[str, Any]:
    (source / "Dockerfile").write_text("FROM shop\n")
    return {
        "app": {"module": "shop", "image": "registry/shop:1", "stop_grace": 20, "secrets": {"KEY": "s3cret"}},
        "target": {"docker": {}},
        "web": {"wsgi": "shop.wsgi:application"},
        "workers": {"mail": {"replicas": 2}},
        "beat": {},
    }


def stack(args: dict[str, Any], **docker: Any) -> Recording:
    wanted: Any = {**args, "target": {"docker": docker}}
    return record(lambda: CeleryStack("shop", wanted) and None)


def labels(inputs: dict[str, Any]) -> dict[str, str]:
    return {one["label"]: one["value"] for one in inputs["labels"]}


def env(inputs: dict[str, Any]) -> dict[str, str]:
    return dict(one.split("=", 1) for one in inputs["envs"])


def sealed(text: str) -> Secret:
    return Secret(b64encode(text.encode()).decode())


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
        **{f"shop-worker-mail-container-{number}": "Container" for number in range(2)},
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
    one, other = (made[f"shop-worker-mail-container-{number}"].inputs for number in range(2))
    [differing] = [key for key in env(one) if env(one)[key] != env(other)[key]]
    assert env(one)[differing].replace("0", "1") == env(other)[differing]
    assert {**one, "envs": []} == {**other, "envs": []}
    assert one["ports"] == []


def test_the_order_of_variables_is_no_change(args: dict[str, Any]) -> None:
    one, other = ({**args["app"], "env": env} for env in ({"A": "1", "B": "2"}, {"B": "2", "A": "1"}))
    envs = [stack({**args, "app": app})["shop-web-container"].inputs["envs"] for app in (one, other)]
    assert envs[0] == envs[1] == sorted(envs[0])


def test_beat_keeps_its_schedule(args: dict[str, Any]) -> None:
    made = stack(args)
    inputs = made["shop-beat-container"].inputs
    assert env(inputs)["CELERY_BEAT_SCHEDULE"] == "/var/tmp/schedule"
    kept = {"volumeName": made["shop-beat-kept"].state["name"], "containerPath": "/var/tmp", "readOnly": False}
    assert inputs["volumes"][-1] == kept


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


def test_processes_wait_for_files_and_the_release_but_are_not_replaced_with_them(args: dict[str, Any]) -> None:
    args["app"]["release"] = ["migrate", "--now"]
    made = stack(args)
    release = made["shop-release-container"]
    assert (release.inputs["restart"], release.inputs["mustRun"]) == ("no", False)
    assert release.inputs["command"] == [*LAUNCHER, "migrate", "--now"]
    assert release.dependencies >= {"shop-release-secrets-filler"}
    for role in ("web-container", "worker-mail-container-0", "beat-container"):
        one = made[f"shop-{role}"]
        filler = f"shop-{role.partition('-container')[0]}-secrets-filler"
        assert one.dependencies >= {"shop-release-container", filler}
        fillers = {name for name in one.dependencies if name.endswith("-filler")}
        assert len(fillers) == 2
        assert not one.by_property & {*fillers, "shop-release-container", "shop-broker-container"}


def test_without_the_runtime_it_is_there_to_launch_with_only(args: dict[str, Any]) -> None:
    args["app"]["runtime"] = False
    made = stack(args)
    inputs = made["shop-worker-mail-container-0"].inputs
    assert inputs["command"][: len(LAUNCHER)] == [*LAUNCHER]
    assert env(inputs)["PYTHONPATH"] == "/run/celery-stack/runtime/runtime.zip"
    assert "CELERY_LOADER" not in env(inputs)
    assert "healthcheck" not in inputs
    content = made["shop-web-secrets-filler"].inputs["uploads"][0]["contentBase64"]
    assert json.loads(b64decode(content.value))["CELERY_BROKER_URL"].startswith("redis://default:generated-")


def test_what_is_given_is_joined_mounted_labelled_and_limited(args: dict[str, Any]) -> None:
    made = stack(
        args,
        user="app",
        networks=["database"],
        volumes={"/srv/media": "media"},
        tmpfs={"/tmp": "size=1m", "/run": "size=2m"},
        labels={"com.datadoghq.ad.logs": "[]", "celery-stack.stack": "of another"},
        memory=300,
        memory_of={"beat": 100, "shop-worker-mail": 200},
        cpus="0.5",
        log={"driver": "gelf", "options": {"gelf-address": "udp://127.0.0.1:12201"}},
    )
    web = made["shop-web-container"].inputs
    assert (web["user"], web["cpus"], web["tmpfs"]["/run"]) == ("app", "0.5", "size=2m")
    assert web["networksAdvanced"][-1] == {"name": "database"}
    assert web["volumes"][-1] == {"volumeName": "media", "containerPath": "/srv/media", "readOnly": False}
    assert (labels(web)["com.datadoghq.ad.logs"], labels(web)["celery-stack.stack"]) == ("[]", "shop/test")
    assert (web["logDriver"], web["logOpts"]) == ("gelf", {"gelf-address": "udp://127.0.0.1:12201"})
    memory = {name: made[f"shop-{name}"].inputs["memory"] for name in ("web-container", "beat-container")}
    assert memory == {"web-container": 300, "beat-container": 100}
    assert made["shop-worker-mail-container-1"].inputs["memorySwap"] == 200
    assert made["shop-web"].outputs["facts"]["user"] == "app"


def test_swap_is_told_as_an_engine_without_its_limit_answers(args: dict[str, Any], engine: FakeEngine) -> None:
    engine.answers["GET /info"] = {"SwapLimit": False}
    assert {one.inputs.get("memorySwap", -1) for one in stack(args).of("Container")} == {-1}


def test_another_application_has_its_own_image_and_secrets(args: dict[str, Any]) -> None:
    args["app"]["generated_secrets"] = ["SALT"]
    args["workers"]["mail"]["app"] = {"module": "other", "image": "registry/other:1"}
    made = stack(args)
    assert made["shop-worker-mail-image"].inputs["name"] == "registry/other:1"
    assert made["shop-worker-mail-container-0"].inputs["image"] == "sha256:of-registry/other:1"
    [upload] = made["shop-worker-mail-secrets-filler"].inputs["uploads"]
    assert upload["contentBase64"] == sealed(PASSWORD)


def test_the_same_application_in_another_image_is_run_from_that(args: dict[str, Any]) -> None:
    args["workers"]["mail"]["app"] = {"module": "shop", "image": "registry/shop:with-torch"}
    assert stack(args)["shop-worker-mail-container-0"].inputs["image"] == "sha256:of-registry/shop:with-torch"


@pytest.mark.parametrize(
    ("bind", "ip", "url"),
    [
        ("127.0.0.1", "127.0.0.1", "http://127.0.0.1:8000"),
        ("0.0.0.0", "0.0.0.0", "http://127.0.0.1:8000"),
        ("192.0.2.7", "192.0.2.7", "http://192.0.2.7:8000"),
        ("::1", "::1", "http://[::1]:8000"),
    ],
)
def test_the_web_is_published_where_it_is_bound(args: dict[str, Any], bind: str, ip: str, url: str) -> None:
    args["web"]["bind"] = bind
    made = stack(args)
    assert [port["ip"] for port in made["shop-web-container"].inputs["ports"]] == [ip]
    assert made["shop"].outputs["web_url"] == url


@pytest.mark.parametrize("bind", ["localhost", "shop.example", "127.0.0.1:80", "256.0.0.1", "eth0", "*"])
def test_an_address_that_the_engine_would_take_for_all_is_refused(args: dict[str, Any], bind: str) -> None:
    args["web"]["bind"] = bind
    with pytest.raises(InvalidArgumentError) as refused:
        stack(args)
    assert str(refused.value).startswith(f'Web("shop-web").bind is {bind!r}; it must be an IP address')


def test_a_port_of_another_container_is_refused(args: dict[str, Any], engine: FakeEngine) -> None:
    engine.answers["GET /containers/json"] = [{"Id": "c0"}]
    with pytest.raises(InvalidArgumentError, match="which the container 'other' publishes; choose another"):
        stack(args)


def test_a_process_that_does_not_work_is_told_with_its_last_words(args: dict[str, Any], engine: FakeEngine) -> None:
    broken = "GET /containers/shop-worker-mail-container-1"
    engine.answers[f"{broken}/json"] = container(Status="restarting", Restarting=True, ExitCode=1)
    engine.answers[f"{broken}/logs"] = output(b"KeyError: 's3cret'")
    with pytest.raises(ProcessFailedError) as failed:
        stack(args)
    said = "worker 'shop-worker-mail' ended with exit status 1. The last lines of its output:\nKeyError: '***'"
    assert str(failed.value) == said


def test_a_release_that_failed_keeps_the_processes_from_being_made(args: dict[str, Any], engine: FakeEngine) -> None:
    args["app"]["release"] = ["migrate"]
    ended = container(Status="exited", Running=False, ExitCode=2)
    engine.answers["GET /containers/shop-release-container/json"] = chain([container()], repeat(ended))
    recording = Recording()
    wanted: Any = args
    with pytest.raises(ProcessFailedError, match="release 'shop-release' ended with exit status 2"):
        record(lambda: CeleryStack("shop", wanted) and None, into=recording)
    assert "shop-release-container" in recording.named()
    assert not {"shop-web-container", "shop-beat-container", "shop-worker-mail-container-0"} & set(recording.named())


def test_a_preview_plans_what_an_update_makes_and_waits_for_no_container(
    args: dict[str, Any], engine: FakeEngine
) -> None:
    wanted: Any = args
    planned = record(lambda: CeleryStack("shop", wanted) and None, preview=True)
    assert not [what for what, _, _ in engine.asked if "/containers/shop-" in what]
    assert planned.named() == stack(args).named()


def test_roles_alone_run_beside_a_redis_that_exists(source: Path) -> None:
    shared: Any = {
        "app": {"module": "shop", "image": "shop:1"},
        "target": {"docker": {"broker_network": "redis"}},
        "broker": {"host": "redis", "password": "s3cret"},
    }

    def program() -> None:
        Web("web", {**shared, "wsgi": "shop:app"})
        Worker("mail", shared)

    made = record(program)
    for name in ("web", "mail"):
        inputs = made[f"{name}-container"].inputs
        assert inputs["networksAdvanced"] == [{"name": "redis"}, {"name": f"{name}-egress-network-1a2b3c4"}]
        assert made[f"{name}-container"].parent == name
