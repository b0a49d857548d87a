"""celery-stack-runtime as one file: the same wherever it is made, and a program runs from it."""

import io
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from celery_stack import carried
from celery_stack.errors import InvalidArgumentError


@pytest.fixture
def archive() -> bytes:
    return carried.runtime_archive()


def test_it_is_the_same_whenever_it_is_made(archive: bytes) -> None:
    carried.runtime_archive.cache_clear()
    assert carried.runtime_archive() == archive


def test_times_modes_and_what_python_leaves_behind_are_not_in_it(archive: bytes) -> None:
    entries = zipfile.ZipFile(io.BytesIO(archive)).infolist()
    names = [entry.filename for entry in entries]
    assert names == sorted(names)
    assert all(name.startswith("celery_stack_runtime/") and name.endswith(".py") for name in names)
    assert {entry.date_time for entry in entries} == {(1980, 1, 1, 0, 0, 0)}
    assert {entry.external_attr >> 16 for entry in entries} == {0o644}


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["celery_stack_runtime.launch", "--", sys.executable, "-c", "print('launched')"], "launched"),
        (["celery_stack_runtime.probe"], "no heartbeat file"),
    ],
)
def test_a_program_runs_from_it_without_any_library(
    archive: bytes, tmp_path: Path, arguments: list[str], said: str
) -> None:
    path = tmp_path / "runtime.zip"
    path.write_bytes(archive)
    command, env = [sys.executable, "-S", "-m", *arguments], {"PYTHONPATH": str(path)}
    run = subprocess.run(command, env=env, capture_output=True, text=True, check=False)
    assert run.stdout.startswith(said), run.stderr


def test_without_the_runtime_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(carried, "RUNTIME", "no_such_package")
    with pytest.raises(InvalidArgumentError, match="celery-stack-runtime is not installed; pip install it"):
        carried.runtime_folder()
