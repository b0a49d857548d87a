"""What a process is told of the servers that it talks to."""

from dataclasses import dataclass
from enum import Enum

from .addresses import is_loopback
from .resource import Resource
from .value import Absent, Fact, Known, Password

ABSENT = Absent()


class Carrier(Enum):
    """Where a connection's text stands, which decides whether a password could be kept out of it."""

    PLAIN = "a container whose platform has no reference to a secret"
    REFERABLE = "a container whose platform can refer to a secret"
    FILE = "a file on a machine"
    SECRET = "a store of secrets"  # noqa: S105 - it is a place, not a secret


@dataclass(frozen=True, slots=True)
class Connection:
    """One URL of a broker or result backend, without its credentials. A text of several URLs is several connections."""

    resource: Resource
    scheme: Fact[str]
    """In lower case, less Celery's `sentinel+` and the like; unknown where the whole text is."""
    carrier: Carrier
    host: Fact[str] = ABSENT
    port: Fact[float] = ABSENT
    user: Fact[str] = ABSENT
    password: Fact[Password] = ABSENT
    """Unknown where the platform fills it in from a secret."""
    certificates: Fact[str] = ABSENT
    """The value of ssl_cert_reqs."""
    is_broker: bool = True
    """Whether messages go there; false for a result backend."""
    credential_provider: bool = False
    """Whether a class of the application's own logs in."""

    @property
    def is_here(self) -> bool:
        """Whether it leads to the machine, or the container, that the process is on; so it does without a host."""
        return isinstance(self.host, Absent) or (isinstance(self.host, Known) and is_loopback(self.host.value))

    @property
    def is_plain(self) -> bool:
        """Whether it leads to a Redis itself, and not by TLS or by sentinels, which have ports of their own."""
        return isinstance(self.scheme, Known) and self.scheme.value in ("redis", "valkey")

    @property
    def is_redis(self) -> bool:
        """Whether it leads to a Redis, rather than to a message queue."""
        return isinstance(self.scheme, Known) and not self.scheme.value.endswith(("amqp", "amqps"))


@dataclass(frozen=True, slots=True)
class PlainSecret:
    """A password in clear in an environment, such as REDIS_PASSWORD, that is not part of a URL."""

    resource: Resource
    password: Fact[Password]
    carrier: Carrier
