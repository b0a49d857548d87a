"""What a cloud has around Celery's processes, as rules judge it."""

from dataclasses import dataclass

from .resource import Resource
from .value import Absent, Fact

ABSENT = Absent()


@dataclass(frozen=True, slots=True)
class LogGroup:
    """A store of logs that a Celery process writes to, or one of a stack."""

    resource: Resource
    retention: Fact[float] = ABSENT
    """Days; 0 is for ever."""


@dataclass(frozen=True, slots=True)
class Listener:
    """A load balancer's listener."""

    resource: Resource
    protocol: Fact[str] = ABSENT
    redirects: Fact[bool] = ABSENT
    """Whether all that it does is to send a browser to HTTPS."""
    tls_policy: Fact[str] = ABSENT
    internal: Fact[bool] = ABSENT
    """Whether its load balancer is reached from inside only."""


@dataclass(frozen=True, slots=True)
class TaskAccess:
    """How far a cloud's tasks that run Celery can reach, and are reached."""

    resource: Resource
    public_address: Fact[bool] = ABSENT
    same_role: Fact[bool] = ABSENT
    """Whether the tasks have the role of the agent that starts them."""
