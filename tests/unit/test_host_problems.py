"""What cannot work on this machine is found by a look at it, before anything is made."""

import socket
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from celery_stack.targets.host.machine import Machine
from celery_stack.targets.host.resources.credential import CredentialProvider
from celery_stack.targets.host.resources.daemon import DaemonProvider
from celery_stack.targets.host.resources.environment import EnvironmentProvider
from celery_stack.targets.host.resources.folder import FolderProvider
from celery_stack.targets.host.resources.password import PasswordProvider
from celery_stack.targets.host.resources.port import PortProvider
from celery_stack.targets.host.resources.program import ProgramProvider
from celery_stack.targets.host.resources.reconciler import Reconciler, whole

from .machines import ME, UNPRIVILEGED

FOLDERS = ("config", "data", "secrets", "claims", "run", "log")


def problems(provider: Reconciler, news: dict[str, Any], olds: dict[str, Any] | None = None) -> dict[str, str]:
    said = [one.reason for one in provider.check(olds or {}, news).failures]
    found = provider.problems(Machine(news["user"]), whole(news), olds) if said else {}
    assert said == list(found.values())
    return dict(found)


@pytest.fixture
def taken() -> Iterator[int]:
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield server.getsockname()[1]


@pytest.fixture
def free() -> int:
    with socket.create_server(("127.0.0.1", 0)) as server:
        return int(server.getsockname()[1])


@pytest.fixture
def common(tmp_path: Path) -> dict[str, Any]:
    return {"user": ME, "state_dir": str(tmp_path / "state"), "name": "shop", "bind": "127.0.0.1"}


def test_a_wanted_port_that_is_taken_is_refused(common: dict[str, Any], taken: int) -> None:
    assert problems(PortProvider(), {**common, "wanted": float(taken)}) == {
        "wanted": f"broker.port is {taken}, but another process listens on 127.0.0.1:{taken}; "
        "choose a free port, or none"
    }


def test_a_port_that_is_free_or_ours_is_fine(common: dict[str, Any], taken: int, free: int) -> None:
    assert problems(PortProvider(), {**common, "wanted": free}) == {}
    assert problems(PortProvider(), {**common, "wanted": 0}) == {}
    assert problems(PortProvider(), {**common, "wanted": taken}, {**common, "number": float(taken)}) == {}


def test_a_port_is_chosen_once(common: dict[str, Any], free: int) -> None:
    chosen = PortProvider().create({**common, "wanted": 0}).outs or {}
    again = PortProvider().update("", chosen, {**common, "wanted": 0}).outs or {}
    assert 1024 < chosen["number"] == again["number"]
    assert (PortProvider().create({**common, "wanted": float(free)}).outs or {})["number"] == free


def test_a_free_port_of_version_6_is_found(common: dict[str, Any]) -> None:
    assert (PortProvider().create({**common, "bind": "::1", "wanted": 0}).outs or {})["number"] > 1024


def test_a_web_port_that_is_taken_is_refused_with_its_argument(common: dict[str, Any], taken: int) -> None:
    found = problems(ProgramProvider(), {**common, "port": taken, "argument": "web.port"})
    assert found["port"].startswith(f"web.port is {taken}, but another process listens on 127.0.0.1:{taken}")
    assert problems(ProgramProvider(), {**common, "port": taken}, {**common, "port": taken}) == {}
    assert problems(ProgramProvider(), {**common, "port": 0}) == {}


@pytest.mark.parametrize(("password", "says"), [("", "is empty"), ("50141\n", "line break"), ("50141\0", "control")])
def test_a_password_that_redis_could_not_take_is_refused_and_not_shown(
    common: dict[str, Any], password: str, says: str
) -> None:
    [reason] = problems(CredentialProvider(), {**common, "password": password}).values()
    assert reason.startswith("broker.password ")
    assert says in reason
    assert "50141" not in reason


