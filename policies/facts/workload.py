"""A process of a Celery application, as rules judge it, whichever provider's resource it was read from."""

from dataclasses import dataclass

from .resource import Resource
from .settings import ABSENT, Settings
from .value import Fact, Known

__all__ = ["ABSENT", "BEAT", "ROLES", "WEB", "WORKER", "Workload", "application"]

WEB, WORKER, BEAT = "web", "worker", "beat"
ROLES = (WEB, WORKER, BEAT)


def application(module: str) -> str:
    """The first name of what `celery -A` is given."""
    return module.replace(":", ".").partition(".")[0]


@dataclass(frozen=True, slots=True)
class Workload:
    """Processes of a Celery application that a resource keeps alive, all with the same command."""

    resource: Resource
    roles: Fact[frozenset[str]] = ABSENT
    """What it runs: web, worker, beat, or several of them."""
    application: Fact[str] = ABSENT
    """The first name of what `celery -A` is given."""
    broker: Fact[str] = ABSENT
    """Which Redis it talks to: an address or the resource, never with credentials."""
    namespace: str = ""
    """What keeps applications of one name apart: a Kubernetes namespace."""
    replicas: Fact[float] = ABSENT
    """0 for a template that only another resource's replicas run."""
    autoscaled: Fact[str] = ABSENT
    """What changes the replicas by itself."""
    overlap: Fact[str] = ABSENT
    """How an update goes, where it starts the new process before the old has ended; absent where it does not."""
    spot: Fact[str] = ABSENT
    """The capacity that may be taken away at any time, where it is used."""
    user: Fact[str] = ABSENT
    force_root: Fact[str] = ABSENT
    """The value of C_FORCE_ROOT."""
    restart: Fact[str] = ABSENT
    """The policy's name, as the platform calls it."""
    stop_grace: Fact[float] = ABSENT
    """Seconds that running tasks get between the stop signal and being given up."""
    stop_signal: Fact[str] = ABSENT
    remaps_signal: bool = False
    """Whether the process takes its stop signal for another, so that QUIT is a soft shutdown."""
    health_test: Fact[str] = ABSENT
    """How a container's platform asks whether it works: `none`, `http` or `command`."""
    health_path: Fact[str] = ABSENT
    health_interval: Fact[float] = ABSENT
    """Seconds between two tests that ask every worker with `celery inspect`; absent for cheaper tests."""
    log_level: Fact[str] = ABSENT
    log_driver: Fact[str] = ABSENT
    """Where the platform sends its output."""
    manager: Fact[str] = ABSENT
    """What starts several processes in one container."""
    detached: Fact[str] = ABSENT
    """What makes the process leave its platform's sight."""
    scheduler: Fact[str] = ABSENT
    """The class that beat keeps its schedule with."""
    settings: Settings | None = None

    def runs(self, *roles: str) -> bool:
        """Whether it is known to run one of these roles."""
        return isinstance(self.roles, Known) and not self.roles.value.isdisjoint(roles)
