"""The Redis password: from its file at each new connection, and in no URL."""

from __future__ import annotations

import os
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import redis
from redis.credentials import CredentialProvider

from celery_stack_runtime import environment


class StackPassword(CredentialProvider):
    """Answers with the user and the password of the moment, so that rotation needs no restart.

    The password comes from the file that CELERY_STACK_PASSWORD_FILE names, or else from
    CELERY_STACK_PASSWORD, for platforms without files. Raises ``redis.ConnectionError`` while the file
    cannot be read: Celery then retries as it does for a broker that is away.
    """

    def __init__(self, user: str) -> None:
        self.user = user

    def get_credentials(self) -> tuple[str, str]:
        path = environment.current().password_file
        if not path:
            return self.user, password_of_environment()
        try:
            return self.user, Path(path).read_text(encoding="utf-8").rstrip("\r\n")
        except (OSError, UnicodeError) as error:
            reason = getattr(error, "strerror", None) or type(error).__name__
            message = f"CELERY_STACK_PASSWORD_FILE names {path!r}, which cannot be read: {reason}"
            raise redis.ConnectionError(message) from None


@cache
def password_of_environment() -> str:
    """The value of CELERY_STACK_PASSWORD, taken out of ``os.environ`` by the first call."""
    return os.environ.pop("CELERY_STACK_PASSWORD", "")


def provider(host: str | None, port: Any) -> StackPassword | None:
    """The credentials for a Redis server, or None where it is not a server of the stack.

    The password is the stack's secret: it is never offered to any other server.
    """
    stack = environment.current()
    if not (stack.password_file or password_of_environment()):
        return None
    for url in map(urlsplit, (stack.broker_url, stack.result_url)):
        if url.hostname and (url.hostname, url.port or 6379) == ((host or "").lower(), int(port or 6379)):
            return StackPassword(url.username or "default")
    return None


def apply(connection: dict[str, Any]) -> dict[str, Any]:
    """The keyword arguments of a redis-py connection, with the stack's credentials where they belong."""
    credentials = provider(connection.get("host"), connection.get("port"))
    if credentials is None:
        return connection
    rest = {key: value for key, value in connection.items() if key not in ("username", "password")}
    return {**rest, "credential_provider": credentials}
