"""A password that was given is in the files made for it, which only their owner reads, and nowhere else."""

from pathlib import Path

import psutil
import pytest
from conftest import PLANTED
from deployment import Deployment
from outside import free_port, processes


@pytest.fixture(scope="module")
def passwords(running: Deployment) -> list[bytes]:
    """The application's and the administrator's."""
    return [PLANTED.encode(), running.administrator_password().encode()]


def holders(folder: Path, secrets: list[bytes]) -> list[Path]:
    files = [path for path in folder.rglob("*") if path.is_file() and not path.is_symlink()]
    return [path for path in files if any(secret in path.read_bytes() for secret in secrets)]


def test_it_is_in_one_file_for_each_process_that_only_its_owner_reads(
    running: Deployment, passwords: list[bytes]
) -> None:
    found = holders(running.state_dir, passwords)
    assert {path.parent.name for path in found} == {"demo-web", "demo-worker-default", "demo-beat"}
    assert {path.stat().st_mode & 0o777 for path in found} == {0o600}


def test_every_file_with_configuration_or_secrets_is_its_owners(running: Deployment) -> None:
    for name in ("secrets", "config", "data"):
        files = [path for path in (running.state_dir / name).rglob("*") if path.is_file()]
        assert files
        assert [path for path in files if path.stat().st_mode & 0o007] == []
        # The folder is of who runs Pulumi, and its user may only look; what is a program's own is closed to all others.
        assert (running.state_dir / name).stat().st_mode & 0o027 == 0
    for name in ("secrets", "data"):
        own = [path for path in (running.state_dir / name).iterdir() if path.is_dir()]
        assert own
        assert [path for path in own if path.stat().st_mode & 0o777 != 0o700] == []


def test_it_is_not_in_a_log(running: Deployment, passwords: list[bytes]) -> None:
    assert list(running.log_dir.iterdir())
    assert holders(running.log_dir, passwords) == []


def test_it_is_not_in_pulumis_state_nor_in_the_stack_file(
    running: Deployment, pulumi_environment: dict[str, str], passwords: list[bytes]
) -> None:
    backend = Path(pulumi_environment["PULUMI_BACKEND_URL"].removeprefix("file://"))
    assert list(backend.rglob(f"{running.stack}.json"))
    assert holders(backend, passwords) == []
    assert holders(running.folder, passwords) == []
    assert holders(Path(pulumi_environment["PULUMI_HOME"]), passwords) == []


def test_it_is_in_nothing_that_pulumi_said(running: Deployment, passwords: list[bytes]) -> None:
    assert "Resources:" in running.said
    assert [secret for secret in passwords if secret.decode() in running.said] == []


def test_a_preview_of_a_change_does_not_show_it(running: Deployment) -> None:
    before = running.config("broker")
    running.change("broker", port=free_port())
    try:
        said = running.must("preview", "--diff")
    finally:
        running.configure(broker=before)
    assert "broker-port" in said
    assert PLANTED not in said


def test_it_is_on_no_command_line_and_in_no_environment(running: Deployment, passwords: list[bytes]) -> None:
    assert len(processes(running.state_dir)) > 4
    shown = [
        path
        for pid in psutil.pids()
        for path in (Path(f"/proc/{pid}/cmdline"), Path(f"/proc/{pid}/environ"))
        if any(secret in _read(path) for secret in passwords)
    ]
    assert shown == []


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError:
        return b""


def test_nobody_else_may_enter_the_stacks_folders(running: Deployment) -> None:
    for folder in (running.state_dir, running.log_dir):
        assert folder.stat().st_mode & 0o007 == 0
