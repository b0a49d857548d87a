"""CeleryStack: which resources it registers, under whom, with which arguments, and what it gives out."""

import json
from pathlib import Path
from typing import Any

import pytest

from celery_stack import CeleryStack
from celery_stack.errors import InvalidArgumentError

from .recording import GENERATED_PORT, Made, Recording, Secret, clear, record

PASSWORD = Secret("generated-shop-broker-password")


@pytest.fixture
def whole(app: dict[str, Any], target: dict[str, Any]) -> dict[str, Any]:
    return {
        "app": {**app, "env": {"COLOUR": "env-50141"}, "secrets": {"KEY": "s3cret"}, "generated_secrets": ["SALT"]},
        "target": target,
        "web": {"wsgi": "shop.wsgi:application"},
        "workers": {"default": {}, "mail": {"queues": ["mail"], "replicas": 2}},
        "beat": {},
    }


def stack(args: Any) -> Recording:
    return record(lambda: CeleryStack("shop", args) and None)


@pytest.fixture
def made(whole: dict[str, Any]) -> Recording:
    return stack(whole)


def test_the_resources_of_a_whole_stack(made: Recording) -> None:
    assert made.named() == {
        "shop": "CeleryStack",
        "shop-folder": "Folder",
        "shop-daemon": "Supervisor",
        "shop-environment": "Environment",
        "shop-code": "Code",
        "shop-SALT": "Password",
        "shop-broker": "Broker",
        "shop-broker-port": "Port",
        "shop-broker-password": "Password",
        "shop-broker-redis": "Redis",
        "shop-broker-credential": "Credential",
        "shop-web": "Web",
        "shop-web-program": "Program",
        "shop-worker-default": "Worker",
        "shop-worker-default-program": "Program",
        "shop-worker-mail": "Worker",
        "shop-worker-mail-program": "Program",
        "shop-beat": "Beat",
        "shop-beat-program": "Program",
    }


def test_every_resource_is_below_the_component_whose_name_it_begins_with(made: Recording) -> None:
    for one in made.made.values():
        assert one.name == "shop" or one.name.startswith(f"{one.parent}-")
    assert {one.name for one in made.made.values() if not one.parent} == {"shop"}


def test_the_machine_is_prepared_once(made: Recording) -> None:
    kinds = [one.kind for one in made.made.values()]
    assert [kinds.count(kind) for kind in ("Folder", "Supervisor", "Environment", "Code")] == [1, 1, 1, 1]
    assert {one.parent for one in made.made.values() if one.kind in ("Folder", "Code")} == {"shop"}


def test_every_process_waits_for_what_was_prepared(made: Recording) -> None:
    ready = ["shop-daemon", "shop-environment", "shop-code"]
    assert [one.inputs["after"] for one in made.of("Program")] == [ready] * 4


def test_components_show_policies_what_the_user_wrote(made: Recording, whole: dict[str, Any]) -> None:
    inputs = made["shop"].inputs
    assert inputs["web"] == whole["web"]
    assert inputs["workers"] == whole["workers"]
    assert inputs["app"]["secrets"] == {"KEY": Secret("s3cret")}
    mail = made["shop-worker-mail"].inputs
    assert (mail["queues"], mail["replicas"], mail["app"]) == (["mail"], 2, inputs["app"])
    assert mail["broker"] == {"host": "127.0.0.1", "port": GENERATED_PORT, "user": "default", "password": PASSWORD}


def test_roles_share_the_target_with_its_user(made: Recording, target: dict[str, Any]) -> None:
    for one in ("shop-web", "shop-worker-mail", "shop-beat", "shop-broker"):
        host = made[one].inputs["target"]["host"]
        assert host["state_dir"] == target["host"]["state_dir"]
        assert host["user"] not in ("", "root")


def test_the_outputs(made: Recording, target: dict[str, Any]) -> None:
    outputs = dict(made["shop"].outputs)
    processes = outputs.pop("processes")
    assert set(processes) == {"web", "worker-default", "worker-mail", "beat"}
    assert outputs == {
        "web_url": "http://127.0.0.1:8000",
        "broker_host": "127.0.0.1",
        "broker_port": GENERATED_PORT,
        "broker_password": PASSWORD,
        "status_command": f"{target['host']['state_dir']}/supervisorctl status",
    }
    assert processes["worker-mail"] == made["shop-worker-mail"].outputs["facts"]


def test_facts_have_names_of_variables_and_no_value(made: Recording) -> None:
    facts = made["shop"].outputs["processes"]["web"]
    assert {"COLOUR", "CELERY_LOADER"} <= set(facts["env"])
    assert {"KEY", "CELERY_STACK_PASSWORD_FILE"} <= set(facts["secrets"])
    assert "50141" not in json.dumps(made["shop"].outputs["processes"])


