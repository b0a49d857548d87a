"""The result side: the stack's credentials."""

from __future__ import annotations

from typing import Any

from celery.backends.redis import RedisBackend as CeleryRedisBackend

from celery_stack_runtime import credentials


class RedisBackend(CeleryRedisBackend):  # type: ignore[misc]  # Celery has no types
    """Celery's Redis result backend; before Celery 5.6 it has no credential provider of its own."""

    def _create_client(self, **connection: Any) -> Any:
        return super()._create_client(**credentials.apply(connection))
