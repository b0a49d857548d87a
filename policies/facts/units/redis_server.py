"""What a Redis on a machine is told, by its command line and by its configuration."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from ..addresses import is_loopback, is_wildcard, listening
from ..command import Words, redis
from ..command.redis import Directive
from ..command.words import Word
from ..redis import PORT, Redis
from ..value import Absent, Fact, Known, Unknown, or_default
from . import variables

LOOPBACK = frozenset({"localhost", "127.0.0.1"})


def read(server: Redis, arguments: Words, files: Mapping[str, Fact[str]], path: str) -> Redis:
    """The server with what its arguments, and the files that these name, say; `path` is where more could be said."""
    told = tuple(map(_with_variables, redis.read(arguments, files)))
    port, tls_port = (redis.number(told, (), name, path) for name in ("port", "tls-port"))
    is_off = isinstance(port, Known) and port.value == 0 and isinstance(tls_port, Absent)
    addresses = () if is_off else tuple(listening(redis.text(told, (), "bind", path)))
    return replace(
        server,
        password=redis.password(told, (), f"{path}: requirepass"),
        names=server.names | _names(addresses),
        port=or_default(port, PORT),
        addresses=addresses,
        protected_mode=redis.flag(told, (), "protected-mode", path),
        eviction=redis.text(told, (), "maxmemory-policy", path),
        max_clients=redis.number(told, (), "maxclients", path),
        loopback=redis.is_closed(told) and not any(isinstance(address, Unknown) for address in addresses),
    )


def _with_variables(directive: Directive) -> Directive:
    """What a template fills in is not known."""
    path = f"{directive.path}: {directive.name}"
    words = [variables.word(word.value, path) if isinstance(word, Known) else word for word in directive.values]
    return Directive(directive.name, words, path)


def _names(addresses: Sequence[Word]) -> frozenset[str]:
    """By what names processes of its machine reach it."""
    known = {fact.value for fact in addresses if isinstance(fact, Known) and not is_wildcard(fact.value)}
    return frozenset(known | LOOPBACK if any(map(is_loopback, known)) else known)
