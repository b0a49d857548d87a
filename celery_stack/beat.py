"""Beat: sends the scheduled tasks; there is one of it, never two."""

from typing import TypedDict

import pulumi

from .app import AppArgs, environment, settings, shutdown
from .broker import BrokerRef, endpoint
from .checklist import LOG_LEVEL, LOG_LEVELS
from .process import HEARTBEAT, Endpoint, Health, Process
from .role import at_least, complete, one_of, register
from .targets import TargetArgs, as_written


class BeatArgs(TypedDict, total=False):
    """The one scheduler of an application."""

    app: AppArgs
    """Which code. Default: the CeleryStack's; required outside one."""
    target: TargetArgs
    """Where. Default: the CeleryStack's; required outside one."""
    broker: BrokerRef
    """Which Redis. Default: the CeleryStack's; required outside one."""
    scheduler: str
    """A scheduler class, such as `django_celery_beat.schedulers:DatabaseScheduler`. Default: Celery's, with a file."""
    max_interval: int
    """Seconds of the longest sleep between looks at the schedule. Default: 30, so that its heartbeat stays fresh."""
    log_level: str
    """debug, info, warning, error or critical. Default: warning."""


def process(args: BeatArgs, broker: Endpoint, name: str) -> Process:
    """Beat as a Process. Raises InvalidArgumentError for what cannot run."""
    path, app = f'Beat("{name}")', args["app"]
    enforced = settings(app)
    level = one_of(LOG_LEVELS, args, "log_level", LOG_LEVEL, path)
    env, secrets, secret_files = environment(app, "beat", broker, enforced)
    scheduler = (f"--scheduler={args['scheduler']}",) if "scheduler" in args else ()
    return Process(
        role="beat",
        command=(
            *("celery", "-A", app["module"], "beat"),
            f"--loglevel={level.upper()}",
            f"--max-interval={at_least(1, args, 'max_interval', 30, path)}",
            *scheduler,
        ),
        env=env,
        secrets=secrets,
        secret_files=secret_files,
        files={HEARTBEAT: "heartbeat"},
        # With a new file at every start, a task whose interval is longer than the time between starts never runs.
        persistent_files={"CELERY_BEAT_SCHEDULE": "schedule"},
        singleton=True,
        settings=enforced,
        log_level=level,
        health=Health(file_env=HEARTBEAT if app.get("runtime", True) else ""),
        stop_seconds=shutdown(app).stop_seconds,
    )


class Beat(pulumi.ComponentResource):
    """The application's one Celery beat, kept alive, its schedule kept over restarts, locked against a second."""

    def __init__(self, name: str, args: BeatArgs, opts: pulumi.ResourceOptions | None = None) -> None:
        args = complete(args, BeatArgs, f'Beat("{name}")')
        described = process(args, endpoint(args["broker"]), name)
        super().__init__("celery-stack:index:Beat", name, as_written(args), opts)
        self.running = register(self, name, described, args)
