"""Waiting for what becomes true, instead of sleeping for as long as it usually takes."""

import time
from collections.abc import Callable

POLL_SECONDS = 0.05


def until(condition: Callable[[], object], seconds: float) -> bool:
    """Whether `condition` came true within `seconds`."""
    end = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > end:
            return False
        time.sleep(POLL_SECONDS)
    return True
