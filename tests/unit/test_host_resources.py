"""What the host target registers for a broker and for processes."""

from pathlib import Path
from typing import Any

import celery_stack_runtime
import pytest

from celery_stack import Broker, CeleryStack
from celery_stack.errors import InvalidArgumentError
from celery_stack.targets.host.machine import SYSTEM_PATH

from .recording import GENERATED_PORT, Recording, Secret, record


@pytest.fixture
def made(app: dict[str, Any], target: dict[str, Any]) -> Recording:
    args: Any = {
        "app": {**app, "env": {"TZ": "UTC"}},
        "target": target,
        "web": {"command": ["serve"], "port": 9000},
        "workers": {"mail": {"replicas": 2}},
        "beat": {},
    }
    return record(lambda: CeleryStack("shop", args) and None)


@pytest.fixture
def state(target: dict[str, Any]) -> str:
    return str(target["host"]["state_dir"])


def test_a_process_finds_its_own_environment_and_no_other(made: Recording, state: str) -> None:
    env = made["shop-beat-program"].inputs["env"]
    code = made["shop-code"].inputs["folder"]
    assert env["PATH"] == f"{made['shop-environment'].inputs['folder']}/bin:{SYSTEM_PATH}"
    assert env["PYTHONPATH"] == f"{code}/runtime:{code}/source"
    assert (env["HOME"], env["LANG"], env["TZ"]) == (f"{state}/data/shop-beat", "C.UTF-8", "UTC")
    assert env["CELERY_BEAT_SCHEDULE"] == f"{state}/data/shop-beat/schedule"
    assert env["CELERY_STACK_STATE_DIR"] == state
    assert made["shop-beat-program"].inputs["cwd"] == f"{code}/source"


def test_the_code_and_the_runtime_are_deployed_together(made: Recording, source: Path) -> None:
    runtime = str(Path(celery_stack_runtime.__file__).parent)
    copies = {"source": str(source), "runtime/celery_stack_runtime": runtime}
    assert made["shop-code"].inputs["copies"] == copies


def test_supervisor_has_an_environment_of_its_own(made: Recording, state: str) -> None:
    home = made["shop-daemon"].inputs["environment"]
    assert home.startswith(f"{state}/supervisor-")
    # Not the environment's own path: an update that fails returns to programs that were made with another.
    assert {one.inputs["python"] for kind in ("Program", "Redis") for one in made.of(kind)} == {f"{state}/python"}


def test_the_folder_belongs_to_one_component_of_one_stack(made: Recording) -> None:
    owner = made["shop-folder"].inputs["owner"]
    assert owner == f"CeleryStack('shop') in the stack shop/test of {Path.cwd()}"


def test_the_password_is_in_a_file_that_the_environment_names(made: Recording, state: str) -> None:
    inputs = made["shop-beat-program"].inputs
    path = f"{state}/secrets/shop-beat/CELERY_STACK_PASSWORD_FILE"
    assert inputs["env"]["CELERY_STACK_PASSWORD_FILE"] == path


def test_a_web_server_of_the_users_own_is_well_when_it_listens(made: Recording) -> None:
    inputs = made["shop-web-program"].inputs
    assert inputs["health"] == {"kind": "port", "bind": "127.0.0.1", "port": 9000}
    assert (inputs["argument"], inputs["port"]) == ("web.port", 9000)


def test_every_replica_has_its_heartbeat_looked_at(made: Recording, state: str) -> None:
    inputs = made["shop-worker-mail-program"].inputs
    paths = [f"{state}/data/shop-worker-mail/{number}.heartbeat" for number in range(2)]
    assert inputs["health"] == {"kind": "files", "paths": paths}
    assert inputs["replica_env"]["CELERY_STACK_HEARTBEAT_FILE"].replace("{replica}", "1") == paths[1]


def test_redis_is_given_its_files_a_private_address_and_no_password_in_clear(made: Recording, state: str) -> None:
    inputs = made["shop-broker-redis"].inputs
    assert inputs["argv"][1:] == [f"{state}/config/shop-broker.redis.conf"]
    assert inputs["bind"] == "127.0.0.1"
    assert "admin_password" not in inputs
    assert f"port {GENERATED_PORT}\n" in inputs["config"]
    assert inputs["health"] == {"kind": "port", "bind": "127.0.0.1", "port": GENERATED_PORT}


def test_redis_runs_before_it_is_given_the_password_and_processes_get_it_after(made: Recording, state: str) -> None:
    credential = made["shop-broker-credential"].inputs
    assert credential["admin_password"] == Secret("generated-shop-broker-redis")
    assert credential["after"] == ["shop-broker-redis"]
    assert credential["acl"] == made["shop-broker-redis"].inputs["acl"] == f"{state}/data/shop-broker/users.acl"
    names = list(made.named())
    assert names.index("shop-broker-credential") < names.index("shop-web-program")


def test_another_version_of_the_password_is_another_input_and_the_same_redis(target: dict[str, Any]) -> None:
    def made(version: int) -> Recording:
        return record(lambda: Broker("mine", {"target": target, "password_version": version}) and None)

    password = made(2)["mine-password"].inputs
    assert (password["version"], password["length"]) == (2, 32)
    assert made(2)["mine-redis"].inputs == made(1)["mine-redis"].inputs


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"source": "/no/such/folder"}, "app.source is '/no/such/folder', but there is no folder /no/such/folder"),
        ({"requirements": "/no/such.txt"}, "app.requirements: there is no file /no/such.txt"),
    ],
)
def test_code_that_is_not_there_is_refused(
    app: dict[str, Any], target: dict[str, Any], changes: dict[str, str], says: str
) -> None:
    args: Any = {"app": {**app, **changes}, "target": target}
    with pytest.raises(InvalidArgumentError) as refused:
        record(lambda: CeleryStack("shop", args), preview=True)
    assert str(refused.value).startswith(says)


def test_changed_code_is_another_folder(app: dict[str, Any], target: dict[str, Any], source: Path) -> None:
    def folder() -> str:
        args: Any = {"app": app, "target": target, "beat": {}}
        return str(record(lambda: CeleryStack("shop", args) and None)["shop-code"].inputs["folder"])

    before = folder()
    assert folder() == before
    (source / "shop.py").write_text("changed = True")
    assert folder() != before
