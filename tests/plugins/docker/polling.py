"""Waiting for the engine as long as the official provider does, but looking more often."""

import time
from collections.abc import Callable

from bridge.errors import ProviderError

LIMIT = 30  # seconds
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
