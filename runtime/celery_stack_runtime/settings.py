"""Settings that the application cannot change, and socket options without which a dead peer is for ever."""

from __future__ import annotations

import os
from collections import UserDict
from collections.abc import Mapping
from typing import Any

import celery
from celery.app.defaults import DEFAULTS

from celery_stack_runtime.connection import is_redis
from celery_stack_runtime.environment import Environment

# Kombu and Celery wait without end on a connection whose peer vanished. Measured behind a proxy that lets the
# connections of the moment fall silent: a publisher is through after 5 s, a worker of Celery 5.6 and 5.7 after
# 15 s, of 5.5 after 110 s, when Kombu's sweep for lost messages finds out.
SAFE_BROKER_OPTIONS = {
    "socket_timeout": 5,
    "socket_connect_timeout": 5,
    "socket_keepalive": True,
    "health_check_interval": 5,
}
SAFE_RESULT_SETTINGS = {
    "redis_socket_timeout": 10,
    "redis_socket_connect_timeout": 5,
    "redis_socket_keepalive": True,
    "redis_retry_on_timeout": True,
}
# Without it, a task that ends while Redis restarts is acknowledged as failed: its result could not be stored. A web
# process must not wait so, and before 5.7 Celery can hang with it.
RETRY_IS_SOUND = (5, 7)
BROKER_VARIABLES = ("BROKER_URL", "CELERY_BROKER_URL", "CELERY_BROKER_READ_URL", "CELERY_BROKER_WRITE_URL")
RESULT_VARIABLES = ("RESULT_BACKEND", "CELERY_RESULT_BACKEND")


class Enforced(UserDict[str, Any]):
    """The application's changes to its configuration, in which the stack's settings stay as they are.

    A setting that is an object (transport options) is merged: the stack's keys win, the others stay.
    """

    def __init__(self, changes: Mapping[str, Any], fixed: Mapping[str, Any]) -> None:
        self.fixed = fixed
        super().__init__(changes)

    def __setitem__(self, key: str, value: Any) -> None:
        fixed = self.fixed.get(key, value)
        both_objects = isinstance(fixed, dict) and isinstance(value, dict)
        self.data[key] = {**value, **fixed} if both_objects else fixed


def claim_urls(environment: Environment) -> None:
    """Points every variable that Celery reads a URL from at the stack's Redis.

    Celery prefers them to the application's code, and its command line prefers BROKER_URL to
    CELERY_BROKER_URL: one that is left over would send the web to one broker and the workers to another.
    """
    for url, variables in (
        (environment.broker_url, BROKER_VARIABLES),
        (environment.result_url, RESULT_VARIABLES),
    ):
        if url:
            os.environ.update(dict.fromkeys(variables, url))


def enforce(conf: Any, environment: Environment) -> None:
    """Puts the stack's settings into an application's configuration, to stay."""
    fixed = {**_result_settings(conf, environment), **_urls(environment), **environment.settings}
    options = {**_broker_sockets(conf), **fixed.get("broker_transport_options", {})}
    if options:
        fixed["broker_transport_options"] = options
    names = {name: key for key in fixed for name in _names(conf.prefix, key)}
    changes = Enforced(conf.changes, {name: fixed[key] for name, key in names.items()})
    changes.update({name: conf.get(key) for name, key in names.items()})
    conf.__dict__["changes"] = conf.maps[0] = changes


def _result_settings(conf: Any, environment: Environment) -> dict[str, Any]:
    """The safe settings of which the application says nothing."""
    safe: dict[str, Any] = dict(SAFE_RESULT_SETTINGS)
    if environment.role == "worker" and celery.VERSION >= RETRY_IS_SOUND:
        safe["result_backend_always_retry"] = True
    return {key: value for key, value in safe.items() if conf.get(key) == DEFAULTS[key]}


def _broker_sockets(conf: Any) -> dict[str, Any]:
    """The safe options of which the application says nothing; other brokers do not know them."""
    if not is_redis(str(conf.broker_url)):
        return {}
    own = conf.get("broker_transport_options") or {}
    return {key: value for key, value in SAFE_BROKER_OPTIONS.items() if key not in own}


def _urls(environment: Environment) -> dict[str, Any]:
    urls: dict[str, Any] = {}
    if environment.broker_url:
        urls = dict.fromkeys(("broker_url", "broker_read_url", "broker_write_url"), environment.broker_url)
    return {**urls, "result_backend": environment.result_url} if environment.result_url else urls


def _names(prefix: str | None, key: str) -> tuple[str, ...]:
    """The names of a setting; Celery 5.5 prefers the one with the application's namespace."""
    if not prefix:
        return (key,)
    return key, (prefix + key).upper() if prefix.isupper() else prefix + key
