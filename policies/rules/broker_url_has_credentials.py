"""broker-url-has-credentials."""

from collections.abc import Iterator

from facts.addresses import is_loopback
from facts.connection import Connection
from facts.value import Absent, Known, Unknown
from pack.framework import cwe
from pack.rule import CRITICAL, MANDATORY, rule
from pack.verdict import Finding, Unread, Verdict

AMQP = {"amqp", "amqps", "pyamqp"}


@rule(
    "broker-url-has-credentials",
    on=Connection,
    level=MANDATORY,
    severity=CRITICAL,
    fix="Give the URL a user and a password of its own, as in `redis://user:password@host`, out of a secret.",
    url="https://docs.celeryq.dev/en/stable/getting-started/backends-and-brokers/redis.html#configuration",
    framework=cwe(306, "Missing Authentication for Critical Function"),
)
def broker_url_has_credentials(connection: Connection) -> Iterator[Verdict]:
    """A broker that takes messages without a password takes tasks from whoever reaches it."""
    if isinstance(connection.scheme, Unknown):
        yield Unread(connection.scheme.path, connection.scheme.why)
    elif isinstance(connection.scheme, Known) and not _is_here(connection) and not connection.credential_provider:
        name, path = connection.scheme.value, connection.scheme.path
        if name in AMQP:
            if _is_guest(connection):
                yield Finding(path, f"an {name} URL with the user guest", "a user and a password of its own")
        elif _has_none(connection):
            yield Finding(path, f"a {name} URL without a password", "one with a password")


def _is_here(connection: Connection) -> bool:
    """Without a host it is this machine, too."""
    host = connection.host
    return isinstance(host, Absent) or (isinstance(host, Known) and is_loopback(host.value))


def _is_guest(connection: Connection) -> bool:
    """The user that RabbitMQ has from the beginning."""
    return isinstance(connection.user, Known) and connection.user.value == "guest"


def _has_none(connection: Connection) -> bool:
    password = connection.password
    return isinstance(password, Absent) or (isinstance(password, Known) and password.value.length == 0)
