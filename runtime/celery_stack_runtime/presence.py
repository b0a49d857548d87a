"""Who is alive, in Redis: workers and beat announce themselves, /health reads it in one round trip.

All ages are by the clock of the Redis server, so the clocks of the machines need not agree.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import redis

# KEYS: workers. ARGV: name, seconds until it counts as silent.
ANNOUNCE_WORKER = """
local now = redis.call('TIME')
now = now[1] + now[2] / 1000000
redis.call('ZADD', KEYS[1], now, ARGV[1])
redis.call('ZREMRANGEBYSCORE', KEYS[1], '-inf', now - ARGV[2])
redis.call('PEXPIRE', KEYS[1], math.ceil(ARGV[2] * 1000))
"""
# KEYS: beat. ARGV: age of the last tick, seconds that it may have. A beat that died stays visible for a day.
ANNOUNCE_BEAT = """
local now = redis.call('TIME')
redis.call('HSET', KEYS[1], 'tick', now[1] + now[2] / 1000000 - ARGV[1], 'allowed', ARGV[2])
redis.call('EXPIRE', KEYS[1], 86400)
"""


@dataclass(frozen=True)
class Present:
    """Seconds since each worker's announcement, and since beat's last tick (None: there is no beat)."""

    workers: Mapping[str, float]
    beat_age: float | None = None
    beat_allowed: float = 0.0


class Presence:
    """The keys ``celery-stack:<application>:workers`` and ``:beat``."""

    def __init__(self, client: redis.Redis, application: str) -> None:
        self.client = client
        self.workers_key = f"celery-stack:{application}:workers"
        self.beat_key = f"celery-stack:{application}:beat"

    def announce_worker(self, name: str, silent_after: float) -> None:
        self.client.eval(ANNOUNCE_WORKER, 1, self.workers_key, name, str(silent_after))

    def remove_worker(self, name: str) -> None:
        self.client.zrem(self.workers_key, name)

    def announce_beat(self, age: float, allowed: float) -> None:
        self.client.eval(ANNOUNCE_BEAT, 1, self.beat_key, str(age), str(allowed))

    def read(self, silent_after: float) -> Present:
        """Everything in one round trip. Raises redis.RedisError."""
        pipeline = self.client.pipeline(transaction=False)
        pipeline.time()
        pipeline.zrange(self.workers_key, 0, -1, withscores=True)
        pipeline.hmget(self.beat_key, "tick", "allowed")
        (seconds, microseconds), workers, (tick, allowed) = pipeline.execute()
        now = seconds + microseconds / 1e6
        ages = {name.decode(errors="replace"): max(0.0, now - score) for name, score in workers}
        return Present(
            workers={name: age for name, age in ages.items() if age <= silent_after},
            beat_age=None if tick is None else max(0.0, now - float(tick)),
            beat_allowed=float(allowed or 0),
        )
