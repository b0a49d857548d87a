"""The broker side: the stack's credentials, and what a loss of the broker must not take with it."""

from __future__ import annotations

from typing import Any

import redis
from kombu.transport import redis as kombu_redis

from celery_stack_runtime import credentials

# Delivery tag -> payload, exchange and routing key, of messages that only this process has.
_in_hand: dict[str, tuple[Any, str, str]] = {}


class QoS(kombu_redis.QoS):  # type: ignore[misc]  # Kombu has no types
    """Kombu's record of the messages that are not acknowledged.

    Kombu takes a message from its queue (BRPOP) before it records it in Redis. When Redis goes away in
    between, nobody but this process has the message: it is kept, and given back at the next connection.
    """

    def append(self, message: Any, delivery_tag: str) -> None:
        try:
            super().append(message, delivery_tag)
        except self.channel.connection_errors:
            delivery = message.delivery_info
            _in_hand[delivery_tag] = (message._raw, delivery["exchange"], delivery["routing_key"])
            raise


class Channel(kombu_redis.Channel):  # type: ignore[misc]  # Kombu has no types
    """Kombu's Redis channel, which asks for its connection's arguments in ``_connparams``.

    After a loss of the broker, Celery 5.7.0 closes the connection before its channels, which then ask a
    connection that has no client any more. The AttributeError of that ends the worker, and the tasks
    that run in it. A lost connection is what it is, and Celery knows how to come back from that.
    """

    QoS = QoS

    def _connparams(self, asynchronous: bool = False) -> dict[str, Any]:
        if self.connection is None or self.connection.client is None:
            raise redis.ConnectionError("the broker connection of this channel is closed")
        return credentials.apply(super()._connparams(asynchronous=asynchronous))

    def basic_consume(self, *args: Any, **kwargs: Any) -> Any:
        self._give_back()
        return super().basic_consume(*args, **kwargs)

    def _give_back(self) -> None:
        """Puts messages in hand where they were: first in their queue."""
        for tag, message in list(_in_hand.items()):
            with self.conn_or_acquire() as client, client.pipeline() as transaction:
                # Redis may have recorded it, and only its answer been lost.
                recorded = len(self.qos._remove_from_indices(tag, transaction))
                self._do_restore_message(*message, transaction)
                if len(transaction) > recorded:
                    transaction.execute()
                    del _in_hand[tag]


def install() -> None:
    """Lets every Redis broker connection of this process use our channel; a second call changes nothing."""
    kombu_redis.Transport.Channel = Channel
