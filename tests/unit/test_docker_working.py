"""Where the web is published, and what is said before and after a process was made that does not work."""

from itertools import chain, repeat
from typing import Any

import pytest

from celery_stack import Web, Worker
from celery_stack.errors import InvalidArgumentError, ProcessFailedError

from .docker_api import FakeEngine, container, output
from .docker_stack import stack, whole
from .recording import Recording, record

pytestmark = pytest.mark.usefixtures("engine")


@pytest.fixture
def args() -> dict[str, Any]:
    return whole()


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
        stack(args, preview=True)


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
    made = container(Status="created", Running=False)
    engine.answers["GET /containers/shop-release-container/json"] = chain([made, container()], repeat(ended))
    engine.answers["POST /containers/shop-release-container/start"] = b""
    recording = Recording()
    with pytest.raises(ProcessFailedError, match="release 'shop-release' ended with exit status 2"):
        stack(args, into=recording)
    assert "shop-release-container" in recording.named()
    assert len([what for what, _, _ in engine.asked if what.endswith("/start?")]) == 1
    assert not {"shop-web-container", "shop-beat-container", "shop-worker-mail-container"} & set(recording.named())


def test_a_preview_plans_what_an_update_makes_and_waits_for_no_container(
    args: dict[str, Any], engine: FakeEngine
) -> None:
    planned = stack(args, preview=True)
    assert not [what for what, _, _ in engine.asked if "/containers/shop-" in what]
    assert planned.named() == stack(args).named()


def test_roles_alone_run_beside_a_redis_that_exists() -> None:
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
