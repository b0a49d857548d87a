"""The runtime's own Redis connection: small, and never waiting longer than it is told."""

from __future__ import annotations

from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit

import redis
from redis.backoff import NoBackoff
from redis.retry import Retry

from celery_stack_runtime import credentials, environment

# Celery's name of a scheme, and redis-py's.
SCHEMES = {"redis": "redis", "rediss": "rediss", "redis+socket": "unix"}


def is_redis(url: str) -> bool:
    return urlsplit(url).scheme in SCHEMES


def client(timeout: float = 2.0) -> redis.Redis:
    """A client of the broker's Redis; connects when it is used, tries once.

    ``timeout`` is in seconds, for connecting and for each answer. Raises ValueError where the broker is
    not Redis.
    """
    scheme, address, path, query, _ = parts = urlsplit(broker_url())
    if scheme not in SCHEMES:
        raise ValueError(f"the broker's URL begins with {scheme!r}, wanted one of {', '.join(SCHEMES)}")
    options: dict[str, Any] = {}
    provider = credentials.provider(parts.hostname, parts.port)
    if provider:
        options["credential_provider"] = provider
        address = address.rpartition("@")[2]
    return redis.Redis.from_url(
        f"{SCHEMES[scheme]}://{address}{path}?{_query(query)}",
        socket_timeout=timeout,
        socket_connect_timeout=timeout,
        retry=Retry(NoBackoff(), 0),
        **options,
    )


def broker_url() -> str:
    """The stack's broker, or outside of a stack the one that the Celery application names."""
    url = environment.current().broker_url
    if url:
        return url
    urls = application().conf.broker_url
    return str(urls if isinstance(urls, str) else urls[0]).split(";")[0]


def application_name() -> str:
    """The first part of what ``celery -A`` is given; every key in Redis has it in its name."""
    name = environment.current().name or application().main or "celery"
    return str(name).split(".")[0]


def application() -> Any:
    """The Celery application of this process, from any thread.

    Celery's ``current_app`` belongs to a thread: one that did not import the application sees a default.
    """
    from celery import _state  # noqa: PLC0415 (the stack's own processes may answer /health without Celery)

    current = _state.get_current_app()
    if current is not _state.default_app:
        return current
    return next((app for app in _state._get_active_apps() if app is not current), current)


def _query(query: str) -> str:
    """Celery's options of a URL in redis-py's spelling."""
    options = dict(parse_qsl(query))
    if "virtual_host" in options:
        options["db"] = options.pop("virtual_host").strip("/")
    if "ssl_cert_reqs" in options:
        options["ssl_cert_reqs"] = options["ssl_cert_reqs"].replace("CERT_", "").lower()
    return urlencode(options)
