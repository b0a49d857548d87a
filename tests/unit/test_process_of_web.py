"""The web application's Process."""

from typing import Any

import pytest

from celery_stack.errors import InvalidArgumentError
from celery_stack.process import Endpoint, Health
from celery_stack.web import process

from .recording import value_of

APP: Any = {"module": "shop"}
BROKER = Endpoint("127.0.0.1", 6390, "p")
WSGI: Any = {"app": APP, "wsgi": "shop.wsgi:application"}
ASGI: Any = {"app": APP, "asgi": "shop.asgi:application"}


def command(args: Any) -> str:
    return " ".join(process(args, BROKER, "shop-web").command)


def refusal(args: Any) -> str:
    with pytest.raises(InvalidArgumentError) as refused:
        process(args, BROKER, "shop-web")
    return str(refused.value)


def test_gunicorn_serves_wsgi_behind_the_health_answer() -> None:
    assert command(WSGI) == (
        "gunicorn --bind=127.0.0.1:8000 --workers=2 --threads=4 --log-level=warning --graceful-timeout=60"
        " celery_stack_runtime.wsgi:application"
    )


def test_uvicorn_serves_asgi_behind_the_health_answer() -> None:
    assert command(ASGI) == (
        "uvicorn --host=127.0.0.1 --port=8000 --workers=2 --log-level=warning --timeout-graceful-shutdown=60"
        " celery_stack_runtime.asgi:application"
    )


@pytest.mark.parametrize(
    ("changes", "has"),
    [
        ({"port": 9000, "bind": "0.0.0.0"}, "--bind=0.0.0.0:9000"),
        ({"bind": "::1"}, "--bind=[::1]:8000"),
        ({"processes": 8, "threads": 1}, "--workers=8 --threads=1"),
        ({"log_level": "DEBUG"}, "--log-level=debug"),
        ({"app": {**APP, "stop_grace": 5}}, "--graceful-timeout=5"),
        ({"app": {**APP, "runtime": False}}, " shop.wsgi:application"),
    ],
)
def test_an_argument_changes_its_part_of_the_command(changes: dict[str, Any], has: str) -> None:
    assert has in command({**WSGI, **changes})


def test_a_command_of_the_users_own_stays_as_it_is() -> None:
    found = process({"app": APP, "command": ["sh", "-c", "exec a 'b c'"], "port": 9000}, BROKER, "shop-web")
    assert found.command == ("sh", "-c", "exec a 'b c'")
    assert (found.port, found.health) == (9000, Health())
    assert "CELERY_STACK_WEB_APP" not in found.env


def test_the_runtime_is_told_what_to_wrap_and_where_to_answer() -> None:
    found = process({**ASGI, "health_path": "/ok"}, BROKER, "shop-web")
    assert found.env["CELERY_STACK_WEB_APP"] == "shop.asgi:application"
    assert found.env["CELERY_STACK_HEALTH_PATH"] == "/ok"
    assert found.env["CELERY_STACK_ROLE"] == "web"
    assert found.health == Health(path="/ok/live")


def test_without_the_runtime_nobody_answers_for_health() -> None:
    found = process({**WSGI, "app": {**APP, "runtime": False}}, BROKER, "shop-web")
    assert (found.health, found.env, found.secret_files) == (Health(), {}, {})


def test_a_web_process_neither_waits_long_for_redis_nor_holds_many_connections() -> None:
    found = process(WSGI, BROKER, "shop-web")
    assert (found.settings["broker_pool_limit"], found.settings["redis_socket_timeout"]) == (2, 5)
    assert (found.stop_signal, found.stop_seconds, found.singleton, found.replicas) == ("TERM", 75, False, 1)
    assert (found.port, found.bind, found.log_level) == (8000, "127.0.0.1", "warning")
    assert {key: value_of(value) for key, value in found.secret_files.items()} == {"CELERY_STACK_PASSWORD_FILE": "p"}


@pytest.mark.parametrize(
    ("args", "message"),
    [
        ({"app": APP}, 'Web("shop-web") must have one of wsgi, asgi, command; exactly one'),
        ({**WSGI, **ASGI}, 'Web("shop-web") must have one of wsgi, asgi, command; exactly one'),
        ({**WSGI, "port": 0}, 'Web("shop-web").port is 0; it must be 1 or more'),
        ({**WSGI, "port": 65_536}, 'Web("shop-web").port is 65536; it must be at most 65535'),
        ({**WSGI, "processes": 0}, 'Web("shop-web").processes is 0; it must be 1 or more'),
        ({**WSGI, "threads": -1}, 'Web("shop-web").threads is -1; it must be 1 or more'),
        ({**WSGI, "health_path": "health"}, "Web(\"shop-web\").health_path is 'health'; it begins"),
        ({**WSGI, "health_path": "/health/"}, "Web(\"shop-web\").health_path is '/health/'; it begins"),
        ({**WSGI, "log_level": "loud"}, "Web(\"shop-web\").log_level is 'loud'; it must be one of debug, info,"),
        ({"app": APP, "command": []}, 'Web("shop-web").command is []'),
    ],
)
def test_what_cannot_run_is_refused(args: Any, message: str) -> None:
    assert refusal(args).startswith(message)
