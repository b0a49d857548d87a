"""What runs in a container: the process's own command, reachable from outside, and how it is asked for its health."""

import shlex
from typing import Any

import pytest

from celery_stack import beat, release, web, worker
from celery_stack.process import Endpoint, Process
from celery_stack.targets.containers.command import LAUNCHER, PROBE, command, health_test

APP: Any = {"module": "shop"}
BROKER = Endpoint("redis", 6379, "p")


def served(bind: str, *words: str, port: int = 8000) -> list[str]:
    return command(Process("web", words, port=port, bind=bind))


@pytest.mark.parametrize(
    ("bind", "word", "becomes"),
    [
        ("127.0.0.1", "--bind=127.0.0.1:8000", "--bind=0.0.0.0:8000"),
        ("127.0.0.1", "127.0.0.1:8000", "0.0.0.0:8000"),
        ("127.0.0.1", "--host=127.0.0.1", "--host=0.0.0.0"),
        ("127.0.0.1", "127.0.0.1", "0.0.0.0"),
        ("10.0.0.5", "--bind=10.0.0.5:8000", "--bind=0.0.0.0:8000"),
        ("::1", "--bind=[::1]:8000", "--bind=0.0.0.0:8000"),
        ("::1", "--host=::1", "--host=0.0.0.0"),
        ("::", "--bind=[::]:8000", "--bind=0.0.0.0:8000"),
        ("0.0.0.0", "--bind=0.0.0.0:8000", "--bind=0.0.0.0:8000"),
    ],
)
def test_a_server_listens_on_the_containers_own_address(bind: str, word: str, becomes: str) -> None:
    assert served(bind, "serve", word) == ["serve", becomes]


@pytest.mark.parametrize(
    ("bind", "word"),
    [
        ("127.0.0.1", "--forwarded-allow-ips=127.0.0.1"),
        ("127.0.0.1", "127.0.0.11:8000"),
        ("127.0.0.1", "--statsd-host=127.0.0.1:8125"),
        ("::1", "fd00::1"),
        ("::", "shop::application"),
        ("127.0.0.1", "--bind=unix:/tmp/socket"),
    ],
)
def test_what_only_looks_like_its_address_stays(bind: str, word: str) -> None:
    assert served(bind, "serve", word) == ["serve", word]


@pytest.mark.parametrize("bind", ["127.0.0.1", "::1", "0.0.0.0", "::", "192.0.2.7"])
@pytest.mark.parametrize("server", ["wsgi", "asgi"])
def test_our_own_servers_listen_everywhere_in_the_container(server: str, bind: str) -> None:
    args: Any = {"app": APP, server: "shop.x:application", "bind": bind}
    found = command(web.process(args, BROKER, "shop-web"))
    assert {"--bind=0.0.0.0:8000", "--host=0.0.0.0"} & set(found)
    assert bind == "0.0.0.0" or not [word for word in found if bind in word]


def test_what_serves_nothing_is_run_as_it_is() -> None:
    args: Any = {"app": {**APP, "release": ["migrate", "--host=127.0.0.1", ""]}}
    for process in (
        worker.process(args, BROKER, "shop-worker"),
        beat.process(args, BROKER, "shop-beat"),
        release.process(args["app"], BROKER, "shop-release"),
    ):
        assert command(process) == list(process.command)


def test_a_launcher_goes_first_only_where_there_are_secrets_to_launch_with() -> None:
    process = Process("worker", ("celery", "worker"), secrets={"KEY": "s"}, secret_files={"FILE": "f"})
    assert command(process) == [*LAUNCHER, "celery", "worker"]
    assert LAUNCHER[-1] == "--"
    assert command(Process("worker", ("celery", "worker"), secret_files={"FILE": "f"})) == ["celery", "worker"]


@pytest.mark.parametrize(
    ("process", "asked"),
    [
        (web.process({"app": APP, "wsgi": "shop:app", "port": 9000}, BROKER, "w"), [*PROBE, "--live", "9000"]),
        (web.process({"app": APP, "asgi": "shop:app"}, BROKER, "w"), [*PROBE, "--live", "8000"]),
        (worker.process({"app": APP}, BROKER, "w"), [*PROBE]),
        (beat.process({"app": APP}, BROKER, "b"), [*PROBE]),
    ],
)
def test_the_runtimes_probe_asks_a_process(process: Process, asked: list[str]) -> None:
    assert health_test(process) == ["CMD", *asked]


def test_a_server_of_ones_own_is_asked_whether_it_listens() -> None:
    found = health_test(web.process({"app": APP, "command": ["serve"], "port": 9000}, BROKER, "w"))
    assert found[:4] == ["CMD", "python3", "-S", "-c"]
    assert "9000" in found[4]
    compile(found[4], "health test", "exec")


def test_nothing_is_asked_where_nothing_answers() -> None:
    without: Any = {**APP, "runtime": False}
    assert health_test(worker.process({"app": without}, BROKER, "w")) == []
    assert health_test(beat.process({"app": without}, BROKER, "b")) == []
    assert health_test(release.process({**APP, "release": ["x"]}, BROKER, "r")) == []


def test_no_shell_reads_a_health_test() -> None:
    for process in (worker.process({"app": APP}, BROKER, "w"), Process("web", ("serve",), port=80)):
        assert health_test(process)[0] == "CMD"
        assert shlex.join(health_test(process))
