"""The tasks. Each may run twice without harm, so each is acknowledged when it is done, not when it begins."""

import time
from datetime import UTC, datetime

from celery import Task

from . import ticks
from .celery import app


@app.task(acks_late=True)
def add(x: float, y: float) -> float:
    return x + y


@app.task(acks_late=True, bind=True)
def slow(self: Task, seconds: int) -> str:
    for done in range(seconds):
        self.update_state(state="PROGRESS", meta={"done": done, "of": seconds})
        time.sleep(1)
    return f"{seconds} seconds well spent"


@app.task(acks_late=True)
def fail() -> None:
    raise RuntimeError("this task always fails")


@app.task(acks_late=True, bind=True, ignore_result=True)
def tick(self: Task) -> None:
    """Sent by beat."""
    ticks.record(self.request.id, datetime.now(UTC))
