"""The Celery loader that brings the stack's settings into a process."""

from __future__ import annotations

from typing import Any, ClassVar

from celery.loaders.app import AppLoader

from celery_stack_runtime import connection, credentials, environment, settings, transport


class Loader(AppLoader):  # type: ignore[misc]  # Celery has no types
    """Celery's loader for applications, named by ``CELERY_LOADER=celery_stack_runtime:Loader``.

    Raises ValueError where a variable CELERY_STACK_* does not hold what it must.
    """

    override_backends: ClassVar[dict[str, str]] = {
        "redis": "celery_stack_runtime.backend:RedisBackend",
        "rediss": "celery_stack_runtime.backend:RedisBackend",
    }

    def __init__(self, app: Any, **options: Any) -> None:
        super().__init__(app, **options)
        self.environment = environment.current()
        credentials.password_of_environment()
        transport.install()
        settings.claim_urls(self.environment)

    @property
    def conf(self) -> Any:
        """Asked for to configure the application; under Django the loader is older than the signal."""
        self.app.on_after_configure.connect(self._enforce, weak=False)
        return super().conf

    def _enforce(self, sender: Any, source: Any, **_: Any) -> None:
        settings.enforce(source, self.environment)

    def on_worker_init(self) -> None:
        """Celery calls this when a worker starts, before its bootsteps, and when beat starts."""
        if not connection.is_redis(str(self.app.conf.broker_url)):
            return
        if self.environment.role == "beat":
            from celery_stack_runtime import beat  # noqa: PLC0415 (only beat needs it)

            beat.become_the_only_one()
        else:
            from celery_stack_runtime.worker import WorkerHeartbeat  # noqa: PLC0415 (imports Celery's worker)

            self.app.steps["worker"].add(WorkerHeartbeat)
