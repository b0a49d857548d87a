"""One beat at a time: a lock in Redis that dies with its holder."""

from __future__ import annotations

import atexit
import os
import socket
import sys
import threading
import time
import uuid
from contextlib import suppress

import redis

from celery_stack_runtime import connection

EXIT_STATUS = 75  # EX_TEMPFAIL: the supervisor starts a beat again, which then waits its turn

# Takes, keeps, or after an outage takes again. Answers with the holder of the lock.
HOLD = """
local holder = redis.call('GET', KEYS[1])
if holder and holder ~= ARGV[1] then return holder end
redis.call('SET', KEYS[1], ARGV[1], 'PX', ARGV[2])
return ARGV[1]
"""
RELEASE = "if redis.call('GET', KEYS[1]) == ARGV[1] then return redis.call('DEL', KEYS[1]) end"


class BeatLock:
    """Held by the beat that ticks.

    It is renewed five times in its life. A beat that could not renew it for four fifths of that time
    ticks no more until it can; one that finds another holder ends. So a holder that was frozen, or cut
    off from Redis, sends nothing when it comes back, and one that was killed is followed after ``seconds``.
    """

    def __init__(self, application: str, seconds: float) -> None:
        self.key = f"celery-stack:{application}:beat-lock"
        self.token = f"{socket.gethostname()}:{os.getpid()}:{uuid.uuid4().hex[:8]}"
        self.seconds = seconds
        self.client = connection.client(timeout=min(2.0, seconds / 5))
        self.good_until = 0.0

    def acquire(self) -> None:
        """Waits until the lock is ours, however long another holds it or Redis is away."""
        said: str | None = None
        while not self.is_held:
            holder = self._hold()
            if holder not in (self.token, said):
                say(f"waiting, {holder} is the beat" if holder else "waiting, Redis does not answer")
                said = holder
            if holder != self.token:
                time.sleep(min(1.0, self.seconds / 5))
        atexit.register(self.release)
        threading.Thread(target=self._keep, daemon=True, name="beat-lock").start()

    @property
    def is_held(self) -> bool:
        return time.monotonic() < self.good_until

    def ensure(self) -> None:
        """Returns when the lock is surely ours, after an outage too; ends the process if it is another's."""
        while not self.is_held:
            self._renew()
            if not self.is_held:
                time.sleep(self.seconds / 10)

    def release(self) -> None:
        with suppress(redis.RedisError):  # it ends by itself
            self.client.eval(RELEASE, 1, self.key, self.token)

    def _keep(self) -> None:
        while True:
            time.sleep(self.seconds / 5)
            self._renew()

    def _renew(self) -> None:
        holder = self._hold()
        if holder not in (self.token, ""):
            say(f"{holder} has become the beat meanwhile, this one ends")
            os._exit(EXIT_STATUS)

    def _hold(self) -> str:
        asked = time.monotonic()
        try:
            answer = self.client.eval(HOLD, 1, self.key, self.token, int(self.seconds * 1000))
        except redis.RedisError:
            return ""
        holder = answer.decode(errors="replace") if isinstance(answer, bytes) else str(answer)
        if holder == self.token:
            self.good_until = asked + 0.8 * self.seconds
        return holder


def say(what: str) -> None:
    """To standard error: Celery sets logging up only when beat has the lock."""
    print(f"beat: {what}", file=sys.stderr, flush=True)
