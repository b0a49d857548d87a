"""Processes that outlived their Supervisor."""

from collections.abc import Callable
from contextlib import suppress
from typing import TypeVar

import psutil

T = TypeVar("T")

MARK = "CELERY_STACK_STATE_DIR"
BUILD_MARK = "CELERY_STACK_BUILDS"
ONCE_MARK = "CELERY_STACK_RUNS_ONCE"
SERVERS = ("redis-server", "valkey-server")
PATIENCE_SECONDS = 90  # more than the default stop grace of a worker


def of(folder: str, mark: str = MARK) -> list[psutil.Process]:
    """The processes that were started for a folder, to build one, or once; whoever is their parent now."""
    return [process for process in psutil.process_iter() if _marked(process, mark) == folder]


def end(folder: str, mark: str = MARK) -> None:
    """Stop them as their Supervisor would have: TERM to each main process, to Redis last, then KILL to who is left.

    A worker gives its tasks back to Redis when it ends, and a signal to its children would lose them.
    """
    found = of(folder, mark)
    pids = {process.pid for process in found}
    mains = [process for process in found if _ask(process.ppid) not in pids]
    servers = [process for process in mains if _ask(process.name) in SERVERS]
    for group in ([process for process in mains if process not in servers], servers):
        for process in group:
            with suppress(psutil.NoSuchProcess):
                process.terminate()
        psutil.wait_procs(group, timeout=PATIENCE_SECONDS)
    alive = of(folder, mark)
    for process in alive:
        with suppress(psutil.NoSuchProcess):
            process.kill()
    psutil.wait_procs(alive, timeout=PATIENCE_SECONDS)


def _marked(process: psutil.Process, mark: str) -> str | None:
    return (_ask(process.environ) or {}).get(mark)


def _ask(question: Callable[[], T]) -> T | None:
    """What a process answers; None when it has ended meanwhile, or is somebody else's."""
    try:
        return question()
    except (psutil.Error, OSError):
        return None
