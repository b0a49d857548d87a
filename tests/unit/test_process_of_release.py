"""The release command's Process."""

from typing import Any

import pytest

from celery_stack import release, web
from celery_stack.errors import InvalidArgumentError
from celery_stack.process import Endpoint, Health

APP: Any = {
    "module": "shop",
    "env": {"TZ": "UTC"},
    "secrets": {"DATABASE_URL": "postgres://"},
    "release": ["python", "manage.py", "migrate"],
}
BROKER = Endpoint("127.0.0.1", 6390, "p")


def process(**changes: Any) -> Any:
    return release.process({**APP, **changes}, BROKER, "shop-release")


def test_it_runs_the_command_to_its_end() -> None:
    found = process()
    assert found.command == ("python", "manage.py", "migrate")
    assert (found.role, found.lifetime) == ("release", "once")
    assert (found.replicas, found.port, found.health) == (1, 0, Health())


@pytest.mark.parametrize("runtime", [True, False])
def test_it_gets_what_the_web_gets(runtime: bool) -> None:
    found = process(runtime=runtime)
    served = web.process({"app": {**APP, "runtime": runtime}, "command": ["serve"]}, BROKER, "shop-web")
    assert set(found.env) == set(served.env)
    assert set(found.secrets) == set(served.secrets)
    assert set(found.secret_files) == set(served.secret_files)
    assert found.settings == served.settings
    assert found.env.get("CELERY_STACK_ROLE", "release") == "release"


@pytest.mark.parametrize("command", [[], [""], ["", "migrate"]])
def test_a_command_without_a_program_is_refused(command: list[str]) -> None:
    with pytest.raises(InvalidArgumentError) as refused:
        process(release=command)
    wanted = "name a program and its arguments, or leave it out"
    assert str(refused.value) == f"shop-release: app.release is {command}; {wanted}"
