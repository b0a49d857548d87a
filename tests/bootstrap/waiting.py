"""Wait for a condition instead of a time."""

import time
from collections.abc import Callable


def wait_for(condition: Callable[[], bool], within: float = 60.0) -> None:
    """Return as soon as `condition` holds; fail after `within` seconds."""
    end = time.monotonic() + within
    while not condition():
        assert time.monotonic() < end, f"not within {within} seconds: {condition}"
        time.sleep(0.05)
