"""What the target tells a process: the variables CELERY_STACK_*."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any


@dataclass(frozen=True)
class Environment:
    """The variables of one process; a variable that is absent switches its part off.

    Seconds everywhere. A worker counts as silent after six intervals of ``heartbeat_seconds``.
    """

    name: str = ""
    role: str = ""
    broker_url: str = ""
    result_url: str = ""
    password_file: str = ""
    settings: Mapping[str, Any] = field(default_factory=dict)
    heartbeat_file: str = ""
    heartbeat_seconds: float = 5.0
    beat_lock_seconds: float = 15.0
    web_app: str = ""
    health_path: str = "/health"

    @property
    def silent_after(self) -> float:
        return 6 * self.heartbeat_seconds


@cache
def current() -> Environment:
    """The environment of this process, as it was when first asked for. Raises as ``read`` does."""
    return read(os.environ)


def read(variables: Mapping[str, str]) -> Environment:
    """What the variables say. Raises ValueError where one does not hold what it must."""

    def text(name: str, default: str = "") -> str:
        return variables.get(f"CELERY_STACK_{name}") or default

    return Environment(
        name=text("NAME"),
        role=text("ROLE"),
        broker_url=_verified(text("BROKER_URL")),
        result_url=_verified(text("RESULT_URL")),
        password_file=text("PASSWORD_FILE"),
        settings=_settings(text("SETTINGS", "{}")),
        heartbeat_file=text("HEARTBEAT_FILE"),
        heartbeat_seconds=_seconds("HEARTBEAT_SECONDS", text("HEARTBEAT_SECONDS", "5"), least=0.1),
        beat_lock_seconds=_seconds("BEAT_LOCK_SECONDS", text("BEAT_LOCK_SECONDS", "15"), least=0),
        web_app=text("WEB_APP"),
        health_path="/" + text("HEALTH_PATH", "/health").strip("/"),
    )


def _verified(url: str) -> str:
    """The URL, with the server's certificate checked: Kombu takes a bare ``rediss://`` for "do not check"."""
    if not url.startswith("rediss://") or "ssl_cert_reqs=" in url:
        return url
    return f"{url}{'&' if '?' in url else '?'}ssl_cert_reqs=required"


def _settings(document: str) -> Mapping[str, Any]:
    try:
        settings = json.loads(document)
    except ValueError as error:
        raise ValueError(f"CELERY_STACK_SETTINGS is not JSON: {error}") from None
    if isinstance(settings, dict):
        return settings
    raise ValueError(f"CELERY_STACK_SETTINGS is a JSON {type(settings).__name__}, wanted an object")


def _seconds(name: str, value: str, least: float) -> float:
    try:
        seconds = float(value)
    except ValueError:
        seconds = float("nan")
    if not least <= seconds < float("inf"):
        raise ValueError(f"CELERY_STACK_{name} is {value!r}, wanted a number of seconds, {least:g} or more")
    return seconds
