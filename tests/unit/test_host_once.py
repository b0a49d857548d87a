"""A command that runs once: when again, with what, and what is left of it."""

import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psutil
import pytest

from celery_stack import CeleryStack
from celery_stack.targets.host import launch, orphans
from celery_stack.targets.host.machine import MachineError
from celery_stack.targets.host.resources import once
from celery_stack.targets.host.resources.folder import SHARED_FOLDERS
from celery_stack.targets.host.resources.once import OnceProvider

from .machines import HERE, ME
from .recording import Secret, record

ODD = "p@ss:w/o#r?d%&+ é\"' \\$\nsecond line"


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "data/shop-release"


@pytest.fixture
def props(tmp_path: Path, home: Path) -> Iterator[dict[str, Any]]:
    """What writes the secrets it was given to `seen`, and says one of them."""
    for folder in (*SHARED_FOLDERS, "log"):
        HERE.shared_folder(tmp_path / folder)
    shutil.copy(launch.__file__, tmp_path / "launch.py")
    yield {
        "name": "shop-release",
        "user": ME,
        "state_dir": str(tmp_path),
        "log_dir": str(tmp_path / "log"),
        "python": sys.executable,
        "argv": ["sh", "-c", 'echo "$KEY" | tee seen; cat "$PASSWORD_FILE" >>seen'],
        "env": {
            "PATH": "/usr/bin:/bin",
            "PASSWORD_FILE": str(tmp_path / "secrets/shop-release/PASSWORD_FILE"),
            orphans.ONCE_MARK: str(home),
        },
        "replica_env": {},
        "secrets": {"KEY": ODD},
        "secret_files": {"PASSWORD_FILE": "of Redis"},
        "cwd": str(tmp_path),
        "replicas": 1,
        "after": ["1"],
    }
    assert orphans.of(str(home), orphans.ONCE_MARK) == []
    assert list((tmp_path / "secrets").iterdir()) == []


def runs(props: dict[str, Any], command: str) -> dict[str, Any]:
    return OnceProvider().create({**props, "argv": ["sh", "-c", command]}).outs or {}


def refusal(props: dict[str, Any], command: str) -> str:
    with pytest.raises(MachineError) as failed:
        runs(props, command)
    return str(failed.value)


def test_it_gets_its_secrets_and_its_output_is_in_the_log(props: dict[str, Any], tmp_path: Path) -> None:
    OnceProvider().create(props)
    assert (tmp_path / "seen").read_text() == f"{ODD}\nof Redis"
    log = tmp_path / "log/shop-release.log"
    assert log.read_text() == f"{ODD}\n"
    assert log.stat().st_mode & 0o777 == 0o640


def test_a_failure_ends_with_its_last_lines_without_a_secret(props: dict[str, Any], tmp_path: Path) -> None:
    said = refusal(props, 'seq 100; echo "KEY is $KEY" >&2; exit 3')
    first, *lines = said.splitlines()
    assert first == f"shop-release ended with 3. The end of {tmp_path}/log/shop-release.log:"
    assert lines == [*(str(number) for number in range(87, 101)), "KEY is ***"]


def test_only_what_this_run_said_is_told(props: dict[str, Any]) -> None:
    refusal(props, "echo the first time; false")
    assert "the first time" not in refusal(props, "echo the second time; false")


def test_a_program_that_is_not_there_is_named(props: dict[str, Any]) -> None:
    with pytest.raises(MachineError, match="of-nowhere is not installed in /usr/bin:/bin; add it to"):
        OnceProvider().create({**props, "argv": ["of-nowhere"]})


def test_one_that_does_not_end_is_ended(props: dict[str, Any], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(once, "LONGEST_SECONDS", 1)
    assert refusal(props, "echo waiting; sleep 300 & sleep 300").endswith(
        f"shop-release did not end within 1 s. The end of {props['log_dir']}/shop-release.log:\nwaiting"
    )


def test_what_it_leaves_behind_is_ended(props: dict[str, Any]) -> None:
    assert runs(props, "sleep 300 &")["drift"] == ""


def test_one_that_nobody_waits_for_any_more_is_ended_first(props: dict[str, Any], home: Path) -> None:
    abandoned = subprocess.Popen(["sleep", "300"], env={orphans.ONCE_MARK: str(home)})
    runs(props, f"kill -0 {abandoned.pid} 2>/dev/null && exit 1; true")
    assert not psutil.pid_exists(abandoned.pid) or abandoned.poll() is not None


@pytest.mark.parametrize(
    ("key", "value"), [("argv", ["true"]), ("env", {"A": "2"}), ("secrets", {"KEY": "new"}), ("cwd", "/code-2")]
)
def test_it_runs_again_for_another_version(props: dict[str, Any], key: str, value: Any) -> None:
    found = OnceProvider().diff("", {**props, "drift": ""}, {**props, key: value})
    assert (found.changes, found.replaces) == (True, [])


@pytest.mark.parametrize(("key", "value"), [("secret_files", {"PASSWORD_FILE": "rotated"}), ("after", ["2"])])
def test_a_rotated_password_is_no_other_version(props: dict[str, Any], key: str, value: Any) -> None:
    assert not OnceProvider().diff("", {**props, "drift": ""}, {**props, key: value}).changes


def test_it_is_forgotten_where_the_stacks_folder_is_gone(props: dict[str, Any], home: Path) -> None:
    made = runs(props, "true")
    assert OnceProvider().read("shop-release", made).outs == made
    HERE.remove(home)
    assert OnceProvider().read("shop-release", made).id is None


def test_removing_it_leaves_no_file(props: dict[str, Any], tmp_path: Path) -> None:
    made = runs(props, "echo done; touch $HOME/x")
    for _ in range(2):
        OnceProvider().delete("", made)
    assert [path for path in tmp_path.rglob("*") if "release" in path.name] == []


def test_every_process_of_the_stack_waits_for_the_release(app: dict[str, Any], target: dict[str, Any]) -> None:
    args: Any = {"app": {**app, "release": ["migrate"]}, "target": target, "workers": {"default": {}}, "beat": {}}
    made = record(lambda: CeleryStack("shop", args) and None)
    inputs = made["shop-release-once"].inputs
    assert inputs["argv"] == ["migrate"]
    assert inputs["secret_files"] == {"CELERY_STACK_PASSWORD_FILE": Secret("generated-shop-broker-password")}
    assert inputs["env"][orphans.ONCE_MARK] == inputs["env"]["HOME"]
    assert inputs["cwd"] == made["shop-beat-program"].inputs["cwd"]
    for name in ("shop-worker-default-program", "shop-beat-program"):
        assert made[name].inputs["after"] == [*inputs["after"], "shop-release-once"]
