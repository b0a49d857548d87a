"""What root runs or trusts is root's, and no link leads it to another file."""

import os
import pwd
import stat
from pathlib import Path

import pytest

from celery_stack.targets.host.machine import Machine

from .machines import HERE, ME, UNPRIVILEGED

AS_ROOT = ME != UNPRIVILEGED
GROUP = pwd.getpwnam(UNPRIVILEGED).pw_gid
PROCESSES = Machine(UNPRIVILEGED)


def access(path: Path) -> tuple[str, int, str]:
    found = path.stat()
    return path.owner(), found.st_gid, oct(stat.S_IMODE(found.st_mode))[2:]


@pytest.mark.parametrize(("wanted", "alone"), [(0o640, "600"), (0o750, "700")])
def test_a_published_file_is_ours_and_the_user_of_the_processes_reads_it(
    tmp_path: Path, wanted: int, alone: str
) -> None:
    PROCESSES.publish(tmp_path / "file", "ours", wanted)
    assert access(tmp_path / "file") == (ME, GROUP, f"{wanted:o}" if AS_ROOT else alone)


def test_a_written_file_is_the_users_alone(tmp_path: Path) -> None:
    PROCESSES.write(tmp_path / "file", "theirs")
    assert access(tmp_path / "file") == (UNPRIVILEGED, GROUP, "600")


def test_a_shared_folder_is_ours_and_a_folder_of_the_user_is_theirs(tmp_path: Path) -> None:
    PROCESSES.shared_folder(tmp_path / "config")
    PROCESSES.folder(tmp_path / "data")
    assert access(tmp_path / "config") == (ME, GROUP, "750" if AS_ROOT else "700")
    assert access(tmp_path / "data") == (UNPRIVILEGED, GROUP, "700")


def test_a_link_a_folder_and_a_pipe_read_as_nothing(tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to("/etc/passwd")
    (tmp_path / "folder").mkdir()
    os.mkfifo(tmp_path / "pipe")
    assert {HERE.read(path) for path in tmp_path.iterdir()} == {None}


def test_a_link_is_made_nobodys_folder(tmp_path: Path) -> None:
    (tmp_path / "kept").mkdir(mode=0o755)
    (tmp_path / "link").symlink_to(tmp_path / "kept")
    before = access(tmp_path / "kept")
    with pytest.raises(OSError, match=r"Not a directory|Too many levels"):
        PROCESSES.folder(tmp_path / "link")
    assert access(tmp_path / "kept") == before


@pytest.mark.parametrize("verb", ["write", "publish"])
def test_a_file_takes_the_place_of_a_link_and_not_of_what_it_leads_to(tmp_path: Path, verb: str) -> None:
    kept, link = tmp_path / "kept", tmp_path / "link"
    kept.write_text("kept")
    link.symlink_to(kept)
    getattr(PROCESSES, verb)(link, "new")
    assert not link.is_symlink()
    assert (kept.read_text(), link.read_text()) == ("kept", "new")
