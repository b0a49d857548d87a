"""Waiting for the engine as long as the official provider does, but looking more often."""

import time
from collections.abc import Callable
from typing import Any

from bridge.errors import ProviderError

LIMIT = 30  # seconds
SETTLING = 2  # seconds; so long does the official provider wait before it looks at what Swarm has allocated
PAUSE = 0.25


def wait_for(wanted: str, look: Callable[[], str], pending: str, limit: int = LIMIT) -> None:
    """Look until the state is the wanted one; another than `pending` ends the waiting."""
    end = time.monotonic() + limit
    while (state := look()) != wanted:
        if state != pending:
            raise ProviderError(f"unexpected state '{state}', wanted target '{wanted}'. last error: %!s(<nil>)")
        if time.monotonic() > end:
            raise ProviderError(
                f"timeout while waiting for state to become '{wanted}' (last state: '{pending}', timeout: {limit}s)"
            )
        time.sleep(PAUSE)


def settled(look: Callable[[], dict[str, Any]], is_settled: Callable[[dict[str, Any]], bool]) -> dict[str, Any]:
    """What is there when Swarm has allocated what it takes, or when the time for that is over."""
    end = time.monotonic() + SETTLING
    while not is_settled(found := look()) and time.monotonic() < end:
        time.sleep(PAUSE)
    return found
