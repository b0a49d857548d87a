"""Signs of life: a local file for the platform's probe, a key in Redis for /health.

Both are given by threads of their own, and only while the main loop moves. Redis can be away or hang
without holding up the main loop or the file.
"""

from __future__ import annotations

import os
import threading
import time
from pathlib import Path
from typing import Callable

import redis
from celery.utils.log import get_logger

from celery_stack_runtime import environment

logger = get_logger(__name__)


class Progress:
    """When the main loop was last seen moving, and for how many seconds it may be quiet from then on."""

    def __init__(self, allowed: float) -> None:
        self.made(allowed)

    def made(self, allowed: float) -> None:
        self.last, self.allowed = time.monotonic(), allowed

    @property
    def age(self) -> float:
        return time.monotonic() - self.last

    @property
    def alive(self) -> bool:
        return self.age < self.allowed


class Heartbeat:
    """Gives the signs of life of a process, every ``CELERY_STACK_HEARTBEAT_SECONDS`` (5)."""

    def __init__(self, progress: Progress, announce: Callable[[], None]) -> None:
        settings = environment.current()
        self.progress = progress
        self.path = Path(settings.heartbeat_file) if settings.heartbeat_file else None
        self.seconds = settings.heartbeat_seconds
        self.announce = announce
        self.stopped = threading.Event()
        self.talking = threading.Lock()
        self.threads = [
            threading.Thread(target=self._repeat, args=(sign,), daemon=True, name=f"heartbeat-{sign.__name__}")
            for sign in (self.touch_file, self.tell_redis)
        ]

    def start(self) -> None:
        os.register_at_fork(
            before=self._before_fork,
            after_in_parent=self._after_fork,
            after_in_child=self._in_child,
        )
        for thread in self.threads:
            thread.start()

    def stop(self) -> None:
        """Ends both threads. The file stays: it ages, as it should, if nobody starts the process again."""
        self.stopped.set()
        for thread in self.threads:
            thread.join(timeout=5)

    def touch_file(self) -> None:
        if self.path:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            self.path.touch()

    def tell_redis(self) -> None:
        with self.talking:
            self.announce()

    def _repeat(self, sign: Callable[[], None]) -> None:
        failed = False
        while not self.stopped.is_set():
            try:
                if self.progress.alive:
                    sign()
                failed = False
            except (OSError, ValueError, redis.RedisError) as error:
                if not failed:
                    logger.warning("heartbeat: %s failed, and is tried again: %s", sign.__name__, error)
                failed = True
            self.stopped.wait(self.seconds)

    def _before_fork(self) -> None:
        """Lets a talk end before a pool process is made, which would inherit locks of OpenSSL and imports.

        A talk that lasts longer than this waits for the network, and holds none.
        """
        self.silenced = self.talking.acquire(timeout=0 if self.stopped.is_set() else 0.5)

    def _after_fork(self) -> None:
        if self.silenced:
            self.talking.release()

    def _in_child(self) -> None:
        self.talking = threading.Lock()  # nobody talks here, and the child may fork as well
