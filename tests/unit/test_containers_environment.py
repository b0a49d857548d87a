"""Environment, secret files and the digest by which a change of secrets is seen."""

import json
from typing import Any

import pulumi
import pytest
from pulumi.runtime import mocks

from celery_stack.process import Process
from celery_stack.targets.containers.environment import (
    RUNTIME_ARCHIVE,
    SECRETS_FILE,
    digest_of_secrets,
    environment,
    secret_files,
)

from .recording import Recording, is_secret, value_of


@pytest.fixture(autouse=True)
def program() -> None:
    recording = Recording()
    mocks.set_mocks(recording.mocks, project="shop", stack="test", monitor=recording)


def process(**changes: Any) -> Process:
    given: dict[str, Any] = {"secrets": {"KEY": "s3cret", "SALT": pulumi.Output.secret("pepper")}, **changes}
    return Process("worker", ("celery",), **given)


def variables(one: Process, replica: str = "0", python_path: str = "") -> dict[str, str]:
    return {variable: value_of(value) for variable, value in environment(one, replica, python_path).items()}


def test_the_variables_of_a_process_that_has_nothing() -> None:
    assert variables(Process("worker", ("celery",))) == {
        "HOME": "/tmp",
        "LANG": "C.UTF-8",
        "PYTHONDONTWRITEBYTECODE": "1",
        "PYTHONPATH": RUNTIME_ARCHIVE,
        "PYTHONUNBUFFERED": "1",
    }


def test_what_the_image_has_on_its_path_stays_there_after_the_runtime() -> None:
    assert variables(process(), python_path="/app:/lib")["PYTHONPATH"] == f"{RUNTIME_ARCHIVE}:/app:/lib"


def test_files_are_where_a_process_may_write_or_read_them() -> None:
    one = process(files={"BEAT": "heartbeat"}, persistent_files={"SCHEDULE": "s"}, secret_files={"PASSWORD": "p"})
    found = variables(one)
    assert (found["BEAT"], found["SCHEDULE"]) == ("/tmp/heartbeat", "/var/tmp/s")
    assert (found["PASSWORD"], found[SECRETS_FILE]) == (
        "/run/celery-stack/secrets/PASSWORD",
        f"/run/celery-stack/secrets/{SECRETS_FILE}",
    )


def test_no_secret_is_a_variable() -> None:
    found = variables(process(secret_files={"PASSWORD": "p4ss"}))
    assert not {"KEY", "SALT"} & set(found)
    assert not [value for value in found.values() if value in ("s3cret", "pepper", "p4ss")]


def test_ones_own_variables_win_and_odd_values_arrive() -> None:
    found = variables(process(env={"LANG": "de_DE.UTF-8", "ODD": "a=b\n c", "LATER": pulumi.Output.from_input("x")}))
    assert (found["LANG"], found["ODD"], found["LATER"]) == ("de_DE.UTF-8", "a=b\n c", "x")


def test_replicas_are_told_apart() -> None:
    one = process(replica_env={"NODE": "mail-{replica}"})
    assert [variables(one, replica)["NODE"] for replica in ("0", "1")] == ["mail-0", "mail-1"]


def test_secrets_are_together_in_one_sealed_file() -> None:
    found = secret_files(process(secret_files={"PASSWORD": "p4ss"}))
    assert set(found) == {"PASSWORD", SECRETS_FILE}
    assert is_secret(found[SECRETS_FILE])
    assert json.loads(value_of(found[SECRETS_FILE])) == {"KEY": "s3cret", "SALT": "pepper"}
    assert secret_files(process(secrets={}, secret_files={"PASSWORD": "p4ss"})) == {"PASSWORD": "p4ss"}


def digest(name: str = "shop-worker", **changes: Any) -> str:
    return str(value_of(digest_of_secrets(name, process(**changes))))


@pytest.mark.parametrize(
    "changes",
    [
        {"secrets": {"KEY": "another", "SALT": "pepper"}},
        {"secrets": {"KEY": "s3cret"}},
        {"secrets": {"KEY2": "s3cret", "SALT": "pepper"}},
    ],
)
def test_the_digest_changes_with_what_is_read_at_the_start(changes: dict[str, Any]) -> None:
    assert digest(**changes) != digest()


@pytest.mark.parametrize(
    "changes",
    [{"secret_files": {"PASSWORD": "p"}}, {"env": {"A": "1"}}, {"secrets": {"SALT": "pepper", "KEY": "s3cret"}}],
)
def test_the_digest_stays_with_what_is_read_anew_or_is_the_same(changes: dict[str, Any]) -> None:
    assert digest(**changes) == digest()


def test_the_digest_tells_nothing() -> None:
    found = digest_of_secrets("shop-worker", process())
    assert not is_secret(found)
    assert len(digest()) == 16
    assert digest("shop-beat") != digest()
    assert digest(secrets={}, secret_files={"PASSWORD": "p"}) == ""
