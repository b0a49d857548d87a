"""Broker, Web, Worker and Beat alone, in a program that is not ours."""

from typing import Any

import pulumi
import pytest

from celery_stack import Beat, Broker, Web, Worker
from celery_stack.errors import InvalidArgumentError

from .recording import GENERATED_PORT, Recording, Secret, record

ROLES = {
    "Web": (Web, {"wsgi": "shop.wsgi:application"}),
    "Worker": (Worker, {}),
    "Beat": (Beat, {}),
}
every_role = pytest.mark.parametrize("role", ROLES)


@pytest.fixture
def alone(app: dict[str, Any], target: dict[str, Any]) -> Any:
    def made(role: str, broker: Any, **changes: Any) -> Recording:
        component, own = ROLES[role]
        args: Any = {"app": app, "target": target, "broker": broker, **own, **changes}
        return record(lambda: component("mine", args) and None)

    return made


@every_role
def test_a_role_prepares_the_machine_and_runs_below_itself(alone: Any, role: str) -> None:
    made = alone(role, {"host": "redis"})
    assert made.named() == {
        "mine": role,
        "mine-folder": "Folder",
        "mine-daemon": "Supervisor",
        "mine-environment": "Environment",
        "mine-code": "Code",
        "mine-program": "Program",
    }
    assert {one.parent for one in made.made.values()} == {"", "mine"}


@every_role
def test_a_role_takes_a_url_that_is_known_later(alone: Any, role: str) -> None:
    url = pulumi.Output.from_input("rediss://shop:p%40ss@redis.internal:6390")
    program = alone(role, {"url": url})["mine-program"].inputs
    wanted = "rediss://shop@redis.internal:6390"
    assert program["env"]["CELERY_STACK_BROKER_URL"] == f"{wanted}/0?ssl_cert_reqs=required"
    assert program["env"]["CELERY_STACK_RESULT_URL"] == f"{wanted}/1?ssl_cert_reqs=required"
    assert program["secret_files"] == {"CELERY_STACK_PASSWORD_FILE": Secret("p@ss")}


@every_role
def test_a_role_takes_the_parts_of_a_broker(alone: Any, role: str) -> None:
    broker = {"host": pulumi.Output.from_input("redis.internal"), "port": 6390, "password": "s3cret"}
    made = alone(role, broker)
    assert made["mine-program"].inputs["env"]["CELERY_STACK_BROKER_URL"] == "redis://default@redis.internal:6390/0"
    assert made["mine-program"].inputs["secret_files"] == {"CELERY_STACK_PASSWORD_FILE": Secret("s3cret")}
    assert made["mine"].inputs["broker"]["password"] == Secret("s3cret")
    assert made["mine"].outputs["facts"]["broker"] == {"host": "redis.internal", "port": 6390}


@every_role
def test_policies_learn_who_the_processes_belong_to(alone: Any, role: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("celery_stack.targets.host.args.UNPRIVILEGED_USER", "nobody")
    made = alone(role, {"host": "redis"}, target={"host": {"state_dir": "/state"}})
    assert made["mine"].outputs["facts"]["user"] == made["mine-program"].inputs["user"] != ""


@every_role
@pytest.mark.parametrize("missing", ["app", "target", "broker"])
def test_what_a_celery_stack_would_fill_in_is_asked_for(
    app: dict[str, Any], target: dict[str, Any], role: str, missing: str
) -> None:
    component, own = ROLES[role]
    args: Any = {"app": app, "target": target, "broker": {"host": "redis"}, **own}
    del args[missing]
    with pytest.raises(InvalidArgumentError) as refused:
        record(lambda: component("mine", args) and None)
    assert str(refused.value) == f'{role}("mine").{missing} is missing; outside a CeleryStack it must be given'


@every_role
def test_a_release_is_a_celery_stacks(alone: Any, app: dict[str, Any], role: str) -> None:
    with pytest.raises(InvalidArgumentError) as refused:
        alone(role, {"host": "redis"}, app={**app, "release": ["migrate"]})
    wanted = "is for a CeleryStack, which runs it before its roles start"
    assert str(refused.value) == f'{role}("mine").app.release {wanted}'


@every_role
def test_an_unknown_argument_is_refused(alone: Any, role: str) -> None:
    with pytest.raises(InvalidArgumentError, match=rf'{role}\("mine"\)\.log_levl is not known; did you mean'):
        alone(role, {"host": "redis"}, log_levl="info")


def test_a_web_application_alone_says_where_it_answers(alone: Any) -> None:
    made = alone("Web", {"host": "redis"}, port=9000, bind="0.0.0.0")
    assert made["mine"].outputs["url"] == "http://127.0.0.1:9000"


def test_an_address_of_version_6_is_one_in_a_url(alone: Any) -> None:
    made = alone("Web", {"host": "redis"}, bind="::1")
    assert made["mine"].outputs["url"] == "http://[::1]:8000"
    assert made["mine-program"].inputs["health"]["url"] == "http://[::1]:8000/health/live"


def test_a_broker_alone(target: dict[str, Any]) -> None:
    made = record(lambda: Broker("mine", {"target": target, "password": "s3cret", "port": 6400}) and None)
    assert made.named() == {
        "mine": "Broker",
        "mine-folder": "Folder",
        "mine-daemon": "Supervisor",
        "mine-port": "Port",
        "mine-redis": "Redis",
        "mine-credential": "Credential",
    }
    facts = {"role": "broker", "bind": "127.0.0.1", "private": True, "auth": True, "eviction": "noeviction"}
    outputs = made["mine"].outputs
    assert (outputs["host"], outputs["port"], outputs["password"]) == ("127.0.0.1", 6400, Secret("s3cret"))
    assert {key: outputs["facts"][key] for key in facts} == facts


def test_the_broker_of_one_program_serves_the_worker_of_another(app: dict[str, Any], target: dict[str, Any]) -> None:
    def program() -> None:
        broker = Broker("queue", {"target": target})
        Worker("mail", {"app": app, "target": broker.target, "broker": broker.ref})

    made = record(program)
    assert len(made.of("Folder")) == len(made.of("Supervisor")) == 1
    env = made["mail-program"].inputs["env"]
    assert env["CELERY_STACK_BROKER_URL"] == f"redis://default@127.0.0.1:{GENERATED_PORT}/0"
    assert made["mail-program"].inputs["secret_files"] == {
        "CELERY_STACK_PASSWORD_FILE": Secret("generated-queue-password")
    }


def test_the_callers_parent_does_not_take_the_children_away(app: dict[str, Any], target: dict[str, Any]) -> None:
    def program() -> None:
        mine = pulumi.ComponentResource("mine:index:Department", "department")
        args: Any = {"app": app, "target": target, "broker": {"host": "redis"}}
        Worker("mail", args, pulumi.ResourceOptions(parent=mine))

    made = record(program)
    assert made["mail"].parent == "department"
    assert made["mail-program"].parent == "mail"
