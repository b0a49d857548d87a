"""The files of a program: what is in which, who may read it, and what restarts the process."""

import json
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any
from urllib.parse import quote, quote_plus

import pytest

from celery_stack.targets.host.health import works
from celery_stack.targets.host.log import Log
from celery_stack.targets.host.resources.folder import SHARED_FOLDERS
from celery_stack.targets.host.resources.program import OWN_FOLDERS, ProgramProvider

from .machines import HERE, ME

ODD = "p@ss:w/o#r?d%&+ é\"' \\$"


@pytest.fixture
def props(tmp_path: Path) -> dict[str, Any]:
    (tmp_path / "log").mkdir()
    for folder in SHARED_FOLDERS:
        HERE.shared_folder(tmp_path / folder)
    return {
        "name": "shop-web",
        "user": ME,
        "state_dir": str(tmp_path),
        "log_dir": str(tmp_path / "log"),
        "python": "/usr/bin/python3",
        "argv": ["serve"],
        "env": {"A": "1"},
        "replica_env": {},
        "secrets": {"KEY": ODD},
        "secret_files": {"CELERY_STACK_PASSWORD_FILE": ODD},
        "cwd": "/",
        "replicas": 1,
        "stop_signal": "TERM",
        "stop_seconds": 75,
        "port": 0,
        "health": {"kind": "lifetime"},
    }


def conf(props: dict[str, Any]) -> str:
    [text] = [text for path, text in ProgramProvider().files(props).items() if path.suffix == ".conf"]
    return text


def test_the_files_of_a_program(props: dict[str, Any], tmp_path: Path) -> None:
    found = {str(path.relative_to(tmp_path)): text for path, text in ProgramProvider().files(props).items()}
    assert set(found) == {
        "secrets/shop-web/CELERY_STACK_PASSWORD_FILE",
        "secrets/shop-web/process.json",
        "config/programs/shop-web.conf",
    }
    assert found["secrets/shop-web/CELERY_STACK_PASSWORD_FILE"] == ODD
    assert json.loads(found["secrets/shop-web/process.json"])["env"] == {"A": "1", "KEY": ODD}


def test_every_file_is_its_users_alone_and_every_folder_closed(props: dict[str, Any]) -> None:
    ProgramProvider().write(HERE, props)
    for path in ProgramProvider().files(props):
        assert (path.stat().st_mode & 0o777, path.owner()) == (0o600, ME)
        assert path.parent.stat().st_mode & 0o027 == 0
    assert {Path(props["state_dir"], name, "shop-web").stat().st_mode & 0o777 for name in OWN_FOLDERS} == {0o700}


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("argv", ["serve", "-v"]),
        ("env", {"A": "2"}),
        ("secrets", {"KEY": "new"}),
        ("stop_seconds", 80),
        ("replicas", 2),
        ("cwd", "/tmp"),
    ],
)
def test_a_change_of_what_the_process_gets_restarts_it(props: dict[str, Any], key: str, value: Any) -> None:
    assert conf(props) != conf({**props, key: value})


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("secret_files", {"CELERY_STACK_PASSWORD_FILE": "rotated"}),
        ("start_seconds", 90),
        ("after", ["new"]),
        ("drift", "stopped"),
        ("health", {"kind": "port"}),
    ],
)
def test_a_rotated_password_or_another_look_at_it_restarts_nothing(props: dict[str, Any], key: str, value: Any) -> None:
    assert conf(props) == conf({**props, key: value})


def test_missing_files_are_forgotten_and_changed_ones_named(props: dict[str, Any]) -> None:
    provider = ProgramProvider()
    assert provider.drift(HERE, props) == "missing"
    provider.write(HERE, props)
    (Path(props["state_dir"]) / "secrets/shop-web/process.json").write_text("{}")
    assert provider.drift(HERE, props) == "changed: process.json"


def test_a_program_that_supervisor_does_not_know_is_drift(props: dict[str, Any]) -> None:
    ProgramProvider().write(HERE, props)
    assert ProgramProvider().drift(HERE, props) == "not loaded"


def test_removing_a_program_leaves_no_file(props: dict[str, Any], tmp_path: Path) -> None:
    provider = ProgramProvider()
    provider.write(HERE, props)
    for left in ("data/shop-web/0.heartbeat", "data/shop-web/starts-0", "log/shop-web.log", "log/shop-web.log.1"):
        (tmp_path / left).write_text("")
    for _ in range(2):
        provider.destroy(HERE, props)
    assert not [path for path in tmp_path.rglob("*") if path.is_file()]


def test_another_program_whose_name_begins_alike_keeps_its_files(props: dict[str, Any], tmp_path: Path) -> None:
    other = {**props, "name": "shop-web2"}
    for one in (props, other):
        ProgramProvider().write(HERE, one)
    (tmp_path / "log/shop-web2.log").write_text("kept")
    ProgramProvider().destroy(HERE, props)
    assert (tmp_path / "log/shop-web2.log").is_file()
    assert all(path.is_file() for path in ProgramProvider().files(other))


def test_the_end_of_a_log_is_shown_without_a_secret_and_without_what_was_before(props: dict[str, Any]) -> None:
    path = Path(props["log_dir"], "shop-web.log")
    path.write_text("an earlier start\n")
    log = Log(props)
    assert log.tail() == "(nothing)"
    with path.open("a") as file:
        file.write("\n".join([*map(str, range(30)), f"cannot use {ODD}!"]))
    assert log.tail().splitlines() == [*map(str, range(16, 30)), "cannot use ***!"]


@pytest.mark.parametrize("spelled", [str, repr, json.dumps, quote, quote_plus, partial(quote, safe="")])
def test_no_spelling_of_a_secret_is_shown(props: dict[str, Any], spelled: Callable[[str], str]) -> None:
    log = Log({**props, "secrets": {"SHORT": "p@ss", "LONG": ODD}})
    Path(props["log_dir"], "shop-web.log").write_text(f"cannot use {spelled(ODD)}")
    assert log.tail().replace('"', "").replace("'", "") == "cannot use ***"


def test_the_log_of_another_program_is_not_shown_through_a_link(props: dict[str, Any], tmp_path: Path) -> None:
    (tmp_path / "theirs").write_text("not yours")
    log = Log(props)
    Path(props["log_dir"], "shop-web.log").symlink_to(tmp_path / "theirs")
    assert log.tail() == "(nothing)"


def test_a_log_that_was_never_written_is_empty(props: dict[str, Any]) -> None:
    assert Log(props).tail() == "(nothing)"


def test_a_heartbeat_counts_when_it_is_newer_than_the_start(tmp_path: Path) -> None:
    heartbeats = [tmp_path / "0", tmp_path / "1"]
    health = {"kind": "files", "paths": list(map(str, heartbeats))}
    heartbeats[0].touch()
    assert not works(health, 0)
    heartbeats[1].touch()
    assert works(health, 0)
    assert not works(health, time.time() + 5)
