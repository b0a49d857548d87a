"""The example's libraries as wheels: in a build the package index, or its certificate, may be out of reach."""

import subprocess
from pathlib import Path

from uv import find_uv_bin

from . import cache

REQUIREMENTS = cache.ROOT / "examples" / "django" / "requirements.txt"
PYTHON = "3.11.2"  # of rootfs.SUITE


def folder() -> Path:
    """A folder of wheels, pip's own among them; downloaded the first time."""
    return cache.kept(f"wheels-{cache.digest(PYTHON, REQUIREMENTS.read_bytes())}", _download)


def _download(path: Path) -> None:
    path.mkdir()
    wanted = path / "requirements.txt"
    # Resolved by uv: pip would choose for the interpreter that runs it.
    _uv("pip", "compile", f"--python-version={PYTHON}", f"--output-file={wanted}", REQUIREMENTS)
    download = ("tool", "run", "pip", "download", "--no-deps", "--only-binary=:all:", "--python-version=3.11")
    _uv(*download, f"--dest={path}", f"--requirement={wanted}", "pip")


def _uv(*arguments: str | Path) -> None:
    subprocess.run([find_uv_bin(), *arguments, "--quiet"], check=True)
