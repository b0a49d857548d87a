"""A manager of a swarm, asked directly: is it one, which nodes and networks are there, what failed before?"""

from collections.abc import Mapping
from functools import cache, cached_property
from typing import Any

from docker.errors import ImageNotFound, NotFound

from ...errors import InvalidArgumentError
from ..containers.engine import Engine

UNDONE = ("paused", "rollback_started", "rollback_paused", "rollback_completed")
ATTEMPT = "celery-stack.attempt"


class Manager:
    """An engine that manages a swarm."""

    def __init__(self, engine: Engine) -> None:
        self.engine, self.client = engine, engine.client
        self.info: dict[str, Any] = self.client.info()
        seen = self.info.get("Swarm", {})
        if not seen.get("ControlAvailable"):
            is_worker = seen.get("LocalNodeState") == "active"
            wrong = (
                "only works in a swarm; name a manager"
                if is_worker
                else "is in no swarm; `docker swarm init` makes one"
            )
            raise InvalidArgumentError(f"target.swarm.host is {engine.host or 'this machine'!r}, which {wrong}")

    @cached_property
    def nodes(self) -> dict[str, str]:
        """The nodes' ids by their host names."""
        ready = [node for node in self.client.nodes.list() if node.attrs["Status"]["State"] == "ready"]
        return {str(node.attrs["Description"]["Hostname"]): str(node.id) for node in ready}

    @property
    def forbids_new_privileges(self) -> bool:
        """Whether the engine itself gives every container no-new-privileges."""
        return any("no-new-privileges" in option for option in self.info.get("SecurityOptions", []))

    def is_here(self, node: str) -> bool:
        """Whether a node is the engine itself, so that its volumes can be made and removed."""
        return bool(self.nodes[node] == self.info["Swarm"]["NodeID"])

    def data_node(self, named: str) -> str:
        """The node that keeps files. Raises InvalidArgumentError where there is none of that name, or a choice."""
        names = ", ".join(sorted(self.nodes))
        if not named and len(self.nodes) == 1:
            return names
        if not named:
            raise InvalidArgumentError(
                f"target.swarm.data_node is missing; of several nodes it names the one that keeps the data: {names}"
            )
        if named not in self.nodes:
            raise InvalidArgumentError(f"target.swarm.data_node is {named!r}; the swarm has: {names}")
        return named

    def network(self, argument: str, name: str) -> dict[str, Any]:
        """What an overlay is. Raises InvalidArgumentError where there is none of that name."""
        try:
            found: dict[str, Any] = self.client.networks.get(name, scope="swarm").attrs
        except NotFound:
            found = {}
        if found.get("Scope") != "swarm":  # asked by name, an engine tells of its own networks too
            raise InvalidArgumentError(f"{argument} is {name!r}, but the swarm has no such overlay network")
        return found

    def require_image_for_all(self, argument: str, image: str) -> None:
        """Raises InvalidArgumentError for an image that is on this node only, and others would have to pull."""
        try:
            pushed = self.client.images.get(image).attrs.get("RepoDigests")
        except ImageNotFound:
            return
        if not pushed and len(self.nodes) > 1:
            raise InvalidArgumentError(
                f"{argument} is {image!r}, which no other node of the swarm could pull; push it to a registry"
            )

    def require_port(self, argument: str, address: str, port: int, mine: Mapping[str, str]) -> None:
        """Raises InvalidArgumentError for a port that others than the service with the labels `mine` publish."""
        for service in self.client.services.list():
            if port in {one.get("PublishedPort") for one in service.attrs["Endpoint"].get("Ports", [])}:
                if mine.items() <= _labels(service).items():
                    return
                raise InvalidArgumentError(
                    f"{argument} is {port}, which the service {service.name!r} publishes; choose another"
                )
        self.engine.require_port(argument, address, port, mine)

    def attempt(self, name: str) -> dict[str, str]:
        """A label that changes after an update of the service `name` was undone, so that the next one tries again.

        Pulumi holds an update for done when the swarm has taken it, and would see nothing to do.
        """
        for service in self.client.services.list(filters={"name": name}):
            if service.name == name:
                update = service.attrs.get("UpdateStatus") or {}
                if update.get("State") in UNDONE:
                    return {ATTEMPT: update["StartedAt"]}
                return {key: value for key, value in _labels(service).items() if key == ATTEMPT}
        return {}


@cache
def manager(engine: Engine) -> Manager:
    """The engine as a manager. Raises InvalidArgumentError where it manages no swarm."""
    return Manager(engine)


def _labels(service: Any) -> dict[str, str]:
    return service.attrs["Spec"].get("Labels") or {}
