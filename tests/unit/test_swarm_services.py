"""Where a swarm's services are reached, and how they take over from each other."""

import re
from typing import Any

import pytest

from celery_stack import Web
from celery_stack.errors import ProcessFailedError
from celery_stack.targets.containers.command import LAUNCHER

from .docker_api import FakeEngine
from .recording import record
from .swarm_answers import SWARM, service, task, updated
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


def test_loopback_is_the_stacks_own_networks(args: dict[str, Any]) -> None:
    made = stack(args)
    assert made["shop"].outputs["web_url"] == "http://shop-test-shop-web:8000"
    assert made["shop"].outputs["status_command"] == "docker service ls --filter label=celery-stack.stack=shop/test"


@pytest.mark.parametrize("bind", ["0.0.0.0", "::"])
def test_everywhere_is_every_node(args: dict[str, Any], bind: str) -> None:
    made = stack({**args, "web": {"wsgi": "shop.wsgi:application", "bind": bind, "port": 8010}})
    [port] = made["shop-web-service"].inputs["endpointSpec"]["ports"]
    assert port == {"protocol": "tcp", "targetPort": 8010, "publishedPort": 8010, "publishMode": "ingress"}
    assert made["shop"].outputs["web_url"].endswith(":8010")
    assert "127.0.0.1" in made["shop"].outputs["web_url"] or "[::1]" in made["shop"].outputs["web_url"]


def test_a_port_that_is_taken_is_refused(engine: FakeEngine, args: dict[str, Any]) -> None:
    engine.answers["GET /services"] = [service("other", port=8000)]
    args["web"]["bind"] = "0.0.0.0"
    wrong = "Web(\"shop-web\").port is 8000, which the service 'other' publishes; choose another"
    assert refusal(args) == wrong


def test_names_of_services_have_no_dots(args: dict[str, Any]) -> None:
    broker: Any = {"host": "redis.example.com"}
    wanted: Any = {"app": args["app"], "target": {"swarm": {}}, "broker": broker, "wsgi": "shop.wsgi:application"}
    made = record(lambda: Web("shop.Eu_", wanted) and None)
    assert re.fullmatch("shop-test-shop-eu-[0-9a-f]{8}", made["shop.Eu_-service"].inputs["name"])


def test_an_update_that_was_undone_is_tried_again(engine: FakeEngine, args: dict[str, Any]) -> None:
    engine.answers["GET /services"] = [service("shop-test-shop-beat", **updated("rollback_completed"))]
    made = stack(args)
    assert labels(made["shop-beat-service"].inputs)["celery-stack.attempt"] == "2030-01-01T00:00:00.5Z"
    assert "celery-stack.attempt" not in labels(container(made["shop-beat-service"]))
    assert "celery-stack.attempt" not in labels(made["shop-web-service"].inputs)


def test_the_release_runs_once_and_before_the_others(args: dict[str, Any]) -> None:
    args["app"]["release"] = ["migrate", "--noinput"]
    made = stack(args)
    release = made["shop-release-service"]
    assert container(release)["args"] == [*LAUNCHER, "migrate", "--noinput"]
    assert release.inputs["taskSpec"]["restartPolicy"]["condition"] == "none"
    assert release.inputs["updateConfig"]["failureAction"] == "continue"
    for later in ("shop-web-service", "shop-beat-service", "shop-worker-mail-service"):
        assert "shop-release-service" in made[later].dependencies
        assert "shop-release-service" not in made[later].by_property


def test_a_release_that_fails_ends_the_update_with_its_error(engine: FakeEngine, args: dict[str, Any]) -> None:
    engine.answers["GET /tasks"] = iter([[task("running")], [task("failed", error="task: non-zero exit (1)")]])
    alone = {"app": {**args["app"], "release": ["migrate"]}, "existing_broker": {"host": "redis"}}
    with pytest.raises(ProcessFailedError) as failed:
        stack(alone)
    assert str(failed.value).startswith("release 'shop-release' failed (task: non-zero exit (1)). The last lines")


def test_a_service_is_gone_before_another_takes_its_name(args: dict[str, Any]) -> None:
    assert all(one.delete_before_replace for one in stack(args).of("Service"))
