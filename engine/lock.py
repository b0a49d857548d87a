"""A lock between processes that ends with its holder, however that one ends."""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from engine.say import say


@contextmanager
def exclusive(file: Path, waiting: str) -> Iterator[None]:
    """Hold the lock on `file`; print `waiting` when someone else has it, and wait."""
    with file.open("w") as handle:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            say(waiting)
            fcntl.flock(handle, fcntl.LOCK_EX)
        yield
