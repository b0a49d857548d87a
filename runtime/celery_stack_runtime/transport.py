"""The broker side: the stack's credentials, and a guard for the loss of the broker."""

from __future__ import annotations

from typing import Any

import redis
from kombu.transport import redis as kombu_redis

from celery_stack_runtime import credentials


class Channel(kombu_redis.Channel):
    """Kombu's Redis channel, which asks for its connection's arguments in ``_connparams``.

    After a loss of the broker, Celery 5.7.0 closes the connection before its channels, which then ask a
    connection that has no client any more. The AttributeError of that ends the worker, and the tasks
    that run in it. A lost connection is what it is, and Celery knows how to come back from that.
    """

    def _connparams(self, asynchronous: bool = False) -> dict[str, Any]:
        if self.connection is None or self.connection.client is None:
            raise redis.ConnectionError("the broker connection of this channel is closed")
        return credentials.apply(super()._connparams(asynchronous=asynchronous))


def install() -> None:
    """Lets every Redis broker connection of this process use our channel; a second call changes nothing."""
    kombu_redis.Transport.Channel = Channel