def test_secrets_are_sealed_wherever_they_go(made: Recording) -> None:
    seen = [clear(one.inputs) + clear(one.outputs) for one in made.made.values()]
    for secret in ("s3cret", PASSWORD.value, "generated-shop-SALT", "generated-shop-broker-redis"):
        assert not [text for text in seen if secret in text]


def test_a_process_is_given_its_secrets(made: Recording) -> None:
    for program in made.of("Program"):
        assert program.inputs["secret_files"] == {"CELERY_STACK_PASSWORD_FILE": PASSWORD}
        assert program.inputs["secrets"] == {"KEY": Secret("s3cret"), "SALT": Secret("generated-shop-SALT")}


@pytest.mark.parametrize("left_out", ["web", "workers", "beat"])
def test_every_role_may_be_left_out(whole: dict[str, Any], left_out: str) -> None:
    del whole[left_out]
    made = stack(whole)
    kinds = {one.kind for one in made.made.values()}
    assert {"web": "Web", "workers": "Worker", "beat": "Beat"}[left_out] not in kinds
    assert (made["shop"].outputs["web_url"] == "") == (left_out == "web")


def test_an_existing_broker_is_used_and_none_made(whole: dict[str, Any]) -> None:
    made = stack({**whole, "existing_broker": {"url": "redis://u:s3cret2@redis:6390"}})
    assert not made.of("Broker") + made.of("Redis") + made.of("Password")[1:]
    outputs = made["shop"].outputs
    assert (outputs["broker_host"], outputs["broker_port"]) == ("redis", 6390)
    assert outputs["broker_password"] == Secret("s3cret2")
    env = made["shop-beat-program"].inputs["env"]
    assert env["CELERY_STACK_BROKER_URL"] == "redis://u@redis:6390/0"
    assert not [one.name for one in made.made.values() if "s3cret2" in clear(one.inputs) + clear(one.outputs)]


def test_a_broker_is_made_or_used_not_both(whole: dict[str, Any]) -> None:
    with pytest.raises(InvalidArgumentError, match="shop has `broker` and `existing_broker`; make one or use one"):
        stack({**whole, "broker": {}, "existing_broker": {"host": "redis"}})


def program_of(made: Recording, name: str) -> Made:
    return made[f"{name}-program"]


def test_a_role_may_run_another_application(whole: dict[str, Any], tmp_path: Path) -> None:
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "requirements.txt").write_text("celery\ndjango\n")
    whole["workers"]["mail"]["app"] = {"module": "other", "source": str(tmp_path / "other")}
    made = stack(whole)
    assert made["shop-worker-mail-code"].parent == "shop-worker-mail"
    mail, rest = program_of(made, "shop-worker-mail").inputs, program_of(made, "shop-worker-default").inputs
    assert mail["argv"][2] == "other"
    assert mail["env"]["CELERY_STACK_NAME"] == "other"
    assert (mail["cwd"] != rest["cwd"], mail["env"]["PATH"] != rest["env"]["PATH"]) == (True, True)
    assert "KEY" not in mail["secrets"]


def test_a_release_is_the_stacks_and_no_roles(whole: dict[str, Any]) -> None:
    whole["app"]["release"] = ["migrate"]
    made = stack(whole)
    assert made["shop"].inputs["app"]["release"] == ["migrate"]
    roles = [made[f"shop-{role}"] for role in ("web", "worker-mail", "beat")]
    assert not [one.name for one in roles if "release" in one.inputs["app"]]
    whole["workers"]["mail"]["app"] = whole["app"]
    with pytest.raises(InvalidArgumentError, match=r"app\.release is for a CeleryStack"):
        stack(whole)


def test_without_the_runtime_it_still_runs_and_says_what_is_lost(
    whole: dict[str, Any], caplog: pytest.LogCaptureFixture
) -> None:
    whole["app"]["runtime"] = False
    made = stack(whole)
    assert set(made["shop-code"].inputs["copies"]) == {"source"}
    inputs = program_of(made, "shop-web").inputs
    assert inputs["env"]["PYTHONPATH"] == inputs["cwd"]
    assert inputs["argv"][-1] == "shop.wsgi:application"
    assert inputs["secrets"]["CELERY_BROKER_URL"] == Secret(f"redis://default:{PASSWORD.value}@127.0.0.1:6390/0")
    assert [record.levelname for record in caplog.records] == ["WARNING"] * 4
    assert "without celery-stack-runtime (app.runtime is false): no /health" in caplog.text


def test_a_stack_name_with_odd_characters(whole: dict[str, Any]) -> None:
    name = "my shop: 50% é"
    made = record(lambda: CeleryStack(name, whole) and None)
    for one in made.made.values():
        assert one.name == name or one.name.startswith(f"{one.parent}-")
    assert set(program_of(made, f"{name}-web").inputs["name"]) <= set("abcdefghijklmnopqrstuvwxyz0123456789-")
