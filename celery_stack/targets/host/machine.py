"""Effects on a machine. Resources act through this class only, so that another machine needs another class only."""

import os
import pwd
import shutil
import stat
import subprocess
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, BinaryIO

TIMEOUT_SECONDS = 600  # building a virtual environment over a slow network
LAST_LINES = 15
SYSTEM_PATH = "/usr/local/bin:/usr/bin:/bin"
SETPRIV = ("setpriv", "--init-groups")
CLEAN_ENVIRONMENT = ("env", "-i", f"PATH={SYSTEM_PATH}", "LANG=C.UTF-8")


class MachineError(Exception):
    """A command on the machine failed; the message says which and ends with its last words."""


@dataclass(frozen=True)
class Machine:
    """This machine, acted on as the user who runs Pulumi; files and processes belong to `user`."""

    user: str

    @cached_property
    def other(self) -> pwd.struct_passwd | None:
        """The account of `user`, None when that is who we are."""
        try:
            entry = pwd.getpwnam(self.user)
        except KeyError:
            raise MachineError(f"the user {self.user!r} does not exist any more; create it again") from None
        return None if entry.pw_uid == os.geteuid() else entry

    def share(self, path: Path) -> None:
        """Let `user` read a tree that stays ours, and nobody else."""
        for parent, _, names in os.walk(path):
            self._share(Path(parent), 0o550)
            for name in names:
                self._share(Path(parent, name), 0o440)

    def shared_folder(self, path: Path) -> None:
        """Make a folder of ours, and its parents, that `user` can read."""
        self._make(path)
        self._share(path, 0o750)

    def _make(self, path: Path) -> None:
        """Parents that had to be made are open to `user` on the way, whatever our umask is."""
        for parent in reversed([parent for parent in path.parents if not parent.exists()]):
            parent.mkdir()
            if self.other:
                parent.chmod(0o755)
        path.mkdir(exist_ok=True)

    def _share(self, path: Path, readable: int) -> None:
        if not path.is_symlink():
            os.chown(path, -1, self.other.pw_gid if self.other else -1)
            path.chmod((path.stat().st_mode | readable) & (0o750 if self.other else 0o700))

    def folder(self, path: Path, mode: int = 0o700) -> None:
        """Make a folder of `user`, and its parents."""
        self._make(path)
        descriptor = os.open(path, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW)
        try:
            os.fchmod(descriptor, mode)
            if self.other:
                os.fchown(descriptor, self.other.pw_uid, self.other.pw_gid)
        finally:
            os.close(descriptor)

    def write(self, path: Path, content: str) -> None:
        """Write a file of `user` that nobody else reads."""
        self._write(path, content, 0o600, theirs=True)

    def publish(self, path: Path, content: str, mode: int = 0o640) -> None:
        """Write a file of ours that `user` reads and cannot change: what we run or trust ourselves."""
        self._write(path, content, mode if self.other else mode & 0o700, theirs=False)

    def _write(self, path: Path, content: str, mode: int, *, theirs: bool) -> None:
        """Whole or not at all; by descriptor, because in a folder of theirs a name could become another file's."""
        descriptor, draft = tempfile.mkstemp(dir=path.parent)
        try:
            with os.fdopen(descriptor, "w", encoding="utf-8") as file:
                file.write(content)
                if self.other:
                    os.fchown(descriptor, self.other.pw_uid if theirs else -1, self.other.pw_gid)
                os.fchmod(descriptor, mode)
            Path(draft).replace(path)
        finally:
            Path(draft).unlink(missing_ok=True)

    def copy(self, origin: Path, path: Path) -> None:
        """Copy a program that `user` may execute and not change."""
        shutil.copy2(origin, path)
        self._share(path, 0o550)

    def link(self, target: Path, path: Path) -> None:
        """Make `path` a name of `target`, at once also where it is a name of something else."""
        draft = path.with_name(f"{path.name}.new")
        draft.unlink(missing_ok=True)
        draft.symlink_to(target)
        draft.replace(path)

    def read(self, path: Path) -> str | None:
        """A file's text, or None where there is none."""
        file = open_file(path)
        if file is None:
            return None
        with file:
            return file.read().decode(errors="replace")

    def remove(self, path: Path) -> None:
        """Remove a file or a tree; fine where there is none."""
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path)
        else:
            path.unlink(missing_ok=True)

    def run(self, command: Sequence[str | Path], called: str = "", seconds: int = TIMEOUT_SECONDS) -> str:
        """Run a command as `user`, in a clean environment, and return what it printed. Raises MachineError."""
        # Not subprocess's `user`: that forks, and gRPC, whose threads run here, complains about a fork.
        # `env` for two reasons: setpriv finds its command while it is still root, and our environment holds secrets.
        become = [*SETPRIV, f"--reuid={self.user}", f"--regid={self.other.pw_gid}"] if self.other else []
        words = [*become, *CLEAN_ENVIRONMENT, *command]
        return self.run_as_self(words, called or str(command[0]), seconds, cwd=Path("/"))

    def run_as_self(
        self, command: Sequence[str | Path], called: str = "", seconds: int = TIMEOUT_SECONDS, **options: Any
    ) -> str:
        """Run a command as the user who runs Pulumi. Raises MachineError, which names it as it is `called`."""
        words = [str(word) for word in command]
        name = called or words[0]
        try:
            done = subprocess.run(
                words, stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=seconds, check=False, **options
            )
        except OSError as error:
            raise MachineError(f"{name} cannot be started: {error.strerror}") from error
        except subprocess.TimeoutExpired as error:
            raise MachineError(f"{name} did not end within {seconds} s") from error
        if done.returncode:
            said = "\n".join((done.stdout + done.stderr).strip().splitlines()[-LAST_LINES:])
            raise MachineError(f"{name} ended with {done.returncode}" + (f":\n{said}" if said else ""))
        return str(done.stdout)


def open_file(path: Path) -> BinaryIO | None:
    """A plain file, open; None for anything else.

    In a folder of theirs a symbolic link may lead to a file of ours, and a pipe would hold us for ever.
    """
    try:
        descriptor = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
    except OSError:
        return None
    if not stat.S_ISREG(os.fstat(descriptor).st_mode):
        os.close(descriptor)
        return None
    return os.fdopen(descriptor, "rb")
