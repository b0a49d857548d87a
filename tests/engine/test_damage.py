"""A refresh sees what was damaged, and the next up repairs it."""

import shutil
import subprocess
from collections.abc import Callable

import psutil
import pytest
from deployment import Deployment

DAMAGE: dict[str, Callable[[Deployment], object]] = {}


def damage(do: Callable[[Deployment], object]) -> Callable[[Deployment], object]:
    DAMAGE[do.__name__] = do
    return do


@damage
def a_stopped_program(stack: Deployment) -> None:
    subprocess.run([stack.state_dir / "supervisorctl", "stop", "demo-worker-default"], check=True, timeout=60)


@damage
def a_changed_program(stack: Deployment) -> None:
    file = stack.state_dir / "config/programs/demo-web.conf"
    file.write_text(file.read_text().replace("autorestart=true", "autorestart=false"))


@damage
def a_changed_redis_configuration(stack: Deployment) -> None:
    file = stack.state_dir / "config/demo-broker.redis.conf"
    file.write_text(file.read_text().replace("noeviction", "allkeys-lru"))


@damage
def a_deleted_program(stack: Deployment) -> None:
    (stack.state_dir / "config/programs/demo-beat.conf").unlink()


@damage
def a_deleted_password(stack: Deployment) -> None:
    shutil.rmtree(stack.state_dir / "secrets/demo-worker-default")


@damage
def deleted_code(stack: Deployment) -> None:
    [code] = [path for path in stack.state_dir.glob("code-*") if path.is_dir()]
    shutil.rmtree(code)


@damage
def a_redis_without_its_access_list(stack: Deployment) -> None:
    (stack.state_dir / "data/demo-broker/users.acl").unlink()
    psutil.Process(stack.pids()["demo-broker"]).kill()


@damage
def the_whole_folder_deleted(stack: Deployment) -> None:
    shutil.rmtree(stack.state_dir)


@pytest.mark.parametrize("done", DAMAGE)
def test_it_is_seen_and_repaired(stack: Deployment, done: str) -> None:
    DAMAGE[done](stack)
    assert stack.sees_drift()
    stack.up()
    stack.wait_until_running()
    assert stack.application.adds()
    assert not stack.sees_drift()
