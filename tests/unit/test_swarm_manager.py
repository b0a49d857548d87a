"""What a manager of a swarm is asked before anything is made."""

from typing import Any

import pytest

from celery_stack.errors import InvalidArgumentError
from celery_stack.targets.containers.engine import connect
from celery_stack.targets.swarm.manager import Manager, manager

from .docker_api import FakeEngine, Refusal
from .swarm_answers import NODE, SWARM, TWO, node, service, updated

MINE = {"celery-stack.component": "shop-web"}


@pytest.fixture(autouse=True)
def a_swarm(engine: FakeEngine) -> FakeEngine:
    engine.answers |= SWARM
    return engine


def asked() -> Manager:
    return manager(connect("", "target.swarm"))


def refused(ask: Any) -> str:
    with pytest.raises(InvalidArgumentError) as refusal:
        ask(asked())
    return str(refusal.value)


@pytest.mark.parametrize(
    ("seen", "wrong"),
    [
        ({"LocalNodeState": "inactive"}, "is in no swarm; `docker swarm init` makes one"),
        ({"LocalNodeState": "active", "ControlAvailable": False}, "only works in a swarm; name a manager"),
        (None, "is in no swarm; `docker swarm init` makes one"),
    ],
)
def test_an_engine_that_manages_no_swarm_is_refused(engine: FakeEngine, seen: Any, wrong: str) -> None:
    engine.answers["GET /info"] = {"Swarm": seen} if seen else {}
    assert refused(lambda _: None) == f"target.swarm.host is {engine.url!r}, which {wrong}"


def test_a_manager_is_asked_once_who_it_is(engine: FakeEngine) -> None:
    assert asked() is asked()
    assert len([one for one, _, _ in engine.asked if one.startswith("GET /info")]) == 1


def test_the_only_node_keeps_the_data() -> None:
    assert asked().data_node("") == "one"
    assert asked().is_here("one")


def test_of_several_nodes_one_has_to_be_named(engine: FakeEngine) -> None:
    engine.answers["GET /nodes"] = TWO
    assert refused(lambda found: found.data_node("")) == (
        "target.swarm.data_node is missing; of several nodes it names the one that keeps the data: one, two"
    )
    assert (
        refused(lambda found: found.data_node("three")) == "target.swarm.data_node is 'three'; the swarm has: one, two"
    )
    assert asked().data_node("two") == "two"
    assert not asked().is_here("two")


def test_a_node_that_is_gone_is_no_choice(engine: FakeEngine) -> None:
    engine.answers["GET /nodes"] = [NODE, node("two", "n1", "down")]
    assert asked().data_node("") == "one"


@pytest.mark.parametrize(("options", "forbids"), [(["name=seccomp", "name=no-new-privileges"], True), ([], False)])
def test_an_engine_may_forbid_new_privileges_itself(engine: FakeEngine, options: list[str], forbids: bool) -> None:
    engine.answers["GET /info"] = {**SWARM["GET /info"], "SecurityOptions": options}
    assert asked().forbids_new_privileges is forbids


def test_a_network_has_to_be_one_of_the_swarm(engine: FakeEngine) -> None:
    assert asked().network("target.swarm.networks", "given")["Id"] == "n0"
    assert "GET /networks/given?scope=swarm" in [one for one, _, _ in engine.asked]


@pytest.mark.parametrize("name", ["nowhere", "bridge"])
def test_a_network_that_is_none_of_the_swarm_is_refused(name: str) -> None:
    wrong = refused(lambda found: found.network("target.swarm.networks", name))
    assert wrong == f"target.swarm.networks is {name!r}, but the swarm has no such overlay network"


@pytest.mark.parametrize(("digests", "nodes", "fits"), [([], 1, True), ([], 2, False), (["shop@sha256:1"], 2, True)])
def test_an_image_of_this_node_only_is_no_image_for_several(
    engine: FakeEngine, digests: list[str], nodes: int, fits: bool
) -> None:
    engine.answers |= {"GET /nodes": TWO[:nodes], "GET /images/*": {"Id": "sha256:0", "RepoDigests": digests}}
    if fits:
        asked().require_image_for_all("app.image", "shop:1")
        return
    wrong = refused(lambda found: found.require_image_for_all("app.image", "shop:1"))
    assert wrong == "app.image is 'shop:1', which no other node of the swarm could pull; push it to a registry"


def test_an_image_that_has_to_be_pulled_is_one_for_all(engine: FakeEngine) -> None:
    engine.answers |= {"GET /nodes": TWO, "GET /images/*": Refusal("No such image: shop:1")}
    asked().require_image_for_all("app.image", "shop:1")


def test_a_port_that_another_service_publishes_is_taken(engine: FakeEngine) -> None:
    engine.answers["GET /services"] = [service("quiet"), service("other", port=8000)]
    wrong = refused(lambda found: found.require_port("Web.port", "0.0.0.0", 8000, MINE))
    assert wrong == "Web.port is 8000, which the service 'other' publishes; choose another"
    asked().require_port("Web.port", "0.0.0.0", 8001, MINE)


def test_a_port_of_ones_own_is_not_asked_for_again(engine: FakeEngine) -> None:
    own = service("mine", port=8000)
    own["Spec"]["Labels"] = {**MINE, "managed-by": "pulumi"}
    engine.answers["GET /services"] = [own]
    asked().require_port("Web.port", "0.0.0.0", 8000, MINE)
    assert not [one for one, _, _ in engine.asked if one.startswith("GET /containers")]


def test_a_port_that_a_container_publishes_is_taken_too(engine: FakeEngine) -> None:
    engine.answers["GET /containers/json"] = [{"Id": "c0"}]
    wrong = refused(lambda found: found.require_port("Web.port", "0.0.0.0", 8000, MINE))
    assert wrong.startswith("Web.port is 8000, which the container 'other' publishes; choose another")


@pytest.mark.parametrize("state", ["rollback_started", "rollback_completed", "rollback_paused", "paused"])
def test_an_update_that_was_undone_is_tried_again_by_a_label(engine: FakeEngine, state: str) -> None:
    engine.answers["GET /services"] = [service("shop-beat-2"), service("shop-beat", **updated(state))]
    assert asked().attempt("shop-beat") == {"celery-stack.attempt": "2030-01-01T00:00:00.5Z"}


@pytest.mark.parametrize("labels", [{"celery-stack.attempt": "2029"}, {}, None])
def test_an_update_that_was_done_leaves_the_label_as_it_is(engine: FakeEngine, labels: Any) -> None:
    done = service("shop-beat", **updated("completed"))
    done["Spec"]["Labels"] = labels
    engine.answers["GET /services"] = [done]
    assert asked().attempt("shop-beat") == (labels or {})


def test_what_was_never_made_was_never_tried() -> None:
    assert asked().attempt("shop-beat") == {}
