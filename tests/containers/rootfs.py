"""The file system of the base image: Debian's own packages, because no registry of images may be in reach."""

import subprocess
from pathlib import Path
from tempfile import TemporaryDirectory

from . import cache

SUITE = "bookworm"
PACKAGES = ("ca-certificates", "python3", "redis-server")
LEFT_OUT = ("./usr/share/doc", "./usr/share/locale", "./usr/share/man", "./var/cache/apt", "./var/lib/apt/lists")
NAME = f"base-{cache.digest(SUITE, *PACKAGES, *LEFT_OUT)}.tar"


def is_kept() -> bool:
    return (cache.FOLDER / NAME).exists()


def archive() -> Path:
    """The file system as a tar archive, made by debootstrap the first time."""
    return cache.kept(NAME, _make)


def _make(path: Path) -> None:
    with TemporaryDirectory(prefix="debootstrap-", dir=path.parent) as folder:
        packages = ",".join(PACKAGES)
        _run("debootstrap", "--variant=minbase", f"--include={packages}", SUITE, folder)
        without = [f"--exclude={name}/*" for name in LEFT_OUT]
        _run("tar", "--create", f"--file={path}", f"--directory={folder}", *without, ".")


def _run(*command: str) -> None:
    done = subprocess.run(command, text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False)
    assert done.returncode == 0, f"{command[0]} failed:\n{done.stdout[-2000:]}"
