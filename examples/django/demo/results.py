from typing import Any

from .celery import app


def describe(task_id: str) -> dict[str, Any]:
    """`state` by Celery's name, with `result`, `error` or `progress` (`done` of `of`), whichever there is.

    Celery does not tell an unknown id from a task that waits: both are PENDING.
    """
    meta = app.backend.get_task_meta(task_id)
    state, value = meta["status"], meta["result"]
    if state == "SUCCESS":
        return {"state": state, "result": value}
    if state == "PROGRESS":
        return {"state": state, "progress": value}
    if isinstance(value, Exception):
        return {"state": state, "error": f"{type(value).__name__}: {value}"}
    return {"state": state}
