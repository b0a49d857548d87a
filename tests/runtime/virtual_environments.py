"""One virtual environment per Celery version, made once and kept in a git-ignored folder."""

import fcntl
import subprocess
import sys
from functools import cache
from pathlib import Path

from uv import find_uv_bin

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / ".celery-stack" / "test-venvs"
VERSIONS = ("5.5", "5.6", "5.7")
NEWEST = VERSIONS[-1]


def requirements(version: str) -> list[str]:
    return [f"celery[redis]~={version}.0", "django~=5.2", "gunicorn", "uvicorn", "trustme"]


@cache
def python(version: str) -> str:
    """The interpreter that has this Celery."""
    folder = FOLDER / f"celery-{version}"
    made = folder / "requirements"
    wanted = "\n".join(requirements(version))
    FOLDER.mkdir(parents=True, exist_ok=True)
    with (FOLDER / f"{version}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not made.exists() or made.read_text() != wanted:
            uv = find_uv_bin()
            subprocess.run([uv, "venv", "--quiet", "--clear", "--python", sys.executable, folder], check=True)
            install = [uv, "pip", "install", "--quiet", "--python", folder / "bin/python"]
            subprocess.run([*install, *requirements(version)], check=True)
            made.write_text(wanted)
    return str(folder / "bin" / "python")
