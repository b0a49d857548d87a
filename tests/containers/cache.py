"""What takes long is made once for each recipe, and kept in a folder of the checkout that git ignores."""

import fcntl
import hashlib
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / ".celery-stack" / "test-engine"


def digest(*parts: str | bytes) -> str:
    """A name for what is made of these parts."""
    found = hashlib.sha256()
    for part in parts:
        content = part.encode() if isinstance(part, str) else part
        found.update(len(content).to_bytes(8, "big") + content)
    return found.hexdigest()[:12]


@contextmanager
def alone(name: str) -> Iterator[None]:
    """No two test runs of this checkout are here at once."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    with (FOLDER / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def kept(name: str, make: Callable[[Path], None]) -> Path:
    """The file or folder of this name; made, under another name until it is whole, where there is none."""
    path, unfinished = FOLDER / name, FOLDER / f"{name}.unfinished"
    with alone(name):
        if not path.exists():
            shutil.rmtree(unfinished, ignore_errors=True)
            make(unfinished)
            unfinished.rename(path)
    return path
