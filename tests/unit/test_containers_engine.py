"""What an engine is asked before anything is made: is it there, has it the image, is the port free?"""

import base64
import json
import re
import socket
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from celery_stack.errors import InvalidArgumentError
from celery_stack.targets.containers.engine import NOBODY, Engine, connect

from .docker_api import FakeEngine, Refusal, answering, container

MINE = {"celery-stack.stack": "shop/test", "celery-stack.component": "shop-web"}


@pytest.fixture
def local(tmp_path: Path) -> Iterator[FakeEngine]:
    """An engine of this machine."""
    with answering(tmp_path / "socket") as engine:
        yield engine


def asked() -> Engine:
    return connect("", "target.docker")


@pytest.fixture
def taken() -> Iterator[int]:
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield server.getsockname()[1]


@pytest.fixture
def free() -> int:
    with socket.create_server(("127.0.0.1", 0)) as server:
        return int(server.getsockname()[1])


def refusal(engine: Engine, port: int, address: str = "127.0.0.1") -> str:
    with pytest.raises(InvalidArgumentError) as refused:
        engine.require_port('Web("shop-web").port', address, port, MINE)
    return str(refused.value)


def test_the_engine_is_the_one_that_the_environment_names_unless_the_arguments_do(
    engine: FakeEngine, tmp_path: Path
) -> None:
    assert (asked().host, asked().is_local) == (engine.url, False)
    with answering(tmp_path / "another") as another:
        assert Engine(another.url, "target.docker").is_local
        assert [what for what, _, _ in another.asked] == ["GET /version?", "GET /_ping?"]
        assert Engine(engine.url, "target.docker").host == engine.url


def test_an_engine_is_looked_for_once(engine: FakeEngine) -> None:
    assert asked() is asked()


@pytest.mark.parametrize(
    ("host", "reason"),
    [
        ("unix:///no/such/socket", "No such file or directory"),
        ("tcp://127.0.0.1:1", "Connection refused"),
        ("ftp://engine", "Invalid bind address protocol: ftp://engine"),
    ],
)
def test_no_engine_is_refused_with_its_name_and_the_reason(host: str, reason: str) -> None:
    with pytest.raises(InvalidArgumentError) as refused:
        Engine(host, "target.docker")
    assert str(refused.value).startswith(f"target.docker.host is {host!r}, but no Docker engine answers there (")
    assert reason in str(refused.value)
    assert str(refused.value).endswith("); start it, or name another")
    assert "\n" not in str(refused.value)


def test_an_engine_that_is_ill_is_refused(engine: FakeEngine) -> None:
    engine.answers["* /_ping"] = Refusal("it is on fire", 500)
    with pytest.raises(InvalidArgumentError, match=re.escape("no Docker engine answers there (it is on fire)")):
        asked()


@pytest.mark.parametrize("limits", [True, False])
def test_whether_swap_can_be_limited_is_asked_once(engine: FakeEngine, limits: bool) -> None:
    engine.answers["GET /info"] = iter([{"SwapLimit": limits}])
    assert [asked().limits_swap, asked().limits_swap] == [limits, limits]


def test_an_image_on_the_engine_is_enough(engine: FakeEngine) -> None:
    asked().require_image("app.image", "shop:1", {})
    assert not [what for what, _, _ in engine.asked if "distribution" in what]


LOGINS = {
    "r.example:5000": {"username": "me", "password": "s3cret"},
    "docker.io": {"username": "you", "password": "s3cret"},
}


@pytest.mark.parametrize(
    ("image", "login"),
    [
        ("r.example:5000/shop:1", LOGINS["r.example:5000"]),
        ("you/shop:1", LOGINS["docker.io"]),
        ("other.example/shop:1", NOBODY),
    ],
)
def test_an_image_in_its_registry_is_enough_and_that_ones_login_is_passed_on(
    engine: FakeEngine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, image: str, login: dict[str, str]
) -> None:
    # What `docker login` left here is nobody's: the provider would not use it.
    left = {"auths": {"other.example": {"auth": base64.b64encode(b"who:s3cret").decode()}}}
    (tmp_path / "config.json").write_text(json.dumps(left))
    monkeypatch.setenv("DOCKER_CONFIG", str(tmp_path))
    engine.answers["GET /images/*"] = Refusal(f"No such image: {image}")
    engine.answers["GET /distribution/*/json"] = {"Descriptor": {"digest": "sha256:0"}, "Platforms": []}
    asked().require_image("app.image", image, LOGINS)
    [sent] = [headers["X-Registry-Auth"] for what, headers, _ in engine.asked if "distribution" in what]
    assert json.loads(base64.urlsafe_b64decode(sent)) == login


