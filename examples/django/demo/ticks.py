"""Beat's last ticks, kept in the Redis that holds the results."""

from datetime import UTC, datetime
from typing import Any

from .celery import app

KEY = "demo:ticks"
KEPT = 10


def record(tick_id: str, at: datetime) -> None:
    """Add a tick and forget all but the last 10. A tick that is delivered twice keeps its first time."""
    with app.backend.client.pipeline() as redis:
        redis.zadd(KEY, {tick_id: at.timestamp()}, nx=True)
        redis.zremrangebyrank(KEY, 0, -KEPT - 1)
        redis.execute()


def latest() -> list[dict[str, Any]]:
    """The last 10 ticks, newest first: `id` of the task and `time`, UTC, as datetime."""
    newest_first = app.backend.client.zrevrange(KEY, 0, -1, withscores=True)
    return [{"id": name.decode(), "time": datetime.fromtimestamp(at, UTC)} for name, at in newest_first]
