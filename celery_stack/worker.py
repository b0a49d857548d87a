"""Worker: consumes queues."""

from typing import TypedDict

import pulumi

from .app import AppArgs, environment, settings, shutdown
from .broker import BrokerRef, endpoint
from .checklist import LOG_LEVEL, LOG_LEVELS
from .errors import InvalidArgumentError
from .process import HEARTBEAT, Endpoint, Health, Process
from .role import at_least, complete, one_of, register
from .slug import slug
from .targets import TargetArgs, as_written


class WorkerArgs(TypedDict, total=False):
    """A group of equal worker processes that consume the same queues."""

    app: AppArgs
    """Which code. Default: the CeleryStack's; required outside one."""
    target: TargetArgs
    """Where. Default: the CeleryStack's; required outside one."""
    broker: BrokerRef
    """Which Redis. Default: the CeleryStack's; required outside one."""
    queues: list[str]
    """Names of the queues to consume. Default: `celery`, Celery's own default."""
    concurrency: int
    """Tasks that one worker runs at a time. Default: 2, whatever the number of the machine's processors."""
    replicas: int
    """Worker processes of this group. Default: 1."""
    log_level: str
    """debug, info, warning, error or critical. Default: warning."""


def process(args: WorkerArgs, broker: Endpoint, name: str) -> Process:
    """The worker as a Process. Raises InvalidArgumentError for what cannot run."""
    path, app = f'Worker("{name}")', args["app"]
    enforced = settings(app)
    level = one_of(LOG_LEVELS, args, "log_level", LOG_LEVEL, path)
    env, secrets, secret_files = environment(app, "worker", broker, enforced)
    return Process(
        role="worker",
        command=(
            *("celery", "-A", app["module"], "worker"),
            f"--queues={','.join(_queues(args, path))}",
            f"--concurrency={at_least(1, args, 'concurrency', 2, path)}",
            f"--loglevel={level.upper()}",
            f"--prefetch-multiplier={enforced['worker_prefetch_multiplier']}",
            "--without-gossip",
            "--without-mingle",
        ),
        # TERM then means: no new task, give back after the grace what still runs.
        env={**env, "REMAP_SIGTERM": "SIGQUIT"},
        secrets=secrets,
        secret_files=secret_files,
        files={HEARTBEAT: "heartbeat"},
        # A percent sign or an @ in the name would have a meaning of its own.
        replica_env={"CELERY_WORKER_HOSTNAME": f"{slug(name)}-{{replica}}@%h"},
        replicas=at_least(1, args, "replicas", 1, path),
        settings=enforced,
        log_level=level,
        health=Health(file_env=HEARTBEAT if app.get("runtime", True) else ""),
        stop_seconds=shutdown(app).stop_seconds,
    )


def _queues(args: WorkerArgs, path: str) -> list[str]:
    queues = args.get("queues", ["celery"])
    for queue in queues:
        if not queue or queue != queue.strip() or "," in queue:
            rule = "a name is not empty and has no comma or outer space"
            raise InvalidArgumentError(f"{path}.queues has {queue!r}; {rule}")
    if not queues:
        raise InvalidArgumentError(f"{path}.queues is empty; name at least one queue, or leave it out for `celery`")
    return queues


class Worker(pulumi.ComponentResource):
    """Celery workers on some queues, kept alive, never root, that lose no task when they are stopped."""

    def __init__(self, name: str, args: WorkerArgs, opts: pulumi.ResourceOptions | None = None) -> None:
        args = complete(args, WorkerArgs, f'Worker("{name}")')
        described = process(args, endpoint(args["broker"]), name)
        super().__init__("celery-stack:index:Worker", name, as_written(args), opts)
        self.running = register(self, name, described, args)
