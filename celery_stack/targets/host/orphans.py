"""Processes that outlived their Supervisor."""

import psutil

MARK = "CELERY_STACK_STATE_DIR"
BUILD_MARK = "CELERY_STACK_BUILDS"
PATIENCE_SECONDS = 15


def of(folder: str, mark: str = MARK) -> list[psutil.Process]:
    """The processes that were started for a stack's folder, or to build one, whoever is their parent now."""
    return [process for process in psutil.process_iter() if _marked(process, mark) == folder]


def end(folder: str, mark: str = MARK) -> None:
    """Stop them: TERM, then KILL."""
    found = of(folder, mark)
    for process in found:
        _signal(process.terminate)
    _, alive = psutil.wait_procs(found, timeout=PATIENCE_SECONDS)
    for process in alive:
        _signal(process.kill)
    psutil.wait_procs(alive, timeout=PATIENCE_SECONDS)


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
