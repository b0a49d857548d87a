"""The launcher becomes the process, with exactly the values it was given, and a growing pause after failures."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from celery_stack.targets.host import launch

ODD = {
    "PERCENT": "50% %(here)s %%",
    "QUOTES": "a 'b' \"c\" \\ $HOME `id` #x ;y",
    "LINES": "first\nsecond\ttab",
    "EMPTY": "",
    "UNICODE": "é 😀",
    "BRACES": "{replica} {0}",
    "PATH": "/usr/bin:/bin",
}
SHOW = "import json, os, sys; print(json.dumps([dict(os.environ), sys.argv[1:], os.getcwd()]))"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "50% é of all"
    folder.mkdir()
    return folder


def launched(folder: Path, replica: str = "0", **changes: Any) -> subprocess.CompletedProcess[str]:
    """The launcher in a process of its own, started as Supervisor starts it."""
    spec = {
        "argv": [sys.executable, "-c", SHOW, "an argument", "--%s"],
        "env": ODD,
        "replica_env": {},
        "cwd": str(folder),
        "record": str(folder / "starts"),
    }
    file = folder / "shop.json"
    file.write_text(json.dumps({**spec, **changes}), encoding="utf-8")
    command = [sys.executable, "-SE", launch.__file__, str(file), replica]
    inherited = {"LEAKED": "from Supervisor", "LANG": "C.UTF-8"}
    return subprocess.run(command, env=inherited, capture_output=True, text=True, check=False)


def test_the_process_gets_exactly_what_was_written(folder: Path) -> None:
    env, arguments, where = json.loads(launched(folder).stdout)
    env.pop("LC_CTYPE", None)  # Python's own, set when the locale is not
    assert env == ODD
    assert arguments == ["an argument", "--%s"]
    assert where == str(folder)


def test_replicas_are_told_their_number(folder: Path) -> None:
    done = launched(folder, replica="7", replica_env={"NODE": "mail-{replica}@%h", "FILE": "/run/{replica}.{replica}"})
    env = json.loads(done.stdout)[0]
    assert (env["NODE"], env["FILE"], env["BRACES"]) == ("mail-7@%h", "/run/7.7", "{replica} {0}")
    assert (folder / "starts-7").is_file()


def test_it_becomes_the_process_instead_of_waiting_for_it(folder: Path) -> None:
    done = launched(folder, argv=["sh", "-c", "kill -9 $$"])
    assert done.returncode == -9


def test_a_missing_command_is_named_with_what_to_do(folder: Path) -> None:
    done = launched(folder, argv=["gunicorn-of-nowhere", "--bind"])
    assert done.returncode == 1
    assert done.stderr == "gunicorn-of-nowhere is not installed in /usr/bin:/bin; add it to app.requirements\n"


def pauses(record: Path, lives: list[float]) -> list[float]:
    """The pause before each start of a process that lived so long each time, after a first start."""
    now, found = 1_000_000.0, []
    for life in [0.0, *lives]:
        now += life
        found.append(launch.pause(record, now))
        now += found[-1]
    return found


@pytest.mark.parametrize(
    ("lives", "waits"),
    [
        ([], [0]),
        ([1], [0, 0]),
        ([1, 1, 1, 1, 1, 1, 1], [0, 0, 4, 8, 16, 30, 30, 30]),
        ([9, 9, 9, 9, 9, 9], [0, 0, 4, 8, 16, 30, 30]),
        ([1, 1, 1, 1, 1, 1, 600, 1, 1], [0, 0, 4, 8, 16, 30, 30, 0, 0, 4]),
        ([60, 60, 60, 60], [0, 0, 0, 0, 0]),
    ],
)
def test_the_pause_grows_to_half_a_minute_and_a_long_life_ends_it(
    lives: list[float], waits: list[float], tmp_path: Path
) -> None:
    assert pauses(tmp_path / "starts", lives) == waits


def test_it_never_gives_up_and_never_waits_longer_than_half_a_minute(tmp_path: Path) -> None:
    assert set(pauses(tmp_path / "starts", [0.5] * 300)[5:]) == {30}


@pytest.mark.parametrize("damage", ["", "[17", "[1000000.0, 3", "\0\0\0"])
def test_a_damaged_record_counts_as_none(damage: str, tmp_path: Path) -> None:
    record = tmp_path / "starts"
    record.write_text(damage)
    assert launch.pause(record, 1_000_000.0) == 0
