"""Processes that outlived their Supervisor."""

import psutil

MARK = "CELERY_STACK_STATE_DIR"
BUILD_MARK = "CELERY_STACK_BUILDS"
SERVERS = ("redis-server", "valkey-server")
PATIENCE_SECONDS = 90  # more than the default stop grace of a worker


def of(folder: str, mark: str = MARK) -> list[psutil.Process]:
    """The processes that were started for a stack's folder, or to build one, whoever is their parent now."""
    return [process for process in psutil.process_iter() if _marked(process, mark) == folder]


def end(folder: str, mark: str = MARK) -> None:
    """Stop them as their Supervisor would have: TERM to each main process, to Redis last, then KILL to who is left.

    A worker gives its tasks back to Redis when it ends, and a signal to its children would lose them.
    """
    found = of(folder, mark)
    mains = [process for process in found if _parent(process) not in {one.pid for one in found}]
    servers = [process for process in mains if _name(process) in SERVERS]
    for group in ([process for process in mains if process not in servers], servers):
        for process in group:
            _signal(process.terminate)
        psutil.wait_procs(group, timeout=PATIENCE_SECONDS)
    alive = of(folder, mark)
    for process in alive:
        _signal(process.kill)
    psutil.wait_procs(alive, timeout=PATIENCE_SECONDS)


def _parent(process: psutil.Process) -> int:
    try:
        return process.ppid()
    except psutil.Error:
        return 0


def _name(process: psutil.Process) -> str:
    try:
        return process.name()
    except psutil.Error:
        return ""


def _marked(process: psutil.Process, mark: str) -> str | None:
    try:
        return process.environ().get(mark)
    except (psutil.Error, OSError):
        return None


def _signal(send: object) -> None:
    try:
        send()  # type: ignore[operator]
    except psutil.NoSuchProcess:
        return
