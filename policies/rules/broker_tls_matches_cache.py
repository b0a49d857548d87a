"""broker-tls-matches-cache."""

from collections.abc import Iterator

from facts.brokers import led_to
from facts.cache import Cache
from facts.connection import Connection
from facts.stack import Stack
from facts.value import Known, Unknown, or_default
from pack.framework import cwe
from pack.rule import HIGH, MANDATORY, rule
from pack.verdict import Finding, Unread, Verdict

ENCRYPTED = {"redis": False, "rediss": True, "valkey": False, "valkeys": True}


@rule(
    "broker-tls-matches-cache",
    on=Stack,
    level=MANDATORY,
    severity=HIGH,
    fix="Begin the URL with `rediss://` and set `transitEncryptionEnabled` of the cache to true.",
    url="https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/in-transit-encryption.html",
    framework=cwe(319, "Cleartext Transmission of Sensitive Information"),
)
def broker_tls_matches_cache(stack: Stack) -> Iterator[Verdict]:
    """A client without TLS hangs at a cache that wants it, and the other way round: no task is ever sent."""
    for connection in stack.all(Connection):
        for cache in led_to(connection, stack):
            if isinstance(cache, Cache) and cache.transit_mode != Known("preferred", cache.transit_mode.path):
                yield from _compared(connection, cache)


def _compared(connection: Connection, cache: Cache) -> Iterator[Verdict]:
    scheme, wanted = connection.scheme, or_default(cache.transit_encryption, False)
    if isinstance(scheme, Known) and isinstance(wanted, Known):
        if ENCRYPTED.get(scheme.value, wanted.value) != wanted.value:
            url = f"{'rediss' if wanted.value else 'redis'}://, as {cache.resource.name} has it"
            yield Finding(scheme.path, f"{scheme.value}://", url, connection.resource)
    elif isinstance(scheme, Unknown):
        yield Unread(scheme.path, scheme.why, connection.resource)
    elif isinstance(wanted, Unknown):
        yield Unread(wanted.path, wanted.why, cache.resource)
