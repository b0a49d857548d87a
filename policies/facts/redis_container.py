"""What a Redis in a container is told, by its arguments and by what its image adds to them."""

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from . import redis_image
from .addresses import is_loopback
from .command import Found, Words, redis
from .connection import Carrier
from .redis import PORT, Exposure, Redis
from .value import Absent, Fact, Known, Password, Unknown, or_default

if TYPE_CHECKING:
    from .container import Container


def read(container: "Container", found: Found) -> Redis:
    """The server that a container runs; `found` is what its command starts."""
    arguments = _arguments(container, found)
    directives = redis.read(arguments, container.files)
    asked = redis.password(directives, arguments, f"{container.path}: requirepass")
    if isinstance(asked, Absent):
        asked = _by_the_image(container, found, asked)
    unseen = [asked] if isinstance(asked, Unknown) and found.redis is None else []
    told = (directives, (*arguments, *unseen))
    return replace(
        container.server,
        password=asked,
        port=or_default(redis.number(*told, "port", container.path), PORT),
        protected_mode=redis.flag(*told, "protected-mode", container.path),
        eviction=redis.text(*told, "maxmemory-policy", container.path),
        max_clients=redis.number(*told, "maxclients", container.path),
        loopback=redis.is_closed(directives),
    )


def ways_to_a_sentinel(server: Redis) -> Iterator[Exposure]:
    """The ports of a Sentinel that others than its own machine reach: whoever does makes any Redis the master."""
    for address in server.published:
        if not (isinstance(address, Known) and is_loopback(address.value)):
            yield Exposure(server.resource, address)
    if isinstance(server.publishes_all, Known) and server.publishes_all.value:
        yield Exposure(server.resource, Known("every port", server.publishes_all.path))


def in_clear(container: "Container", found: Found) -> Iterator[Fact[str]]:
    """The passwords in its arguments, where its platform has a better place for them."""
    if container.carrier is Carrier.REFERABLE:
        yield from redis.in_clear(redis.read(_arguments(container, found), {}))


def _arguments(container: "Container", found: Found) -> Words:
    return (*(found.redis or ()), *redis_image.more_arguments(container.image, container.environment))


def _by_the_image(container: "Container", found: Found, asked: Fact[Password]) -> Fact[Password]:
    """The password that is asked for where the arguments ask for none."""
    if found.redis_by_environment:
        return redis_image.password_in(container.environment)
    if found.redis is not None:
        return asked
    return redis_image.password_of(
        container.image, container.environment, container.words, container.path, container.files
    )
