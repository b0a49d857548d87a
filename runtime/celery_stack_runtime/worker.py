"""The worker's heartbeat, as a bootstep."""

from __future__ import annotations

from contextlib import suppress
from typing import Any

import redis
from celery import bootsteps
from celery.worker import state
from celery.worker.consumer import consumer

from celery_stack_runtime import connection, environment
from celery_stack_runtime.heartbeat import Heartbeat, Progress
from celery_stack_runtime.presence import Presence

# The event loop wakes at least every 10 s, and an attempt to reach the broker takes at most twice 5 s.
MAIN_LOOP_QUIET_SECONDS = 20


class WorkerHeartbeat(bootsteps.StartStopStep):  # type: ignore[misc]  # Celery has no types
    """Starts before the worker takes tasks; on a clean stop the worker is no longer listed in Redis."""

    def __init__(self, worker: Any, **options: Any) -> None:
        super().__init__(worker, **options)
        self.name = worker.hostname
        self.presence = Presence(connection.client(), connection.application_name())
        self.heartbeat = Heartbeat(watch_main_loop(), self.announce)

    def announce(self) -> None:
        self.presence.announce_worker(self.name, environment.current().silent_after)

    def start(self, worker: Any) -> None:
        self.heartbeat.start()

    def stop(self, worker: Any) -> None:
        self.heartbeat.stop()
        with suppress(redis.RedisError):  # it ages away
            self.presence.remove_worker(self.name)

    terminate = stop


def watch_main_loop() -> Progress:
    """Sees the worker's main loop move: also while it waits for a broker that is away.

    Every turn of the loop, and every second of a wait for the broker, asks ``maybe_shutdown``. Timers
    would not do: they do not run during an outage, and Celery 5.5 forgets them afterwards.
    """
    progress = Progress(MAIN_LOOP_QUIET_SECONDS)
    original = state.maybe_shutdown

    def maybe_shutdown() -> None:
        progress.made(MAIN_LOOP_QUIET_SECONDS)
        original()

    state.maybe_shutdown = consumer.maybe_shutdown = maybe_shutdown
    return progress
