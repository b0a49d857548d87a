"""Beat: its heartbeat, and its lock, around each tick of whatever scheduler the application uses."""

from __future__ import annotations

from typing import Any, Callable

from celery.signals import beat_init

from celery_stack_runtime import connection, environment
from celery_stack_runtime.beat_lock import BeatLock
from celery_stack_runtime.heartbeat import Heartbeat, Progress
from celery_stack_runtime.presence import Presence

# One entry's publication may wait this long: three attempts, each bounded by the socket timeouts.
TICK_SECONDS = 45


def become_the_only_one() -> None:
    """Waits for the lock, then has every tick of the scheduler seen and checked.

    Comes before the scheduler opens its schedule file: two beats that share a volume during an update
    must not open it at once.
    """
    progress = Progress(float("inf"))  # waiting for the lock is no reason to be replaced
    presence = Presence(connection.client(), connection.application_name())

    def announce() -> None:
        if progress.allowed != float("inf"):
            presence.announce_beat(progress.age, progress.allowed)

    Heartbeat(progress, announce).start()
    lock = _lock()
    if lock:
        lock.acquire()

    def on_beat_init(sender: Any, **_: Any) -> None:
        sender.scheduler.tick = _observed(sender.scheduler.tick, progress, lock)

    progress.made(TICK_SECONDS)
    beat_init.connect(on_beat_init, weak=False)


def _lock() -> BeatLock | None:
    seconds = environment.current().beat_lock_seconds
    return BeatLock(connection.application_name(), seconds) if seconds else None


def _observed(tick: Callable[..., Any], progress: Progress, lock: BeatLock | None) -> Callable[..., Any]:
    def observed_tick(*args: Any, **kwargs: Any) -> Any:
        if lock:
            lock.ensure()
        progress.made(TICK_SECONDS)
        pause = tick(*args, **kwargs)
        progress.made((pause or 0) + TICK_SECONDS)
        return pause

    return observed_tick
