"""Processes that outlived their Supervisor."""

import psutil

MARK = "CELERY_STACK_STATE_DIR"
PATIENCE_SECONDS = 15


def of(state_dir: str) -> list[psutil.Process]:
    """The processes that were started for a stack's folder, whoever is their parent now."""
    return [process for process in psutil.process_iter() if _mark(process) == state_dir]


def end(state_dir: str) -> None:
    """Stop them: TERM, then KILL."""
    found = of(state_dir)
    for process in found:
        _signal(process.terminate)
    _, alive = psutil.wait_procs(found, timeout=PATIENCE_SECONDS)
    for process in alive:
        _signal(process.kill)
    psutil.wait_procs(alive, timeout=PATIENCE_SECONDS)


def _mark(process: psutil.Process) -> str | None:
    try:
        return process.environ().get(MARK)
    except (psutil.Error, OSError):
        return None


def _signal(send: object) -> None:
    try:
        send()  # type: ignore[operator]
    except psutil.NoSuchProcess:
        return
