"""A stack on a swarm, reached without the swarm's own load balancer, which not every kernel has."""

from docker.models.services import Service
from outside import Application

from ..deployment import Deployment

GATEWAY = "docker_gwbridge"
"""The network by which a task reaches the world, and its own machine reaches the task."""


class Replica(Application):
    """The web's newest replica, by its address on this machine."""

    def __init__(self, stack: "SwarmDeployment") -> None:
        self._stack = stack

    @property
    def url(self) -> str:
        """Of nobody while there is no replica."""
        found = self._stack.addresses("web")
        return f"http://{found[0]}:{self._stack.port}" if found else "http://127.0.0.1:1"


class SwarmDeployment(Deployment):
    """One stack on a swarm of one node."""

    def __init__(self, *arguments: object) -> None:
        super().__init__(*arguments)  # type: ignore[arg-type]  # those of Deployment
        self.application = Replica(self)

    def service(self, role: str) -> Service:
        labels = [f"celery-stack.stack=celery-stack/{self.stack}", f"celery-stack.role={role}"]
        [found] = [one for one in self.engine.services.list() if _has(one, labels)]
        return found

    def addresses(self, role: str) -> list[str]:
        """Of the role's replicas as this machine reaches them, the newest first."""
        known = self.engine.networks.get(GATEWAY).attrs["Containers"]
        found = [known.get(str(one.id)) for one in self.containers(role)]
        return [one["IPv4Address"].partition("/")[0] for one in found if one]


def _has(service: Service, labels: list[str]) -> bool:
    return set(labels) <= {f"{key}={value}" for key, value in service.attrs["Spec"]["Labels"].items()}
