"""/health tells how the application is, /health/live that the process is, within a bound on time."""

import os
import signal
import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from .application import Application
from .conftest import ODD_PASSWORD, every_version
from .swallowing_proxy import SwallowingProxy
from .waiting import wait_for
from .web import serve

every_kind = pytest.mark.parametrize("kind", ["wsgi", "asgi", "django"])


@every_version
def test_it_names_workers_and_the_age_of_the_last_tick(application: Application) -> None:
    application.worker()
    application.beat()
    web = serve(application, "wsgi")
    wait_for(lambda: web.ask("/health").json()["beat"]["last_tick_age_seconds"] is not None)
    answer = web.ask("/health")
    document = answer.json()
    assert (answer.status_code, document["status"]) == (200, "ok")
    assert document["redis"]["ok"] is True
    assert 0 <= document["redis"]["milliseconds"] < 1000
    assert [worker["name"] for worker in document["workers"]] == ["worker@test"]
    assert 0 <= document["workers"][0]["age_seconds"] < 3
    assert document["beat"]["last_tick_age_seconds"] < 5
    assert answer.headers["Cache-Control"] == "no-store"


@every_kind
def test_without_a_worker_it_is_503_and_live_is_200(application: Application, kind: str) -> None:
    web = serve(application, kind)
    answer = web.ask("/health")
    assert (answer.status_code, answer.json()["status"]) == (503, "unavailable")
    assert answer.json()["redis"]["ok"] is True
    assert web.ask("/health/live").json() == {"status": "ok"}


@every_kind
def test_methods_and_paths(application: Application, kind: str) -> None:
    web = serve(application, kind)
    assert web.ask("/health/").status_code == 503
    assert web.ask("/health/live/").status_code == 200
    head = web.ask("/health/live", "HEAD")
    assert (head.status_code, head.content, head.headers["Content-Length"]) == (200, b"", "17")
    posted = web.ask("/health", "POST")
    assert (posted.status_code, posted.headers["Allow"]) == (405, "GET, HEAD")


@pytest.mark.parametrize("kind", ["wsgi", "asgi"])
def test_other_paths_are_the_applications(application: Application, kind: str) -> None:
    web = serve(application, kind, CELERY_STACK_HEALTH_PATH="/-/health")
    for path in ("/", "/health", "/-/healthy", "/-/health/lives", "/-/health//"):
        assert web.ask(path).text == f"the application's {path}"
    assert web.ask("/-/health").status_code == 503
    assert web.ask("/-/health/live").status_code == 200


@every_kind
def test_a_flood_asks_redis_once_a_second(application: Application, kind: str) -> None:
    web = serve(application, kind)
    web.ask("/health")
    before = application.server.calls("time"), application.server.calls("ping")
    end = time.monotonic() + 2

    def ask(_: int) -> int:
        answered = 0
        while time.monotonic() < end:
            assert web.ask("/health").status_code == 503
            answered += 1
        return answered

    with ThreadPoolExecutor(8) as pool:
        assert sum(pool.map(ask, range(8))) > 50
    assert 1 <= application.server.calls("time") - before[0] <= 3
    assert application.server.calls("ping") == before[1]


@every_kind
def test_a_redis_that_is_down_is_said_at_once(application: Application, kind: str) -> None:
    web = serve(application, kind)
    application.server.kill()
    wait_for(lambda: web.ask("/health").json()["redis"]["ok"] is False)
    answer = web.ask("/health")
    assert answer.status_code == 503
    assert answer.elapsed.total_seconds() < 1.5
    assert answer.json()["redis"]["error"] == "ConnectionError"
    assert "127.0.0.1" not in answer.text
    assert web.ask("/health/live").status_code == 200
    application.server.start()
    wait_for(lambda: web.ask("/health").json()["redis"]["ok"], seconds=3)


@every_kind
def test_a_silent_redis_holds_nobody_up(application: Application, kind: str) -> None:
    proxy = SwallowingProxy(application.server.port)
    try:
        web = serve(application, kind, CELERY_STACK_BROKER_URL=f"redis://default@127.0.0.1:{proxy.port}/0")
        assert web.ask("/health").json()["redis"]["ok"] is True
        proxy.swallows.set()
        wait_for(lambda: web.ask("/health").json()["redis"]["ok"] is False)
        with ThreadPoolExecutor(3) as pool:
            asked = pool.map(lambda _: web.ask("/health"), range(12))
            live = web.ask("/health/live")
            answers = list(asked)
        assert {answer.status_code for answer in answers} == {503}
        assert max(answer.elapsed.total_seconds() for answer in answers) < 2.5
        assert live.elapsed.total_seconds() < 1
    finally:
        proxy.close()


def test_a_wrong_password_is_no_secret_told(application: Application) -> None:
    application.write_password("wrong")
    web = serve(application, "wsgi")
    answer = web.ask("/health")
    assert answer.status_code == 503
    assert answer.json()["redis"]["error"] == "AuthenticationError"
    assert "wrong" not in answer.text


def test_a_frozen_worker_falls_silent(application: Application) -> None:
    worker = application.worker()
    application.wait_until_ready()
    web = serve(application, "wsgi")
    wait_for(lambda: web.ask("/health").status_code == 200)
    os.kill(worker.pid, signal.SIGSTOP)
    wait_for(lambda: web.ask("/health").status_code == 503)


def test_a_beat_that_is_late_is_reported_and_not_an_outage(application: Application) -> None:
    application.worker()
    application.wait_until_ready()
    admin = application.server.admin
    admin.hset("celery-stack:demo:beat", mapping={"tick": time.time() - 500, "allowed": 60})
    web = serve(application, "wsgi")
    answer = web.ask("/health")
    assert (answer.status_code, answer.json()["status"]) == (200, "degraded")
    assert answer.json()["beat"]["last_tick_age_seconds"] >= 500


def test_outside_of_a_stack_the_applications_broker_is_asked(application: Application) -> None:
    application.server.rotate("simple")
    nothing = dict.fromkeys(
        ("CELERY_LOADER", "CELERY_STACK_NAME", "CELERY_STACK_RESULT_URL", "CELERY_STACK_PASSWORD_FILE"), ""
    )
    url = f"redis://:simple@127.0.0.1:{application.server.port}/0"
    environment = {**nothing, "CELERY_STACK_BROKER_URL": "", "CELERY_BROKER_URL": url}
    with_loader = {**environment, "CELERY_LOADER": "celery_stack_runtime:Loader"}
    application.worker(**with_loader)
    web = serve(application, "django", **environment, CELERY_STACK_SETTINGS="")
    answer = web.ask("/health")
    assert answer.json()["redis"]["ok"] is True
    assert ODD_PASSWORD not in answer.text
    assert "simple" not in answer.text
