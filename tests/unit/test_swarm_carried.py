"""What comes to a swarm's tasks: secrets, variables, the image."""

from pathlib import Path
from typing import Any

import pytest

from .docker_api import FakeEngine
from .recording import Secret, _Provider
from .swarm_answers import SWARM, TWO
from .swarm_stack import container, labels, refusal, stack


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


def test_what_is_replaced_under_a_new_name_is_not(args: dict[str, Any]) -> None:
    for one in (*stack(args).of("Secret"), *stack(args).of("ServiceConfig")):
        assert not one.delete_before_replace
        assert "name" not in one.inputs


def test_what_looks_like_a_swarms_template_stays_as_it_is(args: dict[str, Any]) -> None:
    args["app"]["env"] = {"FORMAT": "{{ name }}: {{.Task.Slot}}", "JSON": '{"a": {"b": {}}}'}
    env = container(stack(args)["shop-beat-service"])["env"]
    assert env["FORMAT"] == '{{"{{"}} name }}: {{"{{"}}.Task.Slot}}'
    assert env["JSON"] == '{"a": {"b": {}}}'


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


def test_what_has_data_is_not_made_anew_for_its_labels(args: dict[str, Any]) -> None:
    made = stack(args)
    for one in (*made.of("Volume"), made["shop-broker-network"]):
        assert "labels" in one.ignore_changes
