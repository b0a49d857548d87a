"""A stack in containers: the host's Deployment, with another target and an image for the code."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import deployment
import docker
from docker.models.containers import Container

CODE = ("web", "worker", "beat")
"""The roles that run the application's code."""


class Deployment(deployment.Deployment):
    """One stack on an engine."""

    def __init__(
        self,
        folder: Path,
        environment: Mapping[str, str],
        stack: str,
        engine: docker.DockerClient,
        sections: Mapping[str, Any],
    ) -> None:
        super().__init__(folder, environment, stack, {})
        self.engine = engine
        self.made: set[tuple[str, str]] = set()
        """Kind and id of everything that was ever in the state."""
        app = {key: value for key, value in self.config("app").items() if key not in ("source", "requirements")}
        self.configure(app={**app, **sections["app"]}, target=sections["target"])
        for section in sections.keys() - {"app", "target"}:
            self.change(section, **sections[section])

    def up(self, *options: str) -> str:
        said = super().up(*options)
        self._good = self.file.read_text()
        return said

    def repair(self) -> None:
        """Deploy what the last good update deployed, whatever a failed test left."""
        self.file.write_text(self._good)
        self.up("--refresh")

    def run(self, *arguments: str, text: str = "") -> Any:
        done = super().run(*arguments, text=text)
        if arguments[0] in ("up", "refresh"):
            self.made |= {(one["type"], one["id"]) for one in self.resources() if one["type"].startswith("docker:")}
        return done

    def containers(self, role: str = "", **filters: Any) -> list[Container]:
        """The containers of the stack, or of one role of it, that run."""
        labels = [f"celery-stack.stack=celery-stack/{self.stack}"]
        labels += [f"celery-stack.role={role}"] if role else []
        found: list[Container] = self.engine.containers.list(filters={"label": labels}, ignore_removed=True, **filters)
        return found

    def container(self, role: str) -> Container:
        [found] = self.containers(role)
        return found

    def ids(self, *roles: str) -> set[str]:
        """The containers of these roles that run."""
        return {str(one.id) for role in roles for one in self.containers(role)}

    def runs(self, image: str) -> bool:
        """Whether every process of the application is of this image."""
        found = {one.attrs["Image"] for role in CODE for one in self.containers(role)}
        return found == {self.engine.images.get(image).id}

    def workers(self) -> set[str]:
        """The workers that say to /health that they are there."""
        return {one["name"].partition("@")[0] for one in self.application.health()[1].get("workers", [])}

    def left(self) -> Iterator[str]:
        """What of the stack is on the engine; nothing, after a destroy."""
        yield from (f"container {one.name}" for one in self.containers(all=True))
        for kind, id_ in self.made:
            find = FINDERS.get(kind)
            if find and find(self.engine, id_):
                yield f"{kind} {id_}"


def _found(collection: str) -> Any:
    def find(engine: docker.DockerClient, id_: str) -> bool:
        try:
            return bool(getattr(engine, collection).get(id_))
        except docker.errors.NotFound:
            return False

    return find


FINDERS = {
    "docker:index/container:Container": _found("containers"),
    "docker:index/network:Network": _found("networks"),
    "docker:index/volume:Volume": _found("volumes"),
    "docker:index/service:Service": _found("services"),
    "docker:index/secret:Secret": _found("secrets"),
    "docker:index/serviceConfig:ServiceConfig": _found("configs"),
}