def test_any_other_password_is_fine(common: dict[str, Any]) -> None:
    assert problems(CredentialProvider(), {**common, "password": "é %@:/#\"'\\ $"}) == {}


@pytest.fixture
def folder(common: dict[str, Any]) -> dict[str, Any]:
    return {**common, "log_dir": f"{common['state_dir']}/log", "owner": "the stack shop/test (shop)"}


def test_a_folder_is_made_claimed_and_removed(folder: dict[str, Any]) -> None:
    assert problems(FolderProvider(), folder) == {}
    made = FolderProvider().create(folder).outs or {}
    state = Path(folder["state_dir"])
    assert {path.name for path in state.iterdir()} == {*FOLDERS, "owner"}
    assert {name for name in FOLDERS if (state / name).stat().st_mode & 0o027} == set()
    assert (FolderProvider().read("", made).outs or {})["drift"] == ""
    FolderProvider().delete("", made)
    assert not state.exists()
    assert FolderProvider().read("", made).id is None


def test_a_folder_of_another_stack_is_refused(folder: dict[str, Any]) -> None:
    FolderProvider().create(folder)
    found = problems(FolderProvider(), {**folder, "owner": "the stack shop/prod (shop)"})
    assert found["state_dir"].endswith("belongs to the stack shop/test (shop); name another folder")


def test_a_lost_folder_is_drift(folder: dict[str, Any]) -> None:
    made = FolderProvider().create(folder).outs or {}
    Machine(ME).remove(Path(folder["state_dir"], "secrets"))
    assert (FolderProvider().read("", made).outs or {})["drift"] == "without secrets"


def test_a_folder_of_logs_that_was_there_before_stays(folder: dict[str, Any], tmp_path: Path) -> None:
    (tmp_path / "logs").mkdir()
    made = FolderProvider().create({**folder, "log_dir": str(tmp_path / "logs")}).outs or {}
    FolderProvider().delete("", made)
    assert (tmp_path / "logs").is_dir()


def test_logs_that_the_user_cannot_write_are_refused(folder: dict[str, Any], tmp_path: Path) -> None:
    (tmp_path / "logs").mkdir(mode=0o500)
    found = problems(FolderProvider(), {**folder, "user": UNPRIVILEGED, "log_dir": str(tmp_path / "logs")})
    assert found["log_dir"].startswith("target.host.log_dir ")
    assert "not writable" in found["log_dir"]


def test_a_password_is_drawn_from_letters_and_digits(common: dict[str, Any]) -> None:
    props = {**common, "length": 32.0, "version": 1.0}
    one, other = ((PasswordProvider().create(props).outs or {})["value"] for _ in range(2))
    assert one != other
    assert one.isalnum() and one.isascii() and len(one) == 32


def test_another_version_replaces_a_password(common: dict[str, Any]) -> None:
    made = PasswordProvider().create({**common, "length": 32, "version": 1}).outs or {}
    assert PasswordProvider().diff("", made, {**common, "length": 32, "version": 2}).replaces == ["version"]


with_an_environment = pytest.mark.parametrize(
    ("provider", "home"), [(EnvironmentProvider(), "folder"), (DaemonProvider(), "environment")]
)


@with_an_environment
def test_a_python_that_the_user_cannot_execute_is_refused_with_what_was_tried(
    common: dict[str, Any], provider: Reconciler, home: str
) -> None:
    said = problems(provider, {**common, home: "environment-1", "python": "/no/such/python"})["python"]
    assert said.startswith("target.host.python: no Python 3.11 ")
    assert "/no/such/python: " in said


@with_an_environment
def test_an_environment_that_is_there_is_not_looked_at_again(
    common: dict[str, Any], provider: Reconciler, home: str
) -> None:
    wanted = {**common, home: "environment-1", "python": "/no/such/python"}
    assert problems(provider, wanted, wanted) == {}
    assert problems(provider, {**wanted, home: "environment-2"}, wanted)
