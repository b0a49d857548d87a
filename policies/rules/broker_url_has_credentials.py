"""broker-url-has-credentials."""

from collections.abc import Iterator

from facts.connection import Connection
from facts.value import Absent, Fact, Known, Password, Unknown
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
    scheme, password = connection.scheme, connection.password
    if isinstance(scheme, Unknown):
        yield Unread(scheme.path, scheme.why)
    elif isinstance(scheme, Known) and not connection.is_here and not connection.credential_provider:
        if scheme.value in AMQP:
            if _is_guest(connection):
                yield Finding(scheme.path, f"an {scheme.value} URL of guest", "a user and a password of its own")
        elif _is_none(password) and isinstance(connection.user, Unknown):
            yield Unread(connection.user.path, connection.user.why)
        elif _is_none(password):
            yield Finding(scheme.path, f"a {scheme.value} URL without a password", "one with a password")


def _is_guest(connection: Connection) -> bool:
    """The user that RabbitMQ has from the beginning, with the password of that time; a client takes it by default."""
    user, password = connection.user, connection.password
    is_first = _is_none(password) or (isinstance(password, Known) and password.value.is_common)
    return is_first and isinstance(user, Known) and user.value == "guest"


def _is_none(password: Fact[Password]) -> bool:
    return isinstance(password, Absent) or (isinstance(password, Known) and password.value.length == 0)