def test_an_image_that_is_nowhere_is_refused_without_the_login(engine: FakeEngine) -> None:
    engine.answers["GET /images/*"] = Refusal("No such image: r.example/shop:1")
    engine.answers["GET /distribution/*"] = Refusal("unauthorized: who are you", 401)
    with pytest.raises(InvalidArgumentError) as refused:
        asked().require_image("app.image", "r.example/shop:1", {"r.example": LOGINS["r.example:5000"]})
    assert str(refused.value) == (
        "app.image is 'r.example/shop:1', which is neither on the engine nor in its registry "
        "(unauthorized: who are you); name one that is, or give `registries` who may pull it"
    )


def publishing(engine: FakeEngine, labels: dict[str, str]) -> None:
    engine.answers["GET /containers/json"] = [{"Id": "c0"}]
    engine.answers["GET /containers/c0/json"] = container(labels=labels)


@pytest.mark.parametrize("address", ["127.0.0.1", "0.0.0.0", "::1", "::"])
def test_a_port_that_is_free_is_taken(local: FakeEngine, free: int, address: str) -> None:
    asked().require_port("web.port", address, free, MINE)


@pytest.mark.parametrize("address", ["127.0.0.1", "0.0.0.0"])
def test_a_port_on_which_a_program_listens_is_refused(local: FakeEngine, taken: int, address: str) -> None:
    said = refusal(asked(), taken, address)
    assert said == f'Web("shop-web").port is {taken}, on which another program listens; choose another'


def test_an_address_that_is_not_this_machines_is_the_engines_to_refuse(local: FakeEngine, free: int) -> None:
    asked().require_port("web.port", "192.0.2.7", free, MINE)


def test_the_programs_of_another_machine_are_not_ours_to_see(engine: FakeEngine, taken: int) -> None:
    asked().require_port("web.port", "127.0.0.1", taken, MINE)


def test_a_port_of_our_own_container_is_ours(local: FakeEngine, taken: int) -> None:
    publishing(local, {**MINE, "more": "labels"})
    asked().require_port("web.port", "127.0.0.1", taken, MINE)
    [listed] = [what for what, _, _ in local.asked if what.startswith("GET /containers/json")]
    assert f'"publish": ["{taken}"]' in listed


@pytest.mark.parametrize("labels", [{}, {**MINE, "celery-stack.stack": "shop/other"}])
def test_a_port_of_another_container_is_refused_by_its_name(engine: FakeEngine, labels: dict[str, str]) -> None:
    publishing(engine, labels)
    said = "which the container 'other' publishes; choose another, or stop that one"
    assert refusal(asked(), 8000) == f'Web("shop-web").port is 8000, {said}'


def test_what_is_left_of_an_engine_that_died_is_removed_and_nothing_else(engine: FakeEngine) -> None:
    engine.answers |= {"GET /containers/json": [{"Id": "c0"}, {"Id": "c1"}], "DELETE /containers/*": b""}
    asked().remove_others("c1", MINE)
    assert [what for what, _, _ in engine.asked if what.startswith("DELETE")] == [
        "DELETE /containers/c0?v=False&link=False&force=True"
    ]
    [listed] = [what for what, _, _ in engine.asked if what.startswith("GET /containers/json")]
    filters = json.loads(parse_qs(urlsplit(listed).query)["filters"][0])
    assert filters == {"status": ["created"], "label": [f"{key}={value}" for key, value in MINE.items()]}


def test_a_fake_engine_is_asked_by_the_real_client(engine: FakeEngine) -> None:
    found: Any = asked().client.version()
    assert found["ApiVersion"] == "1.41"
