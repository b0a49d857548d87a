"""Which code runs, and the environment and Celery settings that every process of it gets."""

import json
from collections.abc import Mapping
from typing import Any, Required, TypedDict

import pulumi

from .checklist import BROKER_TRANSPORT_OPTIONS, SETTINGS
from .errors import InvalidArgumentError
from .process import PASSWORD_FILE, Endpoint
from .shutdown import Shutdown

MESSAGES_DB = 0
RESULTS_DB = 1


class AppArgs(TypedDict, total=False):
    """The application: one module, one source or image, shared by web, workers and beat."""

    module: Required[str]
    """The Celery application as given to `celery -A`, for example `shop` or `shop.celery:app`."""
    source: str
    """The folder with the application's code, relative to the Pulumi program. Default: the program's folder."""
    image: pulumi.Input[str]
    """Where images run: the one with the code, as `registry/name:tag` or `…@sha256:…`. Default: built from `source`."""
    requirements: str
    """Hosts: the requirements file, relative to the Pulumi program. Default: `requirements.txt` in `source`."""
    release: list[str]
    """A command that runs once per version of the code, before its processes start (migrations). Default: none."""
    env: dict[str, pulumi.Input[str]]
    """Environment variables of every process, in clear. Default: none beside those that the stack sets."""
    secrets: dict[str, pulumi.Input[str]]
    """Secret environment variables (a database URL); kept out of plans, state and process lists. Default: none."""
    generated_secrets: list[str]
    """Names of secret environment variables that the stack fills with 50 random characters, once. Default: none."""
    settings: dict[str, Any]
    """Celery settings by their lower-case names; they win over the stack's defaults and over the application's code."""
    longest_task: int
    """Seconds that the longest task may take; it is stopped then. Default: 600."""
    longest_eta: int
    """Seconds of the longest `countdown`, `eta` or retry delay; longer ones run twice. Default: longest_task."""
    stop_grace: int
    """Seconds that a running task may go on after a stop signal before it is given back. Default: 60."""
    runtime: bool
    """Whether celery-stack-runtime is loaded: password from a file, heartbeats, beat's lock, /health. Default: true."""


_DERIVED = {
    "task_time_limit": "app.longest_task",
    "broker_url": "broker.url",
    "broker_read_url": "broker.url",
    "broker_write_url": "broker.url",
    "result_backend": "broker.url",
    "worker_soft_shutdown_timeout": "app.stop_grace",
    "worker_concurrency": "worker.concurrency",
}
# The un-prefixed names are read by the celery command only; a stray one would send web and worker to different brokers.
_BROKER_URLS = ("CELERY_BROKER_URL", "CELERY_BROKER_READ_URL", "CELERY_BROKER_WRITE_URL", "BROKER_URL")
_RESULT_URLS = ("CELERY_RESULT_BACKEND", "RESULT_BACKEND")
_RESERVED = (
    "CELERY_STACK_",
    "CELERY_LOADER",
    "CELERY_BROKER_",
    "CELERY_RESULT_BACKEND",
    "CELERY_WORKER_",
    "CELERY_BEAT_",
    "BROKER_URL",
    "RESULT_BACKEND",
    "REMAP_SIGTERM",
    "PYTHONPATH",
)


def shutdown(app: AppArgs) -> Shutdown:
    """The times around a stop that follow from the application's arguments."""
    return Shutdown(**{key: app[key] for key in ("longest_task", "stop_grace", "longest_eta") if key in app})


def name(app: AppArgs) -> str:
    """The application's name: the first name of its module."""
    return app["module"].replace(":", ".").partition(".")[0]


def settings(app: AppArgs, defaults: Mapping[str, Any] | None = None) -> dict[str, Any]:
    """The Celery settings to enforce: the stack's, then a role's `defaults`, then the user's own."""
    given = app.get("settings", {})
    for key in given:
        if key in _DERIVED:
            raise InvalidArgumentError(f"app.settings.{key} is derived by the stack; set {_DERIVED[key]} instead")
        if key != key.lower():
            raise InvalidArgumentError(
                f"app.settings.{key} must be lower-case: Celery's new setting names, {key.lower()!r}"
            )
    times = shutdown(app)
    derived = {
        "task_time_limit": times.longest_task,
        "task_soft_time_limit": times.soft_time_limit,
        "worker_soft_shutdown_timeout": times.stop_grace,
    }
    layers: tuple[Mapping[str, Any], ...] = (SETTINGS, derived, defaults or {}, given)
    options = {**BROKER_TRANSPORT_OPTIONS, "visibility_timeout": times.visibility_timeout}
    for layer in layers:
        options |= layer.get("broker_transport_options", {})
    return {key: value for layer in layers for key, value in layer.items()} | {"broker_transport_options": options}


def environment(
    app: AppArgs, role: str, broker: Endpoint, enforced: Mapping[str, Any]
) -> tuple[dict[str, pulumi.Input[str]], dict[str, pulumi.Input[str]], dict[str, pulumi.Input[str]]]:
    """The clear variables, the secret ones and the secret files of a process of this application."""
    env: dict[str, pulumi.Input[str]] = dict(app.get("env", {}))
    secrets: dict[str, pulumi.Input[str]] = dict(app.get("secrets", {}))
    generated = app.get("generated_secrets", [])
    for kind, given in (("env", env), ("secrets", secrets), ("generated_secrets", generated)):
        for key in given:
            if key.startswith(_RESERVED):
                hint = "use app.settings or the broker's arguments"
                raise InvalidArgumentError(f"app.{kind}.{key} is set by the stack; {hint}")
    if not app.get("runtime", True):
        # Celery's own variables: the password is in the process's environment then.
        urls = {variable: broker.url(MESSAGES_DB) for variable in _BROKER_URLS}
        results = {variable: broker.url(RESULTS_DB) for variable in _RESULT_URLS}
        return env, {**secrets, **urls, **results}, {}
    env |= {
        "CELERY_LOADER": "celery_stack_runtime:Loader",
        "CELERY_STACK_NAME": name(app),
        "CELERY_STACK_ROLE": role,
        "CELERY_STACK_BROKER_URL": broker.url(MESSAGES_DB, credentials=False),
        "CELERY_STACK_RESULT_URL": broker.url(RESULTS_DB, credentials=False),
        "CELERY_STACK_SETTINGS": json.dumps(enforced, sort_keys=True),
    }
    return env, secrets, {PASSWORD_FILE: broker.password} if broker.password else {}
