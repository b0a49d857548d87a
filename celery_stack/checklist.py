"""What Celery's production checklist demands, as constants and predicates.

Constructors take their defaults from here and policies their limits, so that the two never disagree.
Imports nothing of this project.
"""

import re
from collections.abc import Mapping
from typing import Any

UNPRIVILEGED_USER = "celery-stack"
LOG_LEVEL = "warning"
LOG_LEVELS = ("debug", "info", "warning", "error", "critical")
HEALTH_PATH = "/health"
EVICTION = "noeviction"
LOOPBACK = "127.0.0.1"

RESULT_EXPIRES_SECONDS = 86_400

LONGEST_TASK_SECONDS = 600
STOP_GRACE_SECONDS = 60

# Every Celery setting that the stack enforces unless the user's `settings` say otherwise.
SETTINGS: Mapping[str, Any] = {
    "accept_content": ["json"],
    "task_serializer": "json",
    "result_serializer": "json",
    "event_serializer": "json",
    "result_expires": RESULT_EXPIRES_SECONDS,
    # A worker that dies gives its task back instead of losing it; tasks have to be idempotent.
    "task_acks_late": True,
    "task_reject_on_worker_lost": True,
    "worker_prefetch_multiplier": 1,
    # None is for ever: 0 would exit at the first outage, a number after it.
    "broker_connection_retry_on_startup": True,
    "broker_connection_max_retries": None,
    "broker_pool_limit": 10,
    "redis_socket_timeout": 10,
    "redis_socket_connect_timeout": 5,
    "redis_socket_keepalive": True,
    "redis_retry_on_timeout": True,
}

# A request must not hang with Redis, and Celery's own retry of a timed-out read would double the wait. One or two
# connections publish as fast as ten, and every web process holds its own pool.
WEB_SETTINGS: Mapping[str, Any] = {
    "broker_pool_limit": 2,
    "redis_socket_timeout": 5,
    "redis_retry_on_timeout": False,
    "broker_transport_options": {"retry_on_timeout": False},
}

# Without time limits on its sockets a process waits for ever on a connection that died without a word.
BROKER_TRANSPORT_OPTIONS: Mapping[str, Any] = {
    "socket_timeout": 5,
    "socket_connect_timeout": 5,
    "socket_keepalive": True,
    "health_check_interval": 10,
    "retry_on_timeout": True,
    "unacked_restore_interval": 10,
    "unacked_restore_throttle": 1,
}

SECRET_ARGUMENTS = frozenset({"password", "url", "secrets"})

_LOOPBACK_NAMES = re.compile(r"^(127(\.\d{1,3}){3}|::1|localhost)$")
_WILDCARDS = frozenset({"0.0.0.0", "::", "*", "[::]"})  # noqa: S104 - names to refuse, never bound


def is_loopback(address: str) -> bool:
    """Whether only this machine reaches a server that listens on `address`."""
    return bool(_LOOPBACK_NAMES.match(address.strip("[]")))


def is_wildcard(address: str) -> bool:
    """Whether a server on `address` listens on every network of the machine."""
    return address in _WILDCARDS
